import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What the accountant may do. */
export const accountingPermissions: readonly PermissionDefinition[] = [
  { code: 'payment.create', label: label('Внести поступление', 'Register a payment') },
  { code: 'payment.post', label: label('Провести поступление', 'Post a payment') },
  { code: 'payment.reallocate', label: label('Перераспределить платёж', 'Reallocate a payment') },
  { code: 'payment.cancel', label: label('Отменить платёж', 'Cancel a payment') },
  { code: 'advance_tax_invoice.issue', label: label('Счёт-фактура на аванс', 'Advance tax invoice') },
  { code: 'period.close', label: label('Закрытие месяца', 'Month close') },
];
