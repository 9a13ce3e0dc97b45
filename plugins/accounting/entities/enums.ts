import { enumeration } from '../../../core/index.ts';

/** What a movement on a bank account means. */
export const PAYMENT_OPERATIONS = enumeration([
  ['from_client', 'Поступление оплаты от клиента', 'Payment from client'],
  ['refund_to_client', 'Возврат оплаты клиенту', 'Refund to client'],
  ['from_supplier', 'Возврат от поставщика', 'Refund from supplier'],
  ['other', 'Прочее поступление', 'Other receipt'],
]);

/** Whether documents of a month may still be changed. */
export const PERIOD_STATES = enumeration([
  ['closed', 'Закрыт', 'Closed'],
  ['open', 'Открыт', 'Open'],
]);

/** How far a payment request is. */
export const PAYMENT_REQUEST_STATES = enumeration([
  ['draft', 'Составляется', 'Draft'],
  ['on_approval', 'На согласовании', 'On approval'],
  ['returned', 'На корректировке', 'Returned for correction'],
  ['approved', 'Согласована', 'Approved'],
  ['sent_to_bank', 'Отправлена в банк', 'Sent to the bank'],
  ['paid', 'Оплачена', 'Paid'],
  ['withdrawn', 'Отозвана', 'Withdrawn'],
]);

/** Which way money of a bank line went. */
export const BANK_DIRECTIONS = enumeration([
  ['incoming', 'Поступило', 'Received'],
  ['outgoing', 'Списано', 'Paid out'],
]);

/** What became of a line of a bank statement. */
export const BANK_LINE_OUTCOMES = enumeration([
  ['payment', 'Платёж в учёте', 'Payment in the books'],
  ['request_paid', 'Оплачена заявка', 'Request paid'],
  ['other', 'Не относится к продажам', 'Not about sales'],
  ['unknown_payer', 'Плательщик не найден', 'Payer not found'],
  ['refused', 'Платёж не записан', 'Payment not written'],
]);
