export { ArrivalNotice, Shipment, ShipmentLine, StockBalance, StockMovement, StockReservation, Warehouse } from './entities/index.ts';
export type { ArrivalNoticeRow, ShipmentLineRow, ShipmentRow, StockBalanceRow, StockMovementRow, StockReservationRow, WarehouseRow } from './entities/index.ts';
export { lockBalances, moveStock } from './services/stock-register.ts';
export type { Balance, CreateRow, Movement } from './services/stock-register.ts';
export { release, reserve } from './services/reservations.ts';
export type { Wish } from './services/reservations.ts';
