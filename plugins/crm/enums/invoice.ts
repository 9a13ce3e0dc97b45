import { enumeration } from '../../../core/index.ts';

/** States of an invoice. @see 001 §3.2, §4.3 */
export const INVOICE_STATES = enumeration([
  ['created', 'Создан', 'Created'],
  ['sent', 'Отправлен', 'Sent'],
  ['closed', 'Закрыт', 'Closed'],
  ['cancelled', 'Отменен', 'Cancelled'],
]);

/** How much of an invoice is paid; computed. @see 003 L31 */
export const PAYMENT_STATES = enumeration([
  ['unpaid', 'Не оплачен', 'Unpaid'],
  ['partially_paid', 'Оплачен частично', 'Partially paid'],
  ['paid', 'Оплачен полностью', 'Fully paid'],
]);

/** How much of an invoice is shipped; computed. @see 001 §5.2 */
export const SHIPMENT_STATES = enumeration([
  ['not_shipped', 'Не отгружен', 'Not shipped'],
  ['partially_shipped', 'Отгружен частично', 'Partially shipped'],
  ['shipped', 'Отгружен полностью', 'Shipped'],
]);
