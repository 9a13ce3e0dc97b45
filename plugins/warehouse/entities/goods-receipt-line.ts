import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * What of one product is received. `quantity`: decimal string, at most what was accepted; `price`, `amount`, `extra_cost`: in the receipt's currency.
 * `order_line_id`: the client's order line the goods are held for once posted, `reserved_qty` how many of them then were.
 * `source_line_id`: the line of the document that brought them. `customs_declaration_number`: written when the declaration is posted.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const GoodsReceiptLine = defineEntity({
  id: 'warehouse.goods_receipt_line',
  kind: 'section',
  label: { one: label('Строка поступления', 'Goods receipt line'), many: label('Товары поступления', 'Goods receipt lines') },
  path: 'goods-receipt-lines',
  fields: {
    receipt_id: field.reference(label('Поступление', 'Goods receipt'), 'warehouse.goods_receipt', { required: true, writable: 'create', indexed: true }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    price: field.money(label('Цена', 'Price'), { required: true }),
    amount: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system', default: '0' }),
    extra_cost: field.money(label('Доля дополнительных расходов', 'Share of extra costs'), { required: true, writable: 'system', default: '0' }),
    serial_number: field.string(label('Серийный номер', 'Serial number'), 100),
    order_line_id: field.reference(label('Строка заказа клиента', 'Customer order line'), 'crm.customer_order_line', { indexed: true }),
    expected_line_id: field.reference(label('Ожидаемый товар', 'Expected goods'), 'warehouse.expected_line', { indexed: true }),
    source_line_id: field.uuid(label('Строка в документе-основании', 'Line in the source document'), { writable: 'system', indexed: true }),
    hs_code: field.string(label('ТНВЭД', 'HS code'), 10),
    reserved_qty: field.quantity(label('Зарезервировано при проведении', 'Reserved when posted'), { required: true, writable: 'system', default: '0' }),
    customs_declaration_number: field.string(label('Номер ТД', 'Customs declaration number'), 30, { writable: 'system' }),
  },
  permissions: { create: 'goods_receipt.create', update: 'goods_receipt.create', delete: 'goods_receipt.create' },
  title: 'product_id',
  checks: { quantity_positive: 'quantity > 0', sums_not_negative: 'price >= 0 and amount >= 0 and extra_cost >= 0 and reserved_qty >= 0', reserved_within_quantity: 'reserved_qty <= quantity' },
});
export type GoodsReceiptLineRow = InstanceType<typeof GoodsReceiptLine>;
