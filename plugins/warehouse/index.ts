export { ArrivalNotice, ExpectedDelivery, ExpectedInvoice, ExpectedLine, GoodsReceipt, GoodsReceiptLine, PackingList, PackingListLine, Shipment, ShipmentLine, StockBalance, StockMovement, StockReservation, Warehouse } from './entities/index.ts';
export type { ArrivalNoticeRow, ExpectedDeliveryRow, ExpectedInvoiceRow, ExpectedLineRow, GoodsReceiptLineRow, GoodsReceiptRow, PackingListLineRow, PackingListRow, ShipmentLineRow, ShipmentRow, StockBalanceRow, StockMovementRow, StockReservationRow, WarehouseRow } from './entities/index.ts';
export { freeStock, lockBalances, moveStock } from './services/stock-register.ts';
export type { Balance, CreateRow, Movement } from './services/stock-register.ts';
export { release, reserve } from './services/reservations.ts';
export type { Wish } from './services/reservations.ts';
export { deliveryArrived, expectDelivery, withdrawDelivery } from './services/expect-delivery.ts';
export type { AnnouncedInvoice, DeliveryAnnouncement, DeliveryWriter, ExpectedGoods } from './services/expect-delivery.ts';
export { clearReceipt, isShipped, unclearReceipt } from './services/clear-receipt.ts';
