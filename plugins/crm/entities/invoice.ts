import { defineEntity, field, label } from '../../../core/index.ts';
import { INVOICE_STATES, ORDER_CLIENT_STATUSES, ORDER_STAGES, ORDER_STATUSES, PAYMENT_STATES, PRIORITIES, SHIPMENT_STATES } from '../enums/index.ts';

/**
 * The invoice of one order, made when the order is posted, with its number and date; status, stage, client status and the like mirror the order.
 * `paid`, `balance`, `payment_state` come from payments, `remaining_qty`, `shipment_state` from shipments over the goods lines;
 * `full_shipment_date` starts the reminders of deferred payment. People write nothing here: `state` moves by its process.
 * @see 001 §1.4 «Счет на оплату», §2.3, §3.2, §5.2–5.3
 */
export const Invoice = defineEntity({
  id: 'crm.invoice',
  kind: 'document',
  label: { one: label('Счет на оплату', 'Invoice'), many: label('Счета на оплату', 'Invoices') },
  path: 'invoices',
  permissions: {},
  owner: 'responsible_id',
  unique: [['order_id']],
  indexes: [
    ['number'],
    ['interest_id', 'state'],
    ['partner_id', 'date'],
    ['counterparty_id'],
    ['responsible_id', 'state'],
    ['state', 'event_date'],
    ['payment_state', 'full_shipment_date'],
    ['date', 'id'],
  ],
  checks: {
    total_not_negative: 'total >= 0',
    paid_not_negative: 'paid >= 0',
    balance_not_negative: 'balance >= 0',
    remaining_not_negative: 'remaining_qty >= 0',
  },
  sections: {
    lines: { entity: 'crm.invoice_line', via: 'invoice_id', label: label('Товары и услуги', 'Lines') },
    payments: { entity: 'crm.invoice_payment', via: 'invoice_id', label: label('Оплата', 'Payments') },
    shipments: { entity: 'crm.invoice_shipment', via: 'invoice_id', label: label('Отгрузка', 'Shipments') },
  },
  fields: {
    number: field.string(label('Номер', 'Number'), 20, { required: true, writable: 'system', searched: true }),
    date: field.datetime(label('От', 'Date'), { required: true, writable: 'system' }),
    order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { required: true, writable: 'system' }),
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest', { required: true, writable: 'system' }),
    partner_id: field.reference(label('Клиент', 'Partner'), 'crm.partner', { required: true, writable: 'system' }),
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty', { required: true, writable: 'system' }),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true, writable: 'system' }),
    status: field.enumeration(label('Статус', 'Status'), ORDER_STATUSES, { required: true, writable: 'system', default: 'on_approval' }),
    execution_stage: field.enumeration(label('Стадия выполнения', 'Execution stage'), ORDER_STAGES, {
      required: true, writable: 'system', default: 'not_placed',
    }),
    client_status: field.enumeration(label('Статус со стороны клиента', 'Client-side status'), ORDER_CLIENT_STATUSES, {
      required: true, writable: 'system', default: 'awaiting_agreement',
    }),
    stage_date: field.datetime(label('Дата стадии', 'Stage date'), { writable: 'system' }),
    priority: field.enumeration(label('Важность', 'Importance'), PRIORITIES, { required: true, writable: 'system', default: 'medium' }),
    macbuild_number: field.string(label('Номер МакБилда', 'MacBuild number'), 30, { writable: 'system', searched: true }),
    event_date: field.date(label('Дата события', 'Event date'), { writable: 'system' }),
    state: field.enumeration(label('Состояние счета', 'Invoice state'), INVOICE_STATES, { required: true, writable: 'system', default: 'created' }),
    sent_at: field.datetime(label('Отправлен', 'Sent at'), { writable: 'system' }),
    author_id: field.reference(label('Автор', 'Author'), 'core.user', { writable: 'system' }),
    responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user', { writable: 'system' }),
    total: field.money(label('Всего', 'Total'), { required: true, writable: 'system', default: '0' }),
    paid: field.money(label('Оплачено', 'Paid'), { required: true, writable: 'system', default: '0' }),
    balance: field.money(label('Остаток по оплате', 'Balance'), { required: true, writable: 'system', default: '0' }),
    payment_state: field.enumeration(label('Состояние оплаты', 'Payment state'), PAYMENT_STATES, {
      required: true, writable: 'system', default: 'unpaid',
    }),
    remaining_qty: field.quantity(label('Осталось отгрузить', 'Left to ship'), { required: true, writable: 'system', default: '0' }),
    shipment_state: field.enumeration(label('Состояние отгрузки', 'Shipment state'), SHIPMENT_STATES, {
      required: true, writable: 'system', default: 'not_shipped',
    }),
    is_overdue: field.boolean(label('Просрочен', 'Overdue'), { required: true, writable: 'system', default: false }),
    full_shipment_date: field.date(label('Дата полной отгрузки', 'Full shipment date'), { writable: 'system' }),
  },
});

export type InvoiceRow = InstanceType<typeof Invoice>;
