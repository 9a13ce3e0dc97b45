import { enumeration } from '../../../core/index.ts';

/** Why stock changed. `opening`, `receipt` and `shipment_reversal` add, `shipment` and `receipt_reversal` take, `adjustment` does either. */
export const STOCK_MOVEMENT_KINDS = enumeration([
  ['opening', 'Начальный остаток', 'Opening stock'],
  ['receipt', 'Поступление', 'Receipt'],
  ['receipt_reversal', 'Отмена поступления', 'Receipt reversal'],
  ['shipment', 'Отгрузка', 'Shipment'],
  ['shipment_reversal', 'Отмена отгрузки', 'Shipment reversal'],
  ['adjustment', 'Корректировка', 'Adjustment'],
]);

/** Where held goods come from: lying in stock, just received for the order, or received and not cleared by customs, so that nobody may have them yet. */
export const RESERVATION_SOURCES = enumeration([
  ['stock', 'Со склада', 'From stock'],
  ['receipt', 'Из поступления', 'From a receipt'],
  ['customs', 'Ждёт таможенной декларации', 'Awaiting customs clearance'],
]);

/** Whether the client has got the notice. */
export const NOTICE_STATES = enumeration([
  ['draft', 'Подготовлено', 'Prepared'],
  ['sent', 'Отправлено', 'Sent'],
]);

/** How the goods of a delivery compare with the sender's packing list. */
export const ACCEPTANCE_STATES = enumeration([
  ['expected', 'Ожидается', 'Expected'],
  ['matched', 'Совпадает с паккинг-листом', 'Matches the packing list'],
  ['discrepancy', 'Расхождение', 'Discrepancy'],
  ['resolved', 'Расхождение разобрано', 'Discrepancy resolved'],
]);
