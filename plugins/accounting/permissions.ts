import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What the accountant, the budget holder and those who read debts may do. */
export const accountingPermissions: readonly PermissionDefinition[] = [
  { code: 'payment.create', label: label('Внести поступление', 'Register a payment') },
  { code: 'payment.post', label: label('Провести поступление', 'Post a payment') },
  { code: 'payment.reallocate', label: label('Перераспределить платёж', 'Reallocate a payment') },
  { code: 'payment.cancel', label: label('Отменить платёж', 'Cancel a payment') },
  { code: 'advance_tax_invoice.issue', label: label('Счёт-фактура на аванс', 'Advance tax invoice') },
  { code: 'period.close', label: label('Закрытие месяца', 'Month close') },
  { code: 'payment_request.create', label: label('Составить заявку на оплату', 'Write a payment request') },
  { code: 'payment_request.approve', label: label('Согласовать заявку на оплату', 'Approve a payment request') },
  { code: 'payment_request.read', label: label('Видеть заявки на оплату', 'See payment requests') },
  { code: 'payment_request.export', label: label('Отправить заявки в банк', 'Send requests to the bank') },
  { code: 'report.receivables', label: label('Дебиторская задолженность', 'Receivables') },
];
