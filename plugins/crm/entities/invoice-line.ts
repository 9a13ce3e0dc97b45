import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A line of an invoice, copied from its order line when the order is posted.
 * @see 001 §1.4 «Товары и услуги», §2.3
 */
export const InvoiceLine = defineEntity({
  id: 'crm.invoice_line',
  kind: 'register',
  label: { one: label('Строка счета', 'Invoice line'), many: label('Товары и услуги', 'Invoice lines') },
  path: 'invoice-lines',
  permissions: {},
  title: 'line_no',
  indexes: [['invoice_id', 'line_no'], ['order_line_id'], ['product_id']],
  checks: {
    quantity_not_negative: 'quantity >= 0',
    price_not_negative: 'price >= 0',
    discount_in_range: 'discount_pct between 0 and 100',
    amounts_not_negative: 'amount >= 0 and vat_amount >= 0 and total >= 0',
  },
  fields: {
    invoice_id: field.reference(label('Счет', 'Invoice'), 'crm.invoice', { required: true, writable: 'system' }),
    line_no: field.integer(label('№', 'No.'), { required: true, writable: 'system', minimum: 1 }),
    order_line_id: field.reference(label('Строка заказа', 'Order line'), 'crm.customer_order_line', { required: true, writable: 'system' }),
    product_id: field.reference(label('Товар/услуга', 'Product'), 'crm.product', { required: true, writable: 'system' }),
    quantity: field.quantity(label('Кол-во', 'Quantity'), { required: true, writable: 'system' }),
    unit_id: field.reference(label('Единица', 'Unit'), 'crm.unit', { required: true, writable: 'system' }),
    price: field.money(label('Цена', 'Price'), { required: true, writable: 'system' }),
    discount_pct: field.percent(label('Скидка', 'Discount, %'), { writable: 'system' }),
    amount: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system', default: '0' }),
    vat_amount: field.money(label('НДС', 'VAT'), { required: true, writable: 'system', default: '0' }),
    vat_rate_id: field.reference(label('Ставка НДС', 'VAT rate'), 'crm.vat_rate', { required: true, writable: 'system' }),
    total: field.money(label('Всего', 'Total'), { required: true, writable: 'system', default: '0' }),
  },
});

export type InvoiceLineRow = InstanceType<typeof InvoiceLine>;
