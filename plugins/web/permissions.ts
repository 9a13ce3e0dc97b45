import type { PermissionDefinition } from '../../core/index.ts';
import { label } from '../../core/index.ts';

/** Views of one's own need none; `all` also lets a person change and remove what others have shared. */
export const webPermissions: readonly PermissionDefinition[] = [{ code: 'view.share', label: label('Делиться видами списков', 'Share views of lists') }];
