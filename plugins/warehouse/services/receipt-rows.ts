import type { DecimalString, EffectContext } from '../../../core/index.ts';

/** A line of a goods receipt as its posting sees it. */
export interface ReceiptRow {
  readonly id: string;
  readonly product_id: string;
  readonly product: string;
  readonly quantity: DecimalString;
  readonly order_line_id: string | null;
  readonly customs_declaration_number: string | null;
}

/** A live hold on goods of a receipt: for an order line, or for customs. */
export interface ReceiptHold {
  readonly id: string;
  readonly receipt_line_id: string;
  readonly order_line_id: string | null;
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly source: 'receipt' | 'customs';
}

/** The receipt's lines in the order in which balances are locked. */
export async function receiptRows(ctx: EffectContext, receiptId: string): Promise<ReceiptRow[]> {
  return ctx.uow.query<ReceiptRow>(
    `select l.id, l.product_id, p.working_name as product, l.quantity, l.order_line_id, l.customs_declaration_number
     from warehouse_goods_receipt_line l join crm_product p on p.id = l.product_id where l.receipt_id = $1 order by l.product_id, l.line_no, l.id`,
    [receiptId],
  );
}

/** What is still held of the goods of a receipt. */
export async function receiptHolds(ctx: EffectContext, receiptId: string): Promise<ReceiptHold[]> {
  return ctx.uow.query<ReceiptHold>(
    `select r.id, r.receipt_line_id, r.order_line_id, l.product_id, r.quantity, r.source
     from warehouse_stock_reservation r join warehouse_goods_receipt_line l on l.id = r.receipt_line_id
     where l.receipt_id = $1 and r.released_at is null and not r.deletion_mark order by r.created_at, r.id`,
    [receiptId],
  );
}

/** Ids of the order lines that the receipt's goods were bought for or are held for. */
export function orderLinesOf(rows: readonly ReceiptRow[], holds: readonly ReceiptHold[]): string[] {
  return [...new Set([...rows, ...holds].flatMap((one) => (one.order_line_id === null ? [] : [one.order_line_id])))];
}
