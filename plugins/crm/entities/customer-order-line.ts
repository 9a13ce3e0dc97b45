import { defineEntity, field, label } from '../../../core/index.ts';
import { LINE_SUPPLY_STATES, SUPPLY_ACTIONS } from '../enums/index.ts';

/**
 * One product of an order with its price, supply and shipment.
 * `amount` = quantity × price × (1 − discount), `vat_amount` rounded per line, `total` with VAT: decimal strings written by the system.
 * `price_currency_id`, `currency_price`, `exchange_rate`: where the price was converted from, roubles per unit with the regulation's markup; empty for a typed price.
 * `cancelled_qty`: what was given up when the order was closed short; amounts are of the rest.
 * `is_unmatched`: a MacBuild row without a product, which keeps the order from being posted. `supplier_order_line_id`: of the supply plugin, no foreign key.
 * @see 001 §1.3, §1.4 «Товары», §2.3, §4.1
 */
export const CustomerOrderLine = defineEntity({
  id: 'crm.customer_order_line',
  kind: 'section',
  label: { one: label('Строка заказа', 'Order line'), many: label('Товары заказа', 'Order lines') },
  path: 'customer-order-lines',
  permissions: {},
  title: 'line_no',
  indexes: [['order_id', 'line_no'], ['product_id'], ['supplier_order_line_id']],
  checks: {
    quantity_positive: 'quantity > 0',
    price_not_negative: 'price >= 0',
    discount_in_range: 'discount_pct between 0 and 100',
    amounts_not_negative: 'amount >= 0 and vat_amount >= 0 and total >= 0',
    reserved_not_negative: 'reserved_qty >= 0',
    shipped_within_quantity: 'shipped_qty >= 0 and cancelled_qty >= 0 and shipped_qty + cancelled_qty <= quantity',
    cost_not_negative: 'cost_price >= 0',
    rate_positive: 'exchange_rate > 0',
  },
  fields: {
    order_id: field.reference(label('Заказ', 'Order'), 'crm.customer_order', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    product_id: field.reference(label('Товар/услуга', 'Product'), 'crm.product', { required: true }),
    description: field.string(label('Содержание', 'Description'), 1000),
    quantity: field.quantity(label('Кол-во', 'Quantity'), { required: true, minimum: '0.001' }),
    unit_id: field.reference(label('Единица', 'Unit'), 'crm.unit', { required: true }),
    price: field.money(label('Цена', 'Price'), { required: true, minimum: '0' }),
    price_currency_id: field.reference(label('Валюта прайс-листа', 'Currency of the price list'), 'crm.currency', { writable: 'system' }),
    currency_price: field.money(label('Цена в валюте прайс-листа', 'Price in that currency'), { writable: 'system' }),
    exchange_rate: field.decimal(label('Курс пересчёта', 'Rate of conversion'), 15, 6, { writable: 'system' }),
    discount_pct: field.percent(label('Скидка, %', 'Discount, %'), { minimum: '0' }),
    amount: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system', default: '0' }),
    vat_rate_id: field.reference(label('Ставка НДС', 'VAT rate'), 'crm.vat_rate', { required: true }),
    vat_amount: field.money(label('НДС', 'VAT'), { required: true, writable: 'system', default: '0' }),
    total: field.money(label('Всего', 'Total'), { required: true, writable: 'system', default: '0' }),
    supply_action: field.enumeration(label('Действие (обеспечение)', 'Supply action'), SUPPLY_ACTIONS),
    supply_state: field.enumeration(label('Состояние обеспечения', 'Supply state'), LINE_SUPPLY_STATES, {
      required: true, writable: 'system', default: 'none',
    }),
    supplier_order_line_id: field.uuid(label('Строка заказа поставщику', 'Supplier order line')),
    reserved_qty: field.quantity(label('В резерве', 'Reserved'), { required: true, writable: 'system', default: '0' }),
    shipped_qty: field.quantity(label('Отгружено', 'Shipped'), { required: true, writable: 'system', default: '0' }),
    cancelled_qty: field.quantity(label('Отказано', 'Given up'), { required: true, writable: 'system', default: '0' }),
    cost_price: field.money(label('Себестоимость единицы', 'Unit cost'), { minimum: '0', confidential: 'cost' }),
    macbuild_line_no: field.integer(label('Строка МакБилда', 'MacBuild line'), { minimum: 1 }),
    is_unmatched: field.boolean(label('Пустая строка МакБилда', 'Empty MacBuild row'), { required: true, writable: 'system', default: false }),
  },
});

export type CustomerOrderLineRow = InstanceType<typeof CustomerOrderLine>;
