import type { UnitOfWork } from '../../../core/index.ts';
import { defineFacts, label } from '../../../core/index.ts';
import { ORDER_CLIENT_STATUSES, ORDER_STAGES, ORDER_STATUSES, PARTNER_LIFECYCLES, PROCESS_MODES } from '../enums/index.ts';
import { ask } from './ask.ts';
import { gateMet } from './order-facts.ts';
import type { OrderFigures } from './order-figures.ts';
import { figuresOfInterests } from './order-figures.ts';

const codes = (values: readonly { readonly code: string }[]): string[] => values.map((one) => one.code);
const STATUS = { type: 'string', enum: codes(ORDER_STATUSES) } as const;

/** Type of one invoice in the aggregates. */
export const INVOICE_FACT = {
  type: 'object',
  properties: {
    status: STATUS,
    stage: { type: 'string', enum: codes(ORDER_STAGES) },
    client_status: { type: 'string', enum: codes(ORDER_CLIENT_STATUSES) },
    gate_met: { type: 'boolean' },
    remaining_qty: { type: 'number' },
    balance: { type: 'number' },
    sent: { type: 'boolean' },
  },
} as const;

const HAND = { type: 'object', properties: { allowed: { type: 'boolean' }, why: { type: 'string', nullable: true } } } as const;
const MAILED = ['sent', 'closed'];

/** The group facts of a deal: its orders and their invoices, the client's classification, and what R-02 allows by hand. */
export const interestFacts = defineFacts({
  entity: 'crm.interest',
  facts: {
    mode: { type: 'string', enum: codes(PROCESS_MODES), label: label('Контроль этапов', 'Control of stages') },
    invoices: { type: 'array', items: INVOICE_FACT, label: label('Счета', 'Invoices') },
    orders: { type: 'array', items: { type: 'object', properties: { status: STATUS } }, label: label('Заказы', 'Orders') },
    latest_reason: { type: 'string', nullable: true, label: label('Причина отмены последнего заказа', 'Cancel reason of the latest order') },
    latest_cancel_reason_id: { type: 'string', nullable: true, label: label('Причина отмены последнего заказа (строка)', 'Cancel reason of the latest order, row') },
    has_live_accepted_order: { type: 'boolean', label: label('Есть заказ с принятым КП', 'An order with an accepted offer') },
    has_shipped_order: { type: 'boolean', label: label('Есть отгрузка', 'Something is shipped') },
    all_live_invoices_sent: { type: 'boolean', label: label('Все счета отправлены', 'All invoices are sent') },
    any_live_invoice_sent: { type: 'boolean', label: label('Хотя бы один счёт отправлен', 'An invoice is sent') },
    live_invoice_count: { type: 'number', integer: true, label: label('Счетов без отменённых', 'Live invoices') },
    live_order_count: { type: 'number', integer: true, label: label('Заказов без отменённых', 'Live orders') },
    partner_lifecycle: { type: 'string', enum: codes(PARTNER_LIFECYCLES), label: label('Состояние клиента', 'Client state') },
    partner_agreement_id: { type: 'string', nullable: true, label: label('Соглашение клиента', 'Client’s agreement') },
    has_sent_offer: { type: 'boolean', label: label('КП отправлено', 'An offer is sent') },
    first_unmet_stage: { type: 'string', nullable: true, label: label('Первый этап с невыполненным условием', 'First stage with an unmet condition') },
    hand_move: { ...HAND, label: label('Переход вручную', 'Move by hand') },
    hand_win: { ...HAND, label: label('Завершение вручную', 'Closing by hand') },
  },
  async load(ids, { uow, wanted }) {
    const figures = await figuresOfInterests(uow, ids);
    const clients = await uow.query<{ id: string; process_mode: string; lifecycle: string; agreement_id: string | null; has_sent_offer: boolean }>(
      `select i.id, i.process_mode, p.lifecycle, p.agreement_id,
              exists (select 1 from crm_commercial_offer f join crm_customer_order o on o.id = f.order_id where o.interest_id = i.id and o.status <> 'cancelled' and f.sent_at is not null) as has_sent_offer
         from crm_interest i join crm_partner p on p.id = i.partner_id where i.id = any($1::uuid[])`, [ids],
    );
    const facts = new Map<string, Record<string, unknown>>();
    for (const client of clients) {
      const orders = figures.get(client.id) ?? [];
      facts.set(client.id, {
        mode: client.process_mode,
        partner_lifecycle: client.lifecycle,
        partner_agreement_id: client.agreement_id,
        ...groupFacts(orders),
        has_sent_offer: client.has_sent_offer,
        ...(await overInvoices(uow, client.id, orders, wanted)),
        ...(wanted.has('hand_move') ? { hand_move: await byHand(uow, client, 'open') } : {}),
        ...(wanted.has('hand_win') ? { hand_win: await byHand(uow, client, 'won') } : {}),
      });
    }
    return facts;
  },
});

