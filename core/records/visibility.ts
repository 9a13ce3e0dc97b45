import type { Actor } from '../company/index.ts';
import { may } from '../company/index.ts';
import type { EntityDefinition, EntityRow, Field } from '../entity/index.ts';
import { ForbiddenError, NotFoundError } from '../errors/index.ts';

/** Permission that shows a confidential group of fields: `crm.cost.read`. */
export function confidentialPermission(definition: EntityDefinition, group: string): string {
  return `${definition.id.split('.')[0] ?? ''}.${group}.read`;
}

/** Whether this person sees a field at all; to one who does not, it is as if it did not exist. */
export function mayReadField(actor: Actor, definition: EntityDefinition, one: Field): boolean {
  return one.confidential === undefined || may(actor, confidentialPermission(definition, one.confidential));
}

export type Access = 'read' | 'create' | 'update' | 'delete';

const DENIED = { ru: 'На это действие у вас нет права «{permission}».', en: 'You lack the permission “{permission}” for this.' };

/**
 * The one check of entity access, for every surface. A row that may not be read answers as one that does not exist.
 * @throws NotFoundError, ForbiddenError
 */
export function demandAccess(actor: Actor, definition: EntityDefinition, access: Access, row?: EntityRow): void {
  if (actor.kind === 'robot') return;
  const permission = definition.permissions[access];
  if (access === 'read') {
    if (permission !== undefined && !may(actor, permission, ownerOf(definition, row))) throw new NotFoundError();
    return;
  }
  if (permission === undefined) {
    throw new ForbiddenError('core.system_only', { ru: 'Эти строки ведёт система.', en: 'These rows are kept by the system.' });
  }
  if (!may(actor, permission, access === 'create' ? undefined : ownerOf(definition, row))) {
    throw new ForbiddenError('core.permission_required', DENIED, { params: { permission } });
  }
}

function ownerOf(definition: EntityDefinition, row: EntityRow | undefined): string | null | undefined {
  return definition.owner === undefined || row === undefined ? undefined : (row[definition.owner] as string | null);
}

/** A row as this person may see it: confidential fields are absent, moments are RFC 3339 UTC, decimals stay strings. */
export function presentRecord(actor: Actor, definition: EntityDefinition, row: Readonly<Record<string, unknown>>, fields?: ReadonlySet<string>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(definition.fields)) {
    if (!(name in row) || (fields !== undefined && !fields.has(name) && name !== 'id') || !mayReadField(actor, definition, one)) continue;
    const value = row[name];
    shown[name] = value instanceof Date ? value.toISOString() : (value ?? null);
  }
  return shown;
}
