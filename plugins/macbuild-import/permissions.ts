import type { PermissionDefinition } from '../../core/index.ts';
import { label } from '../../core/index.ts';

/** Actions of this plugin that a role may be given. */
export const macbuildPermissions: readonly PermissionDefinition[] = [{ code: 'macbuild.load', label: label('Загрузить из МакБилда', 'Load from MacBuild') }];
