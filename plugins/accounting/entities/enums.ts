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
