import { anyReference, defineEntity, field, label } from '../../../core/index.ts';
import { STOCK_MOVEMENT_KINDS } from './enums.ts';

/**
 * One change of stock; what lies in a warehouse at a moment is the sum of `quantity` up to it, and that sum is never negative at any date.
 * `quantity`: signed decimal string in the product's unit, + in and − out. `date`: the moment of the document, not of the entry.
 * A mistake is answered by a movement of the opposite sign; rows are not edited.
 * @see «Автоматизация полного цикла продажи», §4.3, §5.2
 */
export const StockMovement = defineEntity({
  id: 'warehouse.stock_movement',
  kind: 'register',
  label: { one: label('Движение товара', 'Stock movement'), many: label('Движения товаров', 'Stock movements') },
  path: 'stock-movements',
  fields: {
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true }),
    date: field.datetime(label('Дата', 'Date'), { required: true }),
    quantity: field.quantity(label('Количество', 'Quantity'), { required: true }),
    kind: field.enumeration(label('Вид движения', 'Movement kind'), STOCK_MOVEMENT_KINDS, { required: true }),
    ...anyReference('document', label('Документ', 'Document')),
    order_line_id: field.reference(label('Строка заказа', 'Order line'), 'crm.customer_order_line', { indexed: true }),
  },
  permissions: {},
  title: 'kind',
  indexes: [['warehouse_id', 'product_id', 'date'], ['document_entity', 'document_id']],
  checks: {
    sign_follows_kind:
      "case when kind in ('opening', 'receipt', 'shipment_reversal') then quantity > 0 when kind in ('shipment', 'receipt_reversal') then quantity < 0 else quantity <> 0 end",
    document_known: "kind in ('opening', 'adjustment') or (document_entity is not null and document_id is not null)",
  },
  audited: false,
});
export type StockMovementRow = InstanceType<typeof StockMovement>;
