import { enumeration } from '../../../core/index.ts';

/** Kind of contract a counterparty works under; selects the template. @see 001 §2.2; 003 L51 */
export const CONTRACT_KINDS = enumeration([
  ['sale_purchase', 'Договор купли-продажи', 'Sale and purchase'],
  ['supply', 'Договор поставки', 'Supply'],
  ['commission', 'Договор комиссии', 'Commission'],
  ['services', 'Договор оказания услуг', 'Services'],
  ['export', 'Экспортный договор', 'Export'],
  ['with_supplier', 'Договор с поставщиком', 'With supplier'],
]);