/** Facts over the orders of one interest, the latest order first. A group over no live order is false. */
export function groupFacts(orders: readonly OrderFigures[]): Record<string, unknown> {
  const live = orders.filter((one) => one.status !== 'cancelled');
  const invoiced = live.filter((one) => one.invoice_state !== null);
  const mailed = (one: OrderFigures): boolean => one.status !== 'on_approval' && MAILED.includes(one.invoice_state ?? '');
  const latest = orders[0];
  return {
    orders: orders.map(({ status }) => ({ status })),
    latest_reason: latest?.status === 'cancelled' ? latest.reason : null,
    latest_cancel_reason_id: latest?.status === 'cancelled' ? latest.cancel_reason_id : null,
    has_live_accepted_order: live.some((one) => one.offer_accepted),
    has_shipped_order: live.some((one) => one.has_shipments),
    all_live_invoices_sent: live.length > 0 && live.every(mailed),
    any_live_invoice_sent: live.some(mailed),
    live_invoice_count: invoiced.length,
    live_order_count: live.length,
  };
}

/** Facts that need the gate of every invoice; where stages never fall back, nobody asks for the first unmet one. */
async function overInvoices(uow: UnitOfWork, id: string, orders: readonly OrderFigures[], wanted: ReadonlySet<string>): Promise<Record<string, unknown>> {
  const regresses = uow.company.regulation.parameters['regress'] === 'back_to_first_unmet';
  const invoices = wanted.has('invoices') || (wanted.has('first_unmet_stage') && regresses) ? await invoicesOf(uow, orders) : [];
  return {
    ...(wanted.has('invoices') ? { invoices } : {}),
    ...(wanted.has('first_unmet_stage') ? { first_unmet_stage: regresses ? await firstUnmet(uow, id, orders, invoices) : null } : {}),
  };
}

/** What each stage waits for to be left, in order. */
export const WAITS_FOR: readonly (readonly [stage: string, decision: string, field: string])[] = [
  ['invoice_sent', 'crm.interest_to_place', 'move'], ['order_to_place', 'crm.interest_placed', 'move'], ['order_placed', 'crm.interest_in_stock', 'move'],
  ['goods_in_stock', 'crm.interest_ready', 'move'], ['ready_to_ship', 'crm.interest_completion', 'to'],
];

async function firstUnmet(uow: UnitOfWork, id: string, orders: readonly OrderFigures[], invoices: readonly Record<string, unknown>[]): Promise<string | null> {
  const { all_live_invoices_sent: allSent, any_live_invoice_sent: anySent, live_order_count: live } = groupFacts(orders);
  if (live === 0) return null;
  if (allSent !== true && !(uow.company.regulation.parameters['invoices_sent_gate'] === 'any' && anySent === true)) return 'issue_invoice';
  for (const [stage, decision, field] of WAITS_FOR) {
    if ((await ask(uow, decision, { entity: 'crm.interest', id }, { invoices }))[field] === null) return stage;
  }
  return null;
}

async function invoicesOf(uow: UnitOfWork, orders: readonly OrderFigures[]): Promise<Record<string, unknown>[]> {
  const invoices: Record<string, unknown>[] = [];
  for (const one of orders) invoices.push(await invoiceFact(uow, one));
  return invoices;
}

/** One order as the aggregates see it. An order that is not posted yet has no invoice and counts all the same: the deal waits for it (AGG-9). */
export async function invoiceFact(uow: UnitOfWork, one: OrderFigures): Promise<Record<string, unknown>> {
  return {
    status: one.status,
    stage: one.stage,
    client_status: one.client_status,
    remaining_qty: one.remaining_qty,
    balance: one.invoice_state === null ? one.total : one.balance,
    sent: MAILED.includes(one.invoice_state ?? ''),
    gate_met: one.status !== 'cancelled' && one.invoice_state !== null && (await gateMet(uow, one)),
  };
}

async function byHand(uow: UnitOfWork, client: { readonly id: string; readonly process_mode: string }, kind: 'open' | 'won'): Promise<{ allowed: boolean; why: string | null }> {
  const given = { mode: client.process_mode, to_kind: kind, edge_exists: false, guards_ok: false, reason_given: false };
  const outcome = await ask(uow, 'crm.stage_control', { entity: 'crm.interest', id: client.id }, given);
  return { allowed: outcome['allowed'] === true, why: typeof outcome['why'] === 'string' ? outcome['why'] : null };
}
