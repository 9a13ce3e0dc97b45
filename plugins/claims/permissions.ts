import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What may be done about claims. */
export const claimsPermissions: readonly PermissionDefinition[] = [
  { code: 'claim.register', label: label('Зарегистрировать претензию', 'Register a claim') },
  { code: 'claim.process', label: label('Отработать претензию', 'Process a claim') },
  { code: 'report.claims', label: label('Отчеты о претензиях', 'Reports on claims') },
];
