import { defineProcess, label } from '../../../core/index.ts';
import { INVOICE_STATES } from '../enums/index.ts';
import { reference } from './needs.ts';
import { statesOf } from './states.ts';

const RELEASED = {
  logic: { in: [{ var: 'status' }, ['to_execute', 'closed']] },
  code: 'crm.order_not_released',
  message: label('Счёт отправляют, когда заказ переведён «К выполнению».', 'An invoice is sent once its order has been released.'),
} as const;
const LETTER = { interaction_id: reference('Исходящее письмо', 'Outgoing letter', 'crm.interaction', false) };

/** An invoice follows its order; people only send it. @see 001 §2.3, §3.2 */
export const invoiceProcess = defineProcess({
  id: 'crm.invoice',
  label: label('Счет на оплату', 'Invoice'),
  parent: { entity: 'crm.customer_order', via: 'order_id' },
  regions: { state: { field: 'state', initial: 'created', states: statesOf(INVOICE_STATES, { final: ['closed', 'cancelled'] }) } },
  transitions: {
    'V-01': { from: 'start', on: 'order.posted', to: 'created', label: label('Создать счёт', 'Make the invoice'), source: '001 §2.3' },
    'V-02': { from: ['created'], on: 'order.posted', to: '=', label: label('Обновить по заказу', 'Refresh from the order'), when: [{ logic: { '==': [{ var: 'paid' }, 0] }, code: 'crm.order_paid' }], effects: ['crm.refresh_invoice'] },
    'V-03': {
      from: ['created'], on: 'invoice.sent', to: 'sent', label: label('Отправить счёт', 'Send the invoice'), by: ['sales_manager'], permission: 'invoice.send', needs: LETTER,
      when: [RELEASED], effects: [{ 'core.set': { sent_at: 'now' } }], source: '001 §3.2',
    },
    'V-04': { from: ['sent'], on: 'invoice.sent', to: '=', label: label('Отправить счёт ещё раз', 'Send the invoice again'), by: ['sales_manager'], permission: 'invoice.send', needs: LETTER, when: [RELEASED] },
    'V-05': {
      from: ['created', 'sent'], on: 'order.cancelled', to: 'cancelled', label: label('Заказ отменён', 'Order cancelled'),
      effects: [{ 'core.set': { event_date: null, is_overdue: false } }, 'core.cancel_tasks', 'crm.cancel_follow_up'], source: '001 §2.4',
    },
    // An invoice that was never mailed is closed as well: the order is over.
    'V-06': { from: ['created', 'sent'], on: 'order.closed', to: 'closed', label: label('Заказ закрыт', 'Order closed'), effects: [{ 'core.set': { is_overdue: false } }, 'core.cancel_tasks'] },
    'V-07': { from: ['sent'], on: 'order.recalled', to: 'created', label: label('Заказ отозван', 'Order recalled') },
    'V-08': { from: ['closed'], on: 'order.reopened', to: 'sent', label: label('Заказ снова в работе', 'Order is work again') },
  },
});
