import { enumeration } from '../../../core/index.ts';

/** Why stock changed. `opening`, `receipt` and `shipment_reversal` add, `shipment` takes, `adjustment` does either. */
export const STOCK_MOVEMENT_KINDS = enumeration([
  ['opening', 'Начальный остаток', 'Opening stock'],
  ['receipt', 'Поступление', 'Receipt'],
  ['shipment', 'Отгрузка', 'Shipment'],
  ['shipment_reversal', 'Отмена отгрузки', 'Shipment reversal'],
  ['adjustment', 'Корректировка', 'Adjustment'],
]);

/** Where reserved goods come from: lying in stock, or just received for the order. */
export const RESERVATION_SOURCES = enumeration([
  ['stock', 'Со склада', 'From stock'],
  ['receipt', 'Из поступления', 'From a receipt'],
]);

/** Whether the client has got the notice. */
export const NOTICE_STATES = enumeration([
  ['draft', 'Подготовлено', 'Prepared'],
  ['sent', 'Отправлено', 'Sent'],
]);
