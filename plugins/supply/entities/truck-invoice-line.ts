import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A position of a truck invoice, in the order of the producer's invoice. `truck_line_ids`: the rows of the truck it covers.
 * `price` may be the sum of several positions of the original; `price_parts` keeps them: `[{ position, amount }]`, amounts are decimal strings.
 * `total` = price × quantity, rounded to hundredths.
 * @see «Автоматизация полного цикла продажи», §1.3, §4.2
 */
export const TruckInvoiceLine = defineEntity({
  id: 'supply.truck_invoice_line',
  kind: 'section',
  label: { one: label('Строка инвойса', 'Truck invoice line'), many: label('Строки инвойса', 'Truck invoice lines') },
  path: 'truck-invoice-lines',
  fields: {
    truck_invoice_id: field.reference(label('Инвойс', 'Invoice'), 'supply.truck_invoice', { required: true, writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    truck_line_ids: field.references(label('Строки машины', 'Truck lines'), 'supply.truck_line', { required: true, default: [] }),
    hs_code: field.string(label('ТНВЭД', 'HS code'), 10, { pattern: '^\\d{10}$' }),
    article: field.string(label('Артикул', 'Article'), 50),
    full_name: field.string(label('Полное наименование', 'Full name'), 500, { required: true }),
    description: field.string(label('Описание', 'Description'), 1000),
    serial_number: field.string(label('Серийный номер', 'Serial number'), 100),
    price: field.money(label('Цена', 'Price'), { required: true, minimum: '0', confidential: 'cost' }),
    price_parts: field.json(label('Слагаемые цены', 'Price parts'), { confidential: 'cost' }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    total: field.money(label('Сумма итого', 'Total'), { required: true, writable: 'system', default: '0', confidential: 'cost' }),
  },
  permissions: {},
  title: 'full_name',
  indexes: [['truck_invoice_id', 'line_no']],
  checks: { quantity_positive: 'quantity > 0', price_not_negative: 'price >= 0' },
});
export type TruckInvoiceLineRow = InstanceType<typeof TruckInvoiceLine>;
