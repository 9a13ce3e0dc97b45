import { add, compare, defineEffect, label, lesser, subtract } from '../../../core/index.ts';
import { coverLines, lockOrders, openNeeds } from '../services/cover-lines.ts';
import { orderLinesOf, receiptRows } from '../services/receipt-rows.ts';
import { holdForCustoms } from '../services/reservations.ts';
import { lockBalances, moveStock } from '../services/stock-register.ts';

/**
 * Takes received goods into stock and holds them for the order lines they were bought for. What awaits a customs declaration is held whole: the part
 * for orders by them, the rest for nobody, so that goods are not sold before they are cleared.
 */
export const postReceipt = defineEffect({
  id: 'warehouse.post_receipt',
  label: label('Провести поступление', 'Post a goods receipt'),
  entity: 'warehouse.goods_receipt',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, uow } = ctx;
    const warehouseId = String(item.row['warehouse_id']);
    const rows = await receiptRows(ctx, item.id);
    const orderLines = orderLinesOf(rows, []);
    await lockOrders(ctx, orderLines);
    await lockBalances(uow, warehouseId, rows.map((row) => row.product_id));
    const needs = await openNeeds(ctx, orderLines);
    for (const row of rows) {
      const need = row.order_line_id === null ? '0' : (needs.get(row.order_line_id) ?? '0');
      const held = lesser(row.quantity, need);
      const waiting = item.row['customs_required'] === true ? subtract(row.quantity, held) : '0';
      await moveStock(uow, ctx.create, {
        warehouse_id: warehouseId, product_id: row.product_id, date: item.row['date'] as Date, quantity: row.quantity, kind: 'receipt',
        document_entity: item.entity, document_id: item.id, ...(row.order_line_id === null ? {} : { order_line_id: row.order_line_id }),
      }, add(held, waiting));
      if (row.order_line_id !== null && compare(held, '0') > 0) {
        needs.set(row.order_line_id, subtract(need, held));
        await ctx.create('warehouse.stock_reservation', {
          order_line_id: row.order_line_id, product_id: row.product_id, warehouse_id: warehouseId, quantity: held, source: 'receipt', receipt_line_id: row.id,
        });
        await ctx.update('warehouse.goods_receipt_line', row.id, { reserved_qty: held });
      }
      if (compare(waiting, '0') > 0) await holdForCustoms(ctx, { warehouseId, productId: row.product_id, receiptLineId: row.id, quantity: waiting });
    }
    await coverLines(ctx, orderLines);
  },
});
