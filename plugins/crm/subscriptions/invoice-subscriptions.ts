import type { EffectContext } from '../../../core/index.ts';
import { decide, defineSubscription, label } from '../../../core/index.ts';
import { perform } from '../effects/perform.ts';

const LATE = ['order_to_place', 'order_placed', 'goods_in_stock', 'ready_to_ship', 'deferred_payment', 'won'];

/** A further invoice of a deal: history of the offer's version (I-05), or a word to the responsible when the deal is already past it (M-5). */
export const invoiceJoined = defineSubscription({
  id: 'crm.invoice_joined',
  on: 'invoice.created',
  async run(event, context) {
    if (event.entity !== 'crm.invoice') return;
    const interestId = String(context.item.row['interest_id']);
    await context.send('crm.interest', interestId, 'invoice.created', {}, { optional: true });
    const interest = await context.lock('crm.interest', interestId);
    if (LATE.includes(String(interest['state']))) {
      await perform(context, 'core.create_task', {
        kind: 'free', user: interest['responsible_id'], subject: 'interest_id', dedup: 'late_order',
        title: label('Добавлен заказ {number}, а интерес уже дальше: он подождёт новый заказ', 'Order {number} was added to an interest that is further on: it waits for the new order'),
      }, `${context.key}:${event.id}`);
    }
  },
});

/** R-09c after a payment: the manager hears of it, and has a task while what is due is not complete. */
export const paymentAnnounced = defineSubscription({
  id: 'crm.payment_announced',
  on: 'invoice.payment_recorded',
  async run(event, context) {
    const { item } = context;
    const { outcome } = await decide(context.uow, 'crm.payment_task', { entity: 'crm.customer_order', id: String(item.row['order_id']) });
    const inFull = outcome['notify'] === 'paid_in_full';
    await perform(context, 'core.notify', {
      user: 'responsible_id',
      text: inFull
        ? label('Счёт {number} оплачен полностью', 'Invoice {number} is paid in full')
        : label(`По счёту {number} поступило ${String(event.data['amount'])}, осталось {balance}`, `Invoice {number}: ${String(event.data['amount'])} received, {balance} left`),
    }, `${context.key}:${event.id}:${String(event.data['payment_id'])}`);
    if (outcome['task'] === 'partial_payment') {
      await perform(context, 'core.create_task', {
        kind: 'partial_payment', user: 'responsible_id', dedup: 'partial_payment',
        title: label('Счёт {number} оплачен частично: уточните доплату {balance}', 'Invoice {number} is partly paid: clarify the balance of {balance}'),
      });
    } else {
      await perform(context, 'core.cancel_tasks', { kind: 'partial_payment' });
    }
    // Nothing is owed any more.
    if (inFull) await perform(context, 'core.cancel_reminders', {});
  },
});

/** A cancelled payment or shipment never moves the deal back (M-5); somebody has to look. */
async function askToLook(context: EffectContext, eventId: string): Promise<void> {
  await perform(context, 'core.create_task', {
    kind: 'free', user: 'responsible_id', dedup: 'facts_fell_back',
    title: label('По счёту {number} отменена оплата или отгрузка: проверьте заказ и стадию интереса', 'A payment or shipment of invoice {number} was cancelled: check the order and the stage of the interest'),
  }, `${context.key}:${eventId}`);
}

export const paymentReversed = defineSubscription({
  id: 'crm.payment_reversed',
  on: 'invoice.payment_reversed',
  async run(event, context) {
    const state = context.item.row['state'];
    if (state !== 'cancelled') await askToLook(context, event.id);
  },
});
export const shipmentReversed = defineSubscription({ id: 'crm.shipment_reversed', on: 'invoice.shipment_reversed', run: async (event, context) => askToLook(context, event.id) });
