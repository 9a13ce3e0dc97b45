import { defineEffect, label, subtract, sum } from '../../../core/index.ts';
import { coverLines, lockOrders } from '../services/cover-lines.ts';
import { orderLinesOf, receiptHolds, receiptRows } from '../services/receipt-rows.ts';
import { lockBalances, moveStock } from '../services/stock-register.ts';

/** Takes a receipt back: a movement of the opposite sign at its own date, as if the goods had never come; what was held of them is held no more. */
export const cancelReceipt = defineEffect({
  id: 'warehouse.cancel_receipt',
  label: label('Отменить поступление', 'Cancel a goods receipt'),
  entity: 'warehouse.goods_receipt',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, uow } = ctx;
    const warehouseId = String(item.row['warehouse_id']);
    const rows = await receiptRows(ctx, item.id);
    await lockOrders(ctx, orderLinesOf(rows, await receiptHolds(ctx, item.id)));
    await lockBalances(uow, warehouseId, rows.map((row) => row.product_id));
    // Read again: an order that was waited for may have released or shipped meanwhile.
    const holds = await receiptHolds(ctx, item.id);
    for (const row of rows) {
      const own = holds.filter((one) => one.receipt_line_id === row.id);
      for (const one of own) await ctx.update('warehouse.stock_reservation', one.id, { released_at: ctx.now });
      await moveStock(uow, ctx.create, {
        warehouse_id: warehouseId, product_id: row.product_id, date: item.row['date'] as Date, quantity: subtract('0', row.quantity), kind: 'receipt_reversal',
        document_entity: item.entity, document_id: item.id, ...(row.order_line_id === null ? {} : { order_line_id: row.order_line_id }),
      }, subtract('0', sum(own.map((one) => one.quantity))));
    }
    await coverLines(ctx, orderLinesOf(rows, holds));
  },
});
