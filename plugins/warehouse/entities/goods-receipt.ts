import { anyReference, defineEntity, field, label } from '../../../core/index.ts';

/**
 * Goods taken into stock, from one invoice of a delivery or by hand from a domestic supplier. `date`: moment of the receipt, may be corrected while it is a draft.
 * `source_entity`, `source_id`, `source_invoice_id`: the document and the invoice that brought them, as their owner knows them; null by hand.
 * `extra_cost`: decimal string in `currency_id`, packing and freight, spread over the lines by amount. `customs_required`: the goods wait for a declaration.
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export const GoodsReceipt = defineEntity({
  id: 'warehouse.goods_receipt',
  kind: 'document',
  label: { one: label('Поступление товаров и услуг', 'Goods receipt'), many: label('Поступления товаров и услуг', 'Goods receipts') },
  path: 'goods-receipts',
  fields: {
    delivery_id: field.reference(label('Ожидаемая поставка', 'Expected delivery'), 'warehouse.expected_delivery', { writable: 'create', indexed: true }),
    expected_invoice_id: field.reference(label('Инвойс поставки', 'Invoice of the delivery'), 'warehouse.expected_invoice', { writable: 'create', indexed: true }),
    ...anyReference('source', label('Основание', 'Source'), { writable: 'system' }),
    source_invoice_id: field.uuid(label('Инвойс в документе-основании', 'Invoice in the source document'), { writable: 'system', indexed: true }),
    supplier_id: field.reference(label('Поставщик', 'Supplier'), 'crm.partner', { required: true, indexed: true }),
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true }),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    supplier_invoice_number: field.string(label('Документ поставщика №', "Supplier's document no."), 60, { searched: true }),
    supplier_invoice_date: field.date(label('Дата документа поставщика', "Date of the supplier's document")),
    customs_required: field.boolean(label('Нужна таможенная декларация', 'A customs declaration is needed'), { required: true, default: false }),
    extra_cost: field.money(label('Дополнительные расходы', 'Extra costs'), { required: true, default: '0' }),
    total: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: { create: 'goods_receipt.create', update: 'goods_receipt.create' },
  title: 'number',
  sections: { lines: { entity: 'warehouse.goods_receipt_line', via: 'receipt_id', label: label('Товары', 'Goods') } },
  indexes: [['organization_id', 'date'], ['source_entity', 'source_id']],
  numbering: { prefix: 'ПТ-', digits: 6 },
  checks: { sums_not_negative: 'total >= 0 and extra_cost >= 0' },
});
export type GoodsReceiptRow = InstanceType<typeof GoodsReceipt>;
