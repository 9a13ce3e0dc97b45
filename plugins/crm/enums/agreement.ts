import { enumeration } from '../../../core/index.ts';

/** Terms for a circle of partners or for one. @see 002 L183–184 */
export const AGREEMENT_KINDS = enumeration([
  ['typical', 'Типовое соглашение', 'Typical agreement'],
  ['individual', 'Индивидуальное соглашение', 'Individual agreement'],
]);

/** Statuses of an agreement. @see 002 L188 */
export const AGREEMENT_STATUSES = enumeration([
  ['not_agreed', 'Не согласовано', 'Not agreed'],
  ['active', 'Действует', 'Active'],
  ['closed', 'Закрыто', 'Closed'],
]);

/** Operation a sale is booked as. @see 002 L175 */
export const SALE_OPERATIONS = enumeration([
  ['wholesale', 'Оптовая продажа', 'Wholesale'],
  ['commission', 'Передача на комиссию', 'Commission sale'],
]);

/** Currency of settlement and of payment. @see 002 L170 */
export const PAYMENT_ORDERS = enumeration([
  ['rub_paid_in_rub', 'Расчеты и оплата в рублях', 'Settled and paid in roubles'],
  ['cur_paid_in_rub', 'Расчеты в валюте, оплата в рублях', 'Settled in currency, paid in roubles'],
  ['cur_paid_in_cur', 'Расчеты и оплата в валюте', 'Settled and paid in currency'],
]);

/** Taxation of a sale. @see 002 L171 */
export const TAX_REGIMES = enumeration([
  ['vat', 'Продажа облагается НДС', 'With VAT'],
  ['no_vat', 'Продажа не облагается НДС', 'Without VAT'],
  ['export_zero', 'Экспорт, НДС 0 %', 'Export, 0 % VAT'],
]);

/** Stages of a payment schedule; each starts its delay from another event of the order. @see 001 §3.3, §5.1, §5.3 */
export const PAYMENT_STAGE_KINDS = enumeration([
  ['advance', 'Аванс (до обеспечения)', 'Advance before supply'],
  ['prepayment', 'Предоплата (до отгрузки)', 'Prepayment before shipment'],
  ['credit', 'Кредит (после отгрузки)', 'Credit after shipment'],
]);
