import { enumeration } from '../../../core/index.ts';

/** Where an order to a supplier stands. @see «Автоматизация полного цикла продажи», §4.1–4.3 */
export const SUPPLIER_ORDER_STATES = enumeration([
  ['draft', 'Черновик', 'Draft'],
  ['posted', 'Проведен (размещен)', 'Posted'],
  ['confirmed', 'Подтвержден (конферма)', 'Acknowledged'],
  ['ready', 'Готов к загрузке', 'Ready for loading'],
  ['in_truck', 'В машине', 'In a truck'],
  ['received', 'Получен', 'Received'],
  ['cancelled', 'Отменен', 'Cancelled'],
]);

/** Where a truck stands. @see «Автоматизация полного цикла продажи», §4.2–4.3 */
export const TRUCK_STATUSES = enumeration([
  ['planning', 'Планирование загрузки', 'Planning'],
  ['formed', 'Сформирована', 'Formed'],
  ['posted', 'Проведена', 'Posted'],
  ['in_transit', 'В пути', 'In transit'],
  ['at_customs', 'На таможне', 'At customs'],
  ['arrived', 'Прибыла', 'Arrived'],
  ['received', 'Поступление оформлено', 'Received'],
  ['cancelled', 'Отменена', 'Cancelled'],
]);

/** RESA: terms of delivery of a truck invoice, by Incoterms. */
export const INCOTERMS = enumeration([
  ['exw', 'EXW франко-завод', 'EXW ex works'],
  ['fca', 'FCA франко-перевозчик', 'FCA free carrier'],
  ['fob', 'FOB свободно на борту', 'FOB free on board'],
  ['cfr', 'CFR стоимость и фрахт', 'CFR cost and freight'],
  ['cif', 'CIF стоимость, страхование, фрахт', 'CIF cost, insurance, freight'],
  ['cpt', 'CPT перевозка оплачена до', 'CPT carriage paid to'],
  ['cip', 'CIP перевозка и страхование оплачены до', 'CIP carriage and insurance paid to'],
  ['dap', 'DAP поставка в месте назначения', 'DAP delivered at place'],
  ['dpu', 'DPU поставка с выгрузкой', 'DPU delivered at place unloaded'],
  ['ddp', 'DDP поставка с оплатой пошлин', 'DDP delivered duty paid'],
]);

/** Whose customs a breakdown is for. */
export const CUSTOMS_ZONES = enumeration([
  ['by', 'Таможня РБ', 'Customs of Belarus'],
  ['ru', 'Таможня РФ', 'Customs of Russia'],
]);

export const CONFORMITY_KINDS = enumeration([
  ['declaration', 'Декларация соответствия', 'Declaration of conformity'],
  ['certificate', 'Сертификат', 'Certificate'],
]);
