import type { EffectContext } from '../../../core/index.ts';
import { defineSubscription } from '../../../core/index.ts';
import { cancelInteractions } from '../effects/follow-up.ts';
import { perform } from '../effects/perform.ts';
import type { OfferReview } from '../facts/offer-review.ts';
import { mirrored } from '../orders/issue-invoice.ts';
import { advanceEventDate, setDueDates } from '../orders/terms.ts';
import { addCalendarDays } from '../pricing/index.ts';
import { localDate } from '../save-rules/today.ts';

async function invoiceOf(context: EffectContext): Promise<string | undefined> {
  return (await context.uow.query<{ id: string }>('select id from crm_invoice where order_id = $1', [context.item.id]))[0]?.id;
}

/** The invoice shows what its order says; what changes nothing writes nothing. */
async function mirror(context: EffectContext): Promise<void> {
  const invoice = await invoiceOf(context);
  if (invoice !== undefined) await context.update('crm.invoice', invoice, mirrored(context.item.row));
}

/** What the invoice is told when its order's status has become another. */
const TOLD: Readonly<Record<string, string>> = { cancelled: 'order.cancelled', closed: 'order.closed', on_approval: 'order.recalled', to_execute: 'order.reopened' };

export const orderStatusMirrored = defineSubscription({
  id: 'crm.order_status_mirrored',
  on: 'customer_order.status_changed',
  async run(_event, context) {
    await mirror(context);
    const told = TOLD[String(context.item.row['status'])];
    const invoice = await invoiceOf(context);
    if (told !== undefined && invoice !== undefined) await context.send('crm.invoice', invoice, told, {}, { optional: true });
  },
});

export const orderColumnsMirrored = defineSubscription({ id: 'crm.order_columns_mirrored', on: 'customer_order.updated', run: async (_event, context) => mirror(context) });

/** A pickup date of goods that wait for the client is the next thing to happen. */
export const pickupDateNoted = defineSubscription({
  id: 'crm.pickup_date_noted',
  on: 'customer_order.updated',
  async run(event, context) {
    const fields = (event.data['fields'] as readonly string[] | undefined) ?? [];
    if (!fields.includes('pickup_date') || fields.includes('event_date') || context.item.row['client_status'] !== 'ready_to_ship') return;
    await context.update('crm.customer_order', context.item.id, { event_date: context.item.row['pickup_date'] });
  },
});

export const orderStageMirrored = defineSubscription({
  id: 'crm.order_stage_mirrored',
  on: 'customer_order.execution_stage_changed',
  async run(_event, context) {
    const { item, uow } = context;
    await mirror(context);
    const stage = item.row['execution_stage'];
    if (stage === 'in_stock') await setDueDates(context, item.id, { released_at: null, in_stock_at: uow.today, shipped_at: null });
    if (stage === 'shipped') {
      const [invoice] = await uow.query<{ full_shipment_date: string | null }>('select full_shipment_date from crm_invoice where order_id = $1', [item.id]);
      await setDueDates(context, item.id, { released_at: null, in_stock_at: null, shipped_at: invoice?.full_shipment_date ?? uow.today });
    }
  },
});

/** When the debt of a shipped order is due: its last stage of payment. */
async function debtDueDate({ item, uow }: EffectContext): Promise<string | null> {
  return (await uow.query<{ due: string | null }>('select max(due_date)::text as due from crm_payment_schedule_line where order_id = $1', [item.id]))[0]?.due ?? null;
}

/** Date of the next thing that must happen on the order, by the client's side of it; a date a manager has set stays until the status changes. */
async function eventDate(context: EffectContext): Promise<string | null | undefined> {
  const { item, uow, regulation } = context;
  const order = item.row;
  switch (order['client_status']) {
    case 'awaiting_advance':
      return advanceEventDate(context, order, order['released_at'] instanceof Date ? localDate(order['released_at'], uow.company.timeZone) : uow.today);
    case 'awaiting_supply':
      return order['promised_date'] as string | null;
    case 'awaiting_balance':
      return addCalendarDays(uow.today, Number(regulation.parameters['balance_call_days'] ?? 5));
    case 'ready_to_ship':
      return order['pickup_date'] as string | null;
    case 'shipping':
      return undefined;
    case 'awaiting_deferred_payment':
      return regulation.parameters['event_date_on_debt'] === 'due_date' ? debtDueDate(context) : null;
    default:
      return null;
  }
}

/** Calls that timers plan while money is awaited, by the status they are planned in. */
const CALLS: readonly (readonly [rule: string, status: string])[] = [['TM-2', 'awaiting_advance'], ['TM-6', 'awaiting_balance']];

/** What a client has paid he is not called about. */
async function stopCalls(context: EffectContext): Promise<void> {
  for (const [rule, status] of CALLS) {
    if (context.item.row['client_status'] !== status) await cancelInteractions(context, `dedup_key like $1 || ':%'`, [`${rule}:${context.item.id}`]);
  }
}

export const orderEventDated = defineSubscription({
  id: 'crm.order_event_dated',
  on: 'customer_order.client_status_changed',
  async run(_event, context) {
    const date = await eventDate(context);
    if (date !== undefined) await context.update('crm.customer_order', context.item.id, { event_date: date });
    await mirror(context);
    await stopCalls(context);
  },
});

/** are asked after every save of an order that is not released; what must be approved is asked of the approver (P2.3-10). */
async function askApproval(context: EffectContext): Promise<void> {
  const { item, uow } = context;
  if (item.row['status'] !== 'on_approval') return;
  const source = uow.company.plugins.factSources('crm.customer_order').find((one) => 'offer_approval' in one.facts);
  const wanted = new Set(['offer_approval']);
  const need = (await source?.load([item.id], { uow, wanted }))?.get(item.id)?.['offer_approval'] as OfferReview | undefined;
  const lines = await uow.query('select 1 from crm_customer_order_line where order_id = $1 and not is_unmatched limit 1', [item.id]);
  if (lines.length === 0 || need?.required !== true) return;
  const inSequence = uow.company.regulation.parameters['offer_review_order'] === 'sequence';
  for (const [index, role] of need.approvers.entries()) {
    await perform(context, 'core.request_approval', { subject_kind: 'offer', role, reasons: need.reasons, step: inSequence ? index + 1 : 1 });
  }
}

export const approvalAskedForNew = defineSubscription({ id: 'crm.approval_asked_for_new', on: 'customer_order.created', run: async (_event, context) => askApproval(context) });
export const approvalAskedForChanged = defineSubscription({
  id: 'crm.approval_asked_for_changed',
  on: 'customer_order.updated',
  async run(event, context) {
    const fields = (event.data['fields'] as readonly string[] | undefined) ?? [];
    if (fields.length > 0 && fields.every((name) => name === 'internal_approval' || name === 'event_date')) return;
    await askApproval(context);
  },
});
