import type { Actor } from '../company/index.ts';
import { may } from '../company/index.ts';
import type { EntityDefinition, EntityRow, Field } from '../entity/index.ts';
import { ForbiddenError, NotFoundError } from '../errors/index.ts';

/** Permission that shows a confidential group of fields: `crm.cost.read`. */
export function confidentialPermission(definition: EntityDefinition, group: string): string {
  return `${definition.id.split('.')[0] ?? ''}.${group}.read`;
}

/** Whether this person sees a field in at least some rows; to one who does not, it is as if it did not exist. */
export function mayKnowField(actor: Actor, definition: EntityDefinition, one: Field): boolean {
  return one.confidential === undefined || may(actor, confidentialPermission(definition, one.confidential));
}

/**
 * Whether this person sees a field of a row. `ownerId`: whose row it is, for a section whose document it belongs to; without one the question is
 * about every row, as in a filter or a sort. A permission granted as `own` shows what belongs to the person, and what can belong to nobody.
 */
export function mayReadField(actor: Actor, definition: EntityDefinition, one: Field, ownerId?: string | null): boolean {
  if (one.confidential === undefined || actor.kind === 'robot') return true;
  const scope = actor.permissions.get(confidentialPermission(definition, one.confidential));
  if (scope === undefined || scope === 'all') return scope === 'all';
  if (definition.owner === undefined && definition.kind !== 'section') return true;
  return ownerId === actor.userId;
}

export type Access = 'read' | 'create' | 'update' | 'delete';

const DENIED = { ru: 'На это действие у вас нет права «{permission}».', en: 'You lack the permission “{permission}” for this.' };

/**
 * The one check of entity access, for every surface. A row that may not be read answers as one that does not exist. A row that belongs to nobody is
 * nobody's own: a permission granted as `own` or `team` does not reach it.
 * @throws NotFoundError, ForbiddenError
 */
export function demandAccess(actor: Actor, definition: EntityDefinition, access: Access, row?: EntityRow): void {
  if (actor.kind === 'robot') return;
  const permission = definition.permissions[access];
  if (access === 'read') {
    if (row === undefined ? permission !== undefined && !may(actor, permission) : !isReadable(actor, definition, row)) throw new NotFoundError();
    return;
  }
  if (permission === undefined) {
    throw new ForbiddenError('core.system_only', { ru: 'Эти строки ведёт система.', en: 'These rows are kept by the system.' });
  }
  if (!may(actor, permission, access === 'create' ? undefined : answerable(definition, row))) {
    throw new ForbiddenError('core.permission_required', DENIED, { params: { permission } });
  }
}

/** Whether this person may read a row at all. */
export function isReadable(actor: Actor, definition: EntityDefinition, row: EntityRow): boolean {
  const permission = definition.permissions.read;
  return permission === undefined || may(actor, permission, answerable(definition, row));
}

/** Who answers for a row when rights are asked; null is nobody. The rows of a section are asked about by their document. */
function answerable(definition: EntityDefinition, row: EntityRow | undefined): string | null | undefined {
  const owner = ownerOf(definition, row);
  return owner === undefined && definition.kind !== 'section' ? null : owner;
}

/** User a row belongs to; undefined where rows of this kind belong to nobody. */
export function ownerOf(definition: EntityDefinition, row: Readonly<Record<string, unknown>> | undefined): string | null | undefined {
  return definition.owner === undefined || row === undefined ? undefined : (row[definition.owner] as string | null);
}

/**
 * A row as this person may see it: confidential fields are absent, moments are RFC 3339 UTC, decimals stay strings.
 * `ownerId` is given for the rows of a section, which belong to their document's owner.
 */
export function presentRecord(
  actor: Actor,
  definition: EntityDefinition,
  row: Readonly<Record<string, unknown>>,
  fields?: ReadonlySet<string>,
  ownerId: string | null | undefined = ownerOf(definition, row),
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(definition.fields)) {
    if (!(name in row) || (fields !== undefined && !fields.has(name) && name !== 'id') || !mayReadField(actor, definition, one, ownerId)) continue;
    const value = row[name];
    shown[name] = value instanceof Date ? value.toISOString() : (value ?? null);
  }
  return shown;
}
