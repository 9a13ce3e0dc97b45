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
    hand_move: { ...HAND, label: label('Переход вручную', 'Move by hand') },
    hand_win: { ...HAND, label: label('Завершение вручную', 'Closing by hand') },
  },
  async load(ids, { uow, wanted }) {
    const figures = await figuresOfInterests(uow, ids);
    const clients = await uow.query<{ id: string; process_mode: string; lifecycle: string; agreement_id: string | null }>(
      'select i.id, i.process_mode, p.lifecycle, p.agreement_id from crm_interest i join crm_partner p on p.id = i.partner_id where i.id = any($1::uuid[])', [ids],
    );
    const facts = new Map<string, Record<string, unknown>>();
    for (const client of clients) {
      const orders = figures.get(client.id) ?? [];
      facts.set(client.id, {
        mode: client.process_mode,
        partner_lifecycle: client.lifecycle,
        partner_agreement_id: client.agreement_id,
        ...groupFacts(orders),
        ...(wanted.has('invoices') ? { invoices: await invoicesOf(uow, orders) } : {}),
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

/** An order that is not posted yet has no invoice and counts all the same: the deal waits for it (AGG-9). */
async function invoicesOf(uow: UnitOfWork, orders: readonly OrderFigures[]): Promise<Record<string, unknown>[]> {
  const invoices: Record<string, unknown>[] = [];
  for (const one of orders) {
    invoices.push({
      status: one.status,
      stage: one.stage,
      client_status: one.client_status,
      remaining_qty: one.remaining_qty,
      balance: one.invoice_state === null ? one.total : one.balance,
      sent: MAILED.includes(one.invoice_state ?? ''),
      gate_met: one.status !== 'cancelled' && one.invoice_state !== null && (await gateMet(uow, one)),
    });
  }
  return invoices;
}

async function byHand(uow: UnitOfWork, client: { readonly id: string; readonly process_mode: string }, kind: 'open' | 'won'): Promise<{ allowed: boolean; why: string | null }> {
  const given = { mode: client.process_mode, to_kind: kind, edge_exists: false, guards_ok: false, reason_given: false };
  const outcome = await ask(uow, 'crm.stage_control', { entity: 'crm.interest', id: client.id }, given);
  return { allowed: outcome['allowed'] === true, why: typeof outcome['why'] === 'string' ? outcome['why'] : null };
}
