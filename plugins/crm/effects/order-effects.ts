import type { EffectContext } from '../../../core/index.ts';
import { compare, defineEffect, label } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { setDueDates, promisedDate } from '../orders/terms.ts';
import { issueInvoice, refreshInvoice } from '../orders/issue-invoice.ts';
import { giveUpRemainder } from '../ledger/give-up.ts';
import { recordInvoiceShipment } from '../ledger/shipments.ts';
import { perform } from './perform.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

/** Makes the order's invoice, or has the one there is refreshed (V-01, V-02). */
export const issueInvoiceEffect = defineEffect({
  id: 'crm.issue_invoice', label: label('Создать или обновить счёт', 'Make or refresh the invoice'), params: NOTHING, entity: 'crm.customer_order',
  run: async (_params, context) => issueInvoice(context),
});

/** Copies the order's fields and lines into its invoice once more. */
export const refreshInvoiceEffect = defineEffect({
  id: 'crm.refresh_invoice', label: label('Обновить счёт по заказу', 'Refresh the invoice from the order'), params: NOTHING, entity: 'crm.invoice',
  run: async (_params, context) => refreshInvoice(context),
});

/** Fixes what counts from the release: the promised date and the due dates of the advance. */
export const fixReleaseTerms = defineEffect({
  id: 'crm.fix_release_terms', label: label('Зафиксировать сроки заказа', 'Fix the dates of the order'), params: NOTHING, entity: 'crm.customer_order',
  async run(_params, context) {
    const { item, uow } = context;
    await context.update('crm.customer_order', item.id, { promised_date: promisedDate(item.row, uow.today) });
    await setDueDates(context, item.id, { released_at: uow.today, in_stock_at: null, shipped_at: null });
  },
});

/** The chosen reason must be one for this kind of object. @throws InvalidError */
export const checkRefusalReason = defineEffect({
  id: 'crm.check_refusal_reason', label: label('Проверить причину отказа', 'Check the refusal reason'), params: NOTHING,
  async run(_params, context) {
    const { item } = context;
    const column = item.entity === 'crm.customer_order' ? 'cancel_reason_id' : 'refusal_reason_id';
    const kind = item.entity.slice(item.entity.lastIndexOf('.') + 1).replace('customer_', '');
    const [reason] = await context.uow.query<{ applies_to: string[] }>('select applies_to from crm_refusal_reason where id = $1', [item.row[column]]);
    // A deal that is lost cancels its orders with its own reason.
    const fits = reason?.applies_to.includes(kind) === true || (kind === 'order' && context.actor.kind === 'robot') || (kind === 'order' && reason?.applies_to.includes('interest') === true);
    if (!fits) throw invalid('crm.reason_not_applicable', `/data/${column}`);
  },
});

/** What a cancelled order leaves to others: goods on order to the logistician, money to the accountant, a missing replacement to the manager. */
export const settleCancelledOrder = defineEffect({
  id: 'crm.settle_cancelled_order', label: label('Передать дела отменённого заказа', 'Hand over what a cancelled order leaves'), params: NOTHING, entity: 'crm.customer_order',
  async run(_params, context) {
    const { item } = context;
    await perform(context, 'core.close_item_work', { outcome: 'order_cancelled' });
    const ordered = await context.uow.query(`select 1 from crm_customer_order_line where order_id = $1 and supply_state = 'ordered' limit 1`, [item.id]);
    if (ordered.length > 0) {
      await task(context, 'logistician', 'Заказ {number} отменён: решите, что делать с заказанным у поставщика товаром', 'Order {number} is cancelled: decide about the goods ordered from the supplier', 'supplied');
    }
    if (compare(String(item.row['paid_total']), '0') > 0) {
      await task(context, 'accountant', 'Заказ {number} отменён: перераспределите или верните оплату {paid_total}', 'Order {number} is cancelled: reallocate or refund the payment of {paid_total}', 'paid');
    }
    await askForReplacement(context);
  },
});

async function task(context: EffectContext, role: string, ru: string, en: string, dedup: string): Promise<void> {
  await perform(context, 'core.create_task', { kind: 'free', role, title: label(ru, en), dedup });
}

/** A reissued order without its successor: the manager is asked to enter it. */
async function askForReplacement(context: EffectContext): Promise<void> {
  const { item } = context;
  const [reason] = await context.uow.query<{ is_reissue: boolean }>('select is_reissue from crm_refusal_reason where id = $1', [item.row['cancel_reason_id']]);
  if (reason?.is_reissue !== true) return;
  const replaced = await context.uow.query(`select 1 from crm_customer_order where replaced_order_id = $1 and status <> 'cancelled' limit 1`, [item.id]);
  if (replaced.length > 0) return;
  await perform(context, 'core.create_task', { kind: 'free', user: 'manager_id', title: label('Заказ {number} перевыставлен: ввести заменяющий заказ', 'Order {number} is reissued: enter the replacing order'), dedup: 'replacement' });
}

/** An order of services alone is shipped by being rendered: the invoice shows each service with the date; the line itself stands for the act. */
export const renderServices = defineEffect({
  id: 'crm.render_services', label: label('Отметить оказание услуг', 'Record the rendered services'), params: NOTHING, entity: 'crm.customer_order',
  async run(_params, context) {
    const { item, uow, data } = context;
    const date = typeof data['date'] === 'string' ? data['date'] : uow.today;
    const lines = await uow.query<{ id: string; left: string }>(
      'select id, quantity - shipped_qty - cancelled_qty as left from crm_customer_order_line where order_id = $1 and quantity > shipped_qty + cancelled_qty order by line_no', [item.id],
    );
    for (const line of lines) await recordInvoiceShipment(context, { shipment_line_id: line.id, order_line_id: line.id, shipment_date: date, quantity: line.left });
  },
});

/** Gives up what is left to ship; totals, dues and the invoice shrink to what was shipped. */
export const giveUpRemainderEffect = defineEffect({
  id: 'crm.give_up_remainder', label: label('Отказаться от остатка заказа', 'Give up the remainder'), params: NOTHING, entity: 'crm.customer_order',
  run: async (_params, context) => giveUpRemainder(context),
});
