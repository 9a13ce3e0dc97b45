import { defineEffect, label } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { cancelInteractions } from './follow-up.ts';
import { idsOf, perform } from './perform.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

/** Cancels the deal's orders that are still open, with the deal's own reason; each follows its own rules. */
export const cancelLiveOrders = defineEffect({
  id: 'crm.cancel_live_orders',
  label: label('Отменить живые заказы интереса', 'Cancel the live orders of the interest'),
  params: NOTHING,
  entity: 'crm.interest',
  async run(_params, context) {
    const { item, regulation } = context;
    const [reason] = await context.uow.query<{ applies_to: string[]; is_reissue: boolean }>('select applies_to, is_reissue from crm_refusal_reason where id = $1', [item.row['refusal_reason_id']]);
    if (reason === undefined || reason.is_reissue || !reason.applies_to.includes('interest')) throw invalid('crm.reason_not_applicable', '/data/refusal_reason_id');
    if (regulation.parameters['cancel_orders_on_lost'] === false) return;
    const orders = await idsOf(context, `select id from crm_customer_order where interest_id = $1 and status in ('on_approval', 'to_execute') order by date, number`, [item.id]);
    for (const id of orders) await context.send('crm.customer_order', id, 'order.cancelled', { cancel_reason_id: item.row['refusal_reason_id'] });
  },
});

/** Ends what was planned for a deal that is over: tasks, reminders, approvals and maps of it and its invoices, and the calls that timers planned. */
export const closeInterestWork = defineEffect({
  id: 'crm.close_interest_work',
  label: label('Снять всё запланированное по интересу', 'End all that is planned for the interest'),
  params: NOTHING,
  entity: 'crm.interest',
  async run(_params, context) {
    const { item } = context;
    const outcome = item.row['state'] === 'won' ? 'interest_won' : 'interest_lost';
    await perform(context, 'core.close_item_work', { outcome });
    await cancelInteractions(context, `subject_entity = 'crm.interest' and subject_id = $1 and rule_code is not null`, [item.id]);
    const reminders = await idsOf(context, `select r.id from core_reminder r join crm_invoice v on v.id = r.subject_id and r.subject_entity = 'crm.invoice' where v.interest_id = $1 and r.state = 'active' order by r.id`, [item.id]);
    for (const id of reminders) await context.send('core.reminder', id, 'reminder.cancelled', {}, { optional: true });
  },
});

/** Rejects the inquiry the deal began with (IQ-05). */
export const rejectInquiry = defineEffect({
  id: 'crm.reject_inquiry',
  label: label('Отклонить обращение интереса', 'Reject the inquiry of the interest'),
  params: NOTHING,
  entity: 'crm.interest',
  async run(_params, { item, send }) {
    const inquiry = item.row['inquiry_id'];
    if (typeof inquiry === 'string') await send('crm.inquiry', inquiry, 'interest.rejected', { refusal_reason_id: item.row['refusal_reason_id'] }, { optional: true });
  },
});

/** Tells the responsible which invoices were left unpaid or unshipped when a deal is closed as won by hand. */
export const warnOfUnfinished = defineEffect({
  id: 'crm.warn_of_unfinished_invoices',
  label: label('Предупредить о незакрытых счетах', 'Warn of unfinished invoices'),
  params: NOTHING,
  entity: 'crm.interest',
  async run(_params, context) {
    const rows = await context.uow.query<{ number: string }>(`select number from crm_invoice where interest_id = $1 and state <> 'cancelled' and (balance > 0 or remaining_qty > 0) order by number`, [context.item.id]);
    if (rows.length === 0) return;
    const numbers = rows.map((row) => row.number).join(', ');
    await perform(context, 'core.notify', {
      user: 'responsible_id',
      text: label(`Интерес {number} завершён, но остались неоплаченные или неотгруженные счета: ${numbers}`, `Interest {number} is closed, yet invoices are unpaid or unshipped: ${numbers}`),
    });
  },
});
