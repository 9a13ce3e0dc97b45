import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, EntityRow } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import { rawRecord } from './read.ts';
import { isReadable } from './visibility.ts';

/** Entities whose sections these rows are, with the column that holds the owner's id. */
function ownersOf(uow: UnitOfWork, definition: EntityDefinition): { readonly owner: EntityDefinition; readonly via: string }[] {
  if (definition.kind !== 'section') return [];
  return uow.company.plugins.entities.flatMap(({ definition: owner }) =>
    Object.values(owner.sections ?? {}).filter((link) => link.entity === definition.id).map(({ via }) => ({ owner, via })),
  );
}

/** SQL that keeps the rows of a section to those whose document the actor may read; nothing for rows that are no section, or when he reads all. */
export function ofReadableOwners(uow: UnitOfWork, definition: EntityDefinition, bind: (value: unknown) => string): string[] {
  const { actor } = uow;
  const owners = ownersOf(uow, definition);
  const scope = (owner: EntityDefinition): string | undefined => (owner.permissions.read === undefined || actor.kind === 'robot' ? 'all' : actor.permissions.get(owner.permissions.read));
  if (owners.every(({ owner }) => scope(owner) === 'all')) return [];
  const parts = owners.flatMap(({ owner, via }) => {
    if (scope(owner) === undefined || (scope(owner) !== 'all' && owner.owner === undefined)) return [];
    if (scope(owner) === 'all') return [`t."${via}" is not null`];
    return [`exists (select from "${tableName(owner.id)}" o where o.id = t."${via}" and o."${owner.owner}" = ${bind(actor.userId)})`];
  });
  return [parts.length === 0 ? 'false' : `(${parts.join(' or ')})`];
}

/** Whether the actor may read the document a row of a section belongs to; true for a row that is no section. */
export async function isOwnerReadable(uow: UnitOfWork, definition: EntityDefinition, row: EntityRow): Promise<boolean> {
  const owners = ownersOf(uow, definition);
  if (owners.every(({ owner }) => owner.permissions.read === undefined)) return true;
  for (const { owner, via } of owners) {
    const id = row[via];
    if (typeof id === 'string' && isReadable(uow.actor, owner, await rawRecord(uow, owner.id, id))) return true;
  }
  return false;
}
