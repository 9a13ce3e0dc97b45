import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * What lies in a warehouse now, how much of it is promised and how much is free: the running sum of stock movements and reservations.
 * All three are decimal strings in the product's unit; `free` = `quantity` − `reserved`.
 * @see «Автоматизация полного цикла продажи», §4.1
 */
export const StockBalance = defineEntity({
  id: 'warehouse.stock_balance',
  kind: 'register',
  label: { one: label('Остаток на складе', 'Stock balance'), many: label('Остатки на складах', 'Stock balances') },
  path: 'stock-balances',
  fields: {
    warehouse_id: field.reference(label('Склад', 'Warehouse'), 'warehouse.warehouse', { required: true }),
    product_id: field.reference(label('Номенклатура', 'Product'), 'crm.product', { required: true, indexed: true }),
    quantity: field.quantity(label('В наличии', 'In stock'), { required: true, writable: 'system', default: '0' }),
    reserved: field.quantity(label('В резерве', 'Reserved'), { required: true, writable: 'system', default: '0' }),
    free: field.quantity(label('Свободно', 'Free'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: {},
  title: 'product_id',
  unique: [['warehouse_id', 'product_id']],
  checks: {
    quantity_not_negative: 'quantity >= 0',
    reserved_not_negative: 'reserved >= 0',
    reserved_within_quantity: 'reserved <= quantity',
    free_is_the_rest: 'free = quantity - reserved',
  },
  audited: false,
});
export type StockBalanceRow = InstanceType<typeof StockBalance>;
