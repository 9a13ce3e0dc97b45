import { ConflictError, compare, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, EffectContext } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';
import { coverLines, lockOrders } from './cover-lines.ts';
import type { ReceiptHold, ReceiptRow } from './receipt-rows.ts';
import { orderLinesOf, receiptHolds, receiptRows } from './receipt-rows.ts';
import { holdForCustoms } from './reservations.ts';
import { changeBalance, lockBalances } from './stock-register.ts';

interface LockedReceipt {
  readonly number: string;
  readonly warehouseId: string;
  readonly rows: readonly ReceiptRow[];
  readonly holds: readonly ReceiptHold[];
}

function refuse(code: 'warehouse.receipt_not_awaiting_customs' | 'warehouse.receipt_cleared' | 'warehouse.receipt_not_cleared' | 'warehouse.receipt_shipped', number: string): never {
  throw new ConflictError(code, warehouseErrors[code], { params: { number } });
}

/** A receipt with its orders and balances locked, in the order everybody locks them in. */
async function lockReceipt(ctx: EffectContext, receiptId: string): Promise<LockedReceipt> {
  const receipt = await ctx.lock('warehouse.goods_receipt', receiptId);
  const number = String(receipt['number']);
  if (receipt['posting_state'] !== 'posted' || receipt['customs_required'] !== true) refuse('warehouse.receipt_not_awaiting_customs', number);
  const rows = await receiptRows(ctx, receiptId);
  await lockOrders(ctx, orderLinesOf(rows, await receiptHolds(ctx, receiptId)));
  await lockBalances(ctx.uow, String(receipt['warehouse_id']), rows.map((row) => row.product_id));
  return { number, warehouseId: String(receipt['warehouse_id']), rows, holds: await receiptHolds(ctx, receiptId) };
}

async function numberLines(ctx: EffectContext, rows: readonly ReceiptRow[], declarationNumber: string | null): Promise<void> {
  for (const row of rows) await ctx.update('warehouse.goods_receipt_line', row.id, { customs_declaration_number: declarationNumber });
}

/**
 * Customs has let the goods of a receipt in: the declaration's number goes to its lines, order lines covered by it are in stock, and what came without an
 * order is free. @throws ConflictError warehouse.receipt_not_awaiting_customs (not posted, or nothing to clear), warehouse.receipt_cleared
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export async function clearReceipt(ctx: EffectContext, receiptId: string, declarationNumber: string): Promise<void> {
  const { number, warehouseId, rows, holds } = await lockReceipt(ctx, receiptId);
  if (rows.some((row) => row.customs_declaration_number !== null)) refuse('warehouse.receipt_cleared', number);
  await numberLines(ctx, rows, declarationNumber);
  for (const hold of holds.filter((one) => one.source === 'customs')) {
    await ctx.update('warehouse.stock_reservation', hold.id, { released_at: ctx.now });
    await changeBalance(ctx.uow, warehouseId, hold.product_id, { reserved: subtract('0', hold.quantity) });
  }
  await coverLines(ctx, orderLinesOf(rows, holds));
}

/** Whether goods of a receipt have left with a shipment that stands. */
export async function isShipped(ctx: Pick<EffectContext, 'uow'>, receiptId: string): Promise<boolean> {
  const rows = await ctx.uow.query(
    `select 1 from warehouse_stock_reservation r join warehouse_goods_receipt_line l on l.id = r.receipt_line_id where l.receipt_id = $1 and r.shipment_line_id is not null limit 1`,
    [receiptId],
  );
  return rows.length > 0;
}

/**
 * Undoes `clearReceipt`: the lines lose the declaration's number, order lines wait for customs again, and goods that came without an order are held for
 * nobody. @throws ConflictError warehouse.receipt_not_cleared, warehouse.receipt_shipped, warehouse.cleared_goods_taken when other orders have taken them
 */
export async function unclearReceipt(ctx: EffectContext, receiptId: string): Promise<void> {
  const { number, warehouseId, rows, holds } = await lockReceipt(ctx, receiptId);
  if (!rows.some((row) => row.customs_declaration_number !== null)) refuse('warehouse.receipt_not_cleared', number);
  if (await isShipped(ctx, receiptId)) refuse('warehouse.receipt_shipped', number);
  const free = new Map([...(await lockBalances(ctx.uow, warehouseId, rows.map((row) => row.product_id)))].map(([product, balance]) => [product, balance.free]));
  await numberLines(ctx, rows, null);
  for (const row of rows) {
    const loose = subtract(row.quantity, heldOf(holds, row));
    if (compare(loose, '0') <= 0) continue;
    const left = subtract(free.get(row.product_id) ?? '0', loose);
    if (compare(left, '0') < 0) {
      throw new ConflictError('warehouse.cleared_goods_taken', warehouseErrors['warehouse.cleared_goods_taken'], { params: { product: row.product, wanted: loose, free: free.get(row.product_id) ?? '0' } });
    }
    free.set(row.product_id, left);
    await changeBalance(ctx.uow, warehouseId, row.product_id, { reserved: loose });
    await holdForCustoms(ctx, { warehouseId, productId: row.product_id, receiptLineId: row.id, quantity: loose });
  }
  await coverLines(ctx, orderLinesOf(rows, holds));
}

function heldOf(holds: readonly ReceiptHold[], row: ReceiptRow): DecimalString {
  return sum(holds.filter((one) => one.receipt_line_id === row.id).map((one) => one.quantity));
}
