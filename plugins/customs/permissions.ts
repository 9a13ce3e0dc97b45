import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** What the accountant may do with imported goods. */
export const customsPermissions: readonly PermissionDefinition[] = [
  { code: 'customs_declaration.post', label: label('Таможенная декларация: внести, провести, отменить', 'Customs declaration: enter, post, cancel') },
];
