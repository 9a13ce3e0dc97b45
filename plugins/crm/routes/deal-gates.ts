import type { Label, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, defineRoute, label, translate } from '../../../core/index.ts';
import { ask } from '../facts/ask.ts';
import { WAITS_FOR, groupFacts, invoiceFact } from '../facts/interest-facts.ts';
import type { OrderFigures } from '../facts/order-figures.ts';
import { figuresOfInterests } from '../facts/order-figures.ts';

/** What the deal waits for to leave a stage. `met`: nothing any more; `held_by`: orders that alone would not let it go. */
interface Gate {
  readonly stage: string;
  readonly label: string;
  readonly question: string;
  readonly is_current: boolean;
  readonly met: boolean;
  readonly held_by: readonly string[];
}

/** An order of the deal with its invoice, as the gates see it; money is decimal text of the order's currency. */
interface GateOrder {
  readonly order_id: string;
  readonly order_number: string;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly state: string | null;
  readonly stage: string;
  readonly client_status: string;
  readonly total: string;
  readonly paid: string;
  readonly payment_met: boolean;
}

interface Papers {
  readonly id: string;
  readonly total: string;
  readonly paid_total: string;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly invoice_state: string | null;
}

const ALL_SENT = label('Все счета отправлены', 'All invoices are sent');

async function gatesOf(uow: UnitOfWork, deal: { readonly id: string; readonly state: string }, locale: 'ru' | 'en'): Promise<{ data: Gate[]; orders: GateOrder[] }> {
  const { regulation, plugins } = uow.company;
  const live = ((await figuresOfInterests(uow, [deal.id])).get(deal.id) ?? []).filter((one) => one.status !== 'cancelled').reverse();
  const facts = new Map<string, Record<string, unknown>>();
  for (const one of live) facts.set(one.id, await invoiceFact(uow, one));
  const stages = regulation.processes.get('crm.interest')?.regions['state']?.states ?? {};
  const word = (text: Label | undefined): string => (text === undefined ? '' : translate(text, locale));
  const gate = async (stage: string, question: Label | undefined, isMet: (orders: readonly OrderFigures[]) => boolean | Promise<boolean>): Promise<Gate> => {
    const held: string[] = [];
    for (const one of live) if (!(await isMet([one]))) held.push(one.id);
    return { stage, label: word(stages[stage]?.label), question: word(question), is_current: deal.state === stage, met: live.length > 0 && (await isMet(live)), held_by: held };
  };
  const data = [await gate('issue_invoice', ALL_SENT, (orders) => groupFacts(orders)['all_live_invoices_sent'] === true)];
  for (const [stage, decision, field] of WAITS_FOR) {
    // The same question about each order alone says which of them the deal waits for, whatever the company's table asks.
    const isMet = async (orders: readonly OrderFigures[]): Promise<boolean> => (await ask(uow, decision, { entity: 'crm.interest', id: deal.id }, { invoices: orders.map((one) => facts.get(one.id)) }))[field] !== null;
    data.push(await gate(stage, plugins.decision(decision)?.label, isMet));
  }
  return { data: data.filter(({ stage }) => stages[stage] !== undefined && stages[stage]?.disabled !== true), orders: await ordersOf(uow, live, facts, word) };
}

async function ordersOf(uow: UnitOfWork, live: readonly OrderFigures[], facts: ReadonlyMap<string, Record<string, unknown>>, word: (text: Label | undefined) => string): Promise<GateOrder[]> {
  const { processes } = uow.company.regulation;
  const papers = new Map((await uow.query<Papers>(
    `select o.id, o.total::text, o.paid_total::text, v.id as invoice_id, v.number as invoice_number, v.state as invoice_state
       from crm_customer_order o left join crm_invoice v on v.order_id = o.id where o.id = any($1::uuid[])`, [live.map((one) => one.id)],
  )).map((row) => [row.id, row]));
  const stateOf = (entity: string, field: string, state: string | null): Label | undefined =>
    state === null ? undefined : Object.values(processes.get(entity)?.regions ?? {}).find((region) => region.field === field)?.states[state]?.label;
  return live.map((one) => {
    const paper = papers.get(one.id);
    return {
      order_id: one.id,
      order_number: one.number,
      invoice_id: paper?.invoice_id ?? null,
      invoice_number: paper?.invoice_number ?? null,
      state: word(stateOf('crm.invoice', 'state', paper?.invoice_state ?? null)) || null,
      stage: word(stateOf('crm.customer_order', 'execution_stage', one.stage)),
      client_status: word(stateOf('crm.customer_order', 'client_status', one.client_status)),
      total: paper?.total ?? '0',
      paid: paper?.paid_total ?? '0',
      payment_met: facts.get(one.id)?.['gate_met'] === true,
    };
  });
}

/** The scoreboard of a deal: what each stage waits for and which of its invoices hold it back. */
export const dealGates = defineRoute({
  method: 'GET',
  path: '/api/crm/interests/:id/gates',
  permission: 'signed_in',
  summary: label('Чего ждёт сделка на каждом этапе', 'What a deal waits for at each stage'),
  async handle(request) {
    return request.read(async (uow) => {
      const [deal] = await uow.query<{ id: string; state: string }>('select id, state from crm_interest where id = $1', [request.params['id']]);
      if (deal === undefined) throw new NotFoundError();
      return { body: await gatesOf(uow, deal, request.locale) };
    });
  },
});
