import { ArrivalNotice } from './arrival-notice.ts';
import { ArrivalNoticeLine } from './arrival-notice-line.ts';
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
export { NOTICE_STATES, RESERVATION_SOURCES, STOCK_MOVEMENT_KINDS } from './enums.ts';
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
] as const;
