import { defineEntity, field, label } from '../../../core/index.ts';
import { APPROVAL_STATES, DELIVERY_METHODS, DELIVERY_TERM_UNITS, ORDER_CLIENT_STATUSES, ORDER_STAGES, ORDER_STATUSES, PRIORITIES } from '../enums/index.ts';

/**
 * What a client orders, for how much and by when; it owns three parallel fields that the invoice mirrors: `status`, `execution_stage`, `client_status`.
 * Sums are in `currency_id` and written by the system from lines, extra costs, schedule and payments; `margin` and `margin_pct` are null while a cost is unknown.
 * `delivery_term` counts `delivery_term_unit`. `contract_id` and `warehouse_id` hold ids of plugins that build on this one, hence no foreign key.
 * The seven `extra_cost_flags` of the form are a fact, true where an extra cost of the kind exists, and no columns.
 * @see 001 §1.3 «Заказ клиента», §2.3–2.4, §3.2, §4.1, §6.1; 003 L12
 */
export const CustomerOrder = defineEntity({
  id: 'crm.customer_order',
  kind: 'document',
  label: { one: label('Заказ клиента', 'Customer order'), many: label('Заказы клиентов', 'Customer orders') },
  path: 'customer-orders',
  permissions: { create: 'order.create', update: 'order.edit' },
  owner: 'manager_id',
  numbering: { prefix: 'ЗК-', digits: 6 },
  indexes: [
    ['number'],
    ['interest_id', 'date'],
    ['partner_id', 'date'],
    ['counterparty_id'],
    ['manager_id', 'status', 'date'],
    ['status', 'event_date'],
    ['execution_stage'],
    ['date', 'id'],
    ['contract_id'],
    ['macbuild_number'],
    ['replaced_order_id'],
  ],
  checks: {
    not_replacing_itself: 'replaced_order_id <> id',
    delivery_term_not_negative: 'delivery_term >= 0',
    totals_not_negative: 'total_net >= 0 and total_vat >= 0 and total >= 0',
    paid_not_negative: 'paid_total >= 0 and paid_pct >= 0',
    dues_within_order: 'advance_due >= 0 and advance_due <= preship_due',
  },
  sections: {
    lines: { entity: 'crm.customer_order_line', via: 'order_id', label: label('Товары', 'Lines') },
    extra_costs: { entity: 'crm.order_extra_cost', via: 'order_id', label: label('Дополнительные расходы', 'Extra costs') },
    payment_schedule: { entity: 'crm.payment_schedule_line', via: 'order_id', label: label('График оплаты', 'Payment schedule') },
  },
  fields: {
    date: field.datetime(label('От (Дата)', 'Date'), { required: true }),
    partner_id: field.reference(label('Клиент', 'Partner'), 'crm.partner', { required: true }),
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty', { required: true }),
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest', { required: true }),
    status: field.enumeration(label('Статус', 'Status'), ORDER_STATUSES, { required: true, writable: 'system', default: 'on_approval' }),
    execution_stage: field.enumeration(label('Стадия выполнения', 'Execution stage'), ORDER_STAGES, {
      required: true, writable: 'system', default: 'not_placed',
    }),
    client_status: field.enumeration(label('Статус со стороны клиента', 'Client-side status'), ORDER_CLIENT_STATUSES, {
      required: true, writable: 'system', default: 'awaiting_agreement',
    }),
    stage_date: field.datetime(label('Дата стадии', 'Stage date'), { writable: 'system' }),
    priority: field.enumeration(label('Приоритет', 'Priority'), PRIORITIES, { required: true, default: 'medium' }),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true }),
    warehouse_id: field.uuid(label('Склад', 'Warehouse'), { required: true }),
    consignee_id: field.reference(label('Грузополучатель', 'Consignee'), 'crm.counterparty'),
    contract_id: field.uuid(label('Договор', 'Contract')),
    agreement_id: field.reference(label('Соглашение', 'Agreement'), 'crm.agreement'),
    macbuild_number: field.string(label('Номер МакБилда', 'MacBuild number'), 30, { searched: true }),
    macro_sector_id: field.reference(label('Макро сектор', 'Macro sector'), 'crm.sector'),
    micro_sector_id: field.reference(label('Микро сектор', 'Micro sector'), 'crm.sector'),
    delivery_term: field.integer(label('Срок поставки', 'Delivery term'), { minimum: 0 }),
    delivery_term_unit: field.enumeration(label('Единица срока', 'Unit of the term'), DELIVERY_TERM_UNITS, { required: true, default: 'weeks' }),
    available_in_stock: field.boolean(label('В наличии на складе', 'Available in stock'), { required: true, default: false }),
    delivery_method: field.enumeration(label('Способ доставки', 'Delivery method'), DELIVERY_METHODS, { required: true, default: 'pickup' }),
    delivery_address: field.string(label('Адрес доставки', 'Delivery address'), 500),
    contact_person_id: field.reference(label('Контактное лицо', 'Contact person'), 'crm.contact_person'),
    manager_id: field.reference(label('Менеджер', 'Manager'), 'core.user', { required: true, writable: 'system' }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    prices_include_vat: field.boolean(label('Цена включает НДС', 'Price includes VAT'), { required: true, default: false }),
    event_date: field.date(label('Дата события', 'Event date')),
    released_at: field.datetime(label('Дата «К выполнению»', 'Released at'), { writable: 'system' }),
    promised_date: field.date(label('Обещанная дата поставки', 'Promised delivery date'), { writable: 'system' }),
    cancel_reason_id: field.reference(label('Причина отмены', 'Cancel reason'), 'crm.refusal_reason', { writable: 'system' }),
    cancelled_at: field.datetime(label('Дата отмены', 'Cancelled at'), { writable: 'system' }),
    replaced_order_id: field.reference(label('Заменяет заказ', 'Replaces order'), 'crm.customer_order', { writable: 'create' }),
    offer_accepted_at: field.datetime(label('КП согласовано клиентом', 'Offer accepted at'), { writable: 'system' }),
    pickup_date: field.date(label('Дата приезда клиента', 'Pickup date')),
    total_net: field.money(label('Сумма', 'Net total'), { required: true, writable: 'system', default: '0' }),
    total_vat: field.money(label('НДС', 'VAT total'), { required: true, writable: 'system', default: '0' }),
    total: field.money(label('Всего', 'Total'), { required: true, writable: 'system', default: '0' }),
    paid_total: field.money(label('Оплачено', 'Paid'), { required: true, writable: 'system', default: '0' }),
    paid_pct: field.percent(label('% оплаты', 'Paid, %'), { required: true, writable: 'system', default: '100' }),
    advance_due: field.money(label('Сумма аванса по графику', 'Advance due'), { required: true, writable: 'system', default: '0' }),
    preship_due: field.money(label('К оплате до отгрузки', 'Due before shipment'), { required: true, writable: 'system', default: '0' }),
    cost_total: field.money(label('Себестоимость', 'Cost total'), { writable: 'system', confidential: 'cost' }),
    margin: field.money(label('Маржа', 'Margin'), { writable: 'system', confidential: 'cost' }),
    margin_pct: field.decimal(label('Маржа, %', 'Margin, %'), 15, 4, { writable: 'system', confidential: 'cost' }),
    internal_approval: field.enumeration(label('Внутреннее согласование', 'Internal approval'), APPROVAL_STATES, { writable: 'system' }),
  },
});

export type CustomerOrderRow = InstanceType<typeof CustomerOrder>;
