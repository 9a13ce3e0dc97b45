import { randomUUID } from 'node:crypto';
import type { EffectContext, Label, UnitOfWork } from '../../../core/index.ts';
import { ProcessEngine, createRecord } from '../../../core/index.ts';
import { recordInvoicePayment } from '../ledger/index.ts';
import { issueInvoice } from '../orders/issue-invoice.ts';

/** A guard that an item taken over in a state would not have passed on its way there, or that the rules have moved it on at once. */
export interface UnmetGuard {
  readonly entity: string;
  readonly id: string;
  readonly state: string;
  readonly code: string;
  readonly message: Label;
}

async function contextOf(uow: UnitOfWork, entity: string, id: string): Promise<EffectContext> {
  const engine = ProcessEngine.of(uow);
  return engine.contextFor(await engine.store.lock({ entity, id }), 'imported', {}, uow.company.robot, `import:${id}`);
}

/** The invoice of an order that was taken over, standing in its state; nobody is told of it. */
export async function issueStanding(uow: UnitOfWork, orderId: string, state: string): Promise<string> {
  const context = await contextOf(uow, 'crm.customer_order', orderId);
  let id = '';
  await issueInvoice({
    ...context,
    create: async (entity, values) => {
      const row = await createRecord(uow, entity, { ...values, state, ...(state === 'sent' ? { sent_at: uow.now } : {}) }, { asSystem: true, standing: true, event: 'invoice.imported' });
      id = row.id;
      return row;
    },
  });
  return id;
}

/** What was paid before, as one payment. @throws InvalidError crm.over_balance */
export async function payStanding(uow: UnitOfWork, invoiceId: string, amount: string, date: string, deal: string): Promise<void> {
  const context = await contextOf(uow, 'crm.invoice', invoiceId);
  await recordInvoicePayment(context, {
    invoice_id: invoiceId, payment_id: randomUUID(), payment_date: date, document_number: `до загрузки: ${deal}`.slice(0, 50), amount, payer_id: String(context.item.row['counterparty_id']),
  });
  await ProcessEngine.of(uow).settle();
}

/**
 * For each state an item was given: the guards of the ways into it, when none of the ways would be open now, and whether it stands there still.
 */
export async function unmetGuards(uow: UnitOfWork, { entity, id, states }: { readonly entity: string; readonly id: string; readonly states: Readonly<Record<string, string | null>> }): Promise<UnmetGuard[]> {
  const engine = ProcessEngine.of(uow);
  const item = await engine.store.lock({ entity, id });
  const unmet: UnmetGuard[] = [];
  for (const [name, region] of Object.entries(item.process?.regions ?? {})) {
    const wanted = states[region.field] ?? null;
    if (wanted === null) continue;
    const now = String(item.row[region.field]);
    if (now !== wanted) {
      unmet.push({ entity, id, state: wanted, code: 'moved_on', message: { ru: `правила сразу перевели дальше: ${now}`, en: `the rules moved it on at once: ${now}` } });
      continue;
    }
    // A way that opens only when something is taken back (`causes`) is no way in.
    const ways = [...(item.process?.transitions.values() ?? [])].filter((one) => one.region === name && one.to === wanted && one.from !== 'start' && one.causes === undefined);
    if (ways.length === 0) continue;
    const judged = await engine.judge(item, ways, {});
    if (judged.some((one) => one.allowed)) continue;
    const nearest = judged.reduce((best, one) => (one.reasons.length < best.reasons.length ? one : best));
    unmet.push(...nearest.reasons.map((reason) => ({ entity, id, state: wanted, code: reason.code, message: reason.message })));
  }
  return unmet;
}
