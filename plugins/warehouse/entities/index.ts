import { ArrivalNotice } from './arrival-notice.ts';
import { ArrivalNoticeLine } from './arrival-notice-line.ts';
import { ExpectedDelivery } from './expected-delivery.ts';
import { ExpectedInvoice } from './expected-invoice.ts';
import { ExpectedLine } from './expected-line.ts';
import { GoodsReceipt } from './goods-receipt.ts';
import { GoodsReceiptLine } from './goods-receipt-line.ts';
import { PackingList } from './packing-list.ts';
import { PackingListLine } from './packing-list-line.ts';
import { Shipment } from './shipment.ts';
import { ShipmentLine } from './shipment-line.ts';
import { StockBalance } from './stock-balance.ts';
import { StockMovement } from './stock-movement.ts';
import { StockReservation } from './stock-reservation.ts';
import { Warehouse } from './warehouse.ts';

export { ArrivalNotice } from './arrival-notice.ts';
export type { ArrivalNoticeRow } from './arrival-notice.ts';
export { ArrivalNoticeLine } from './arrival-notice-line.ts';
export type { ArrivalNoticeLineRow } from './arrival-notice-line.ts';
export { ACCEPTANCE_STATES, NOTICE_STATES, RESERVATION_SOURCES, STOCK_MOVEMENT_KINDS } from './enums.ts';
export { ExpectedDelivery } from './expected-delivery.ts';
export type { ExpectedDeliveryRow } from './expected-delivery.ts';
export { ExpectedInvoice } from './expected-invoice.ts';
export type { ExpectedInvoiceRow } from './expected-invoice.ts';
export { ExpectedLine } from './expected-line.ts';
export type { ExpectedLineRow } from './expected-line.ts';
export { GoodsReceipt } from './goods-receipt.ts';
export type { GoodsReceiptRow } from './goods-receipt.ts';
export { GoodsReceiptLine } from './goods-receipt-line.ts';
export type { GoodsReceiptLineRow } from './goods-receipt-line.ts';
export { PackingList } from './packing-list.ts';
export type { PackingListRow } from './packing-list.ts';
export { PackingListLine } from './packing-list-line.ts';
export type { PackingListLineRow } from './packing-list-line.ts';
export { Shipment } from './shipment.ts';
export type { ShipmentRow } from './shipment.ts';
export { ShipmentLine } from './shipment-line.ts';
export type { ShipmentLineRow } from './shipment-line.ts';
export { StockBalance } from './stock-balance.ts';
export type { StockBalanceRow } from './stock-balance.ts';
export { StockMovement } from './stock-movement.ts';
export type { StockMovementRow } from './stock-movement.ts';
export { StockReservation } from './stock-reservation.ts';
export type { StockReservationRow } from './stock-reservation.ts';
export { Warehouse } from './warehouse.ts';
export type { WarehouseRow } from './warehouse.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const warehouseEntities = [
  Warehouse,
  StockBalance,
  StockMovement,
  StockReservation,
  ArrivalNotice,
  ArrivalNoticeLine,
  Shipment,
  ShipmentLine,
  ExpectedDelivery,
  ExpectedInvoice,
  ExpectedLine,
  PackingList,
  PackingListLine,
  GoodsReceipt,
  GoodsReceiptLine,
] as const;
