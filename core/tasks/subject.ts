import type { UnitOfWork } from '../company/index.ts';
import { may } from '../company/index.ts';
import type { EntityRow } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import type { ItemRef } from '../process/index.ts';
import { titleColumn } from '../records/index.ts';

/** Entities that are about another row; what is said of them is said of that row. */
const ABOUT_OTHERS = new Set(['core.task', 'core.approval', 'core.reminder', 'core.process_run']);

/** What an item is about: the subject of a task, an approval, a reminder or a run, and otherwise the item itself. */
export function subjectOf(item: ItemRef & { readonly row: EntityRow }): ItemRef {
  if (!ABOUT_OTHERS.has(item.entity)) return { entity: item.entity, id: item.id };
  return { entity: String(item.row['subject_entity']), id: String(item.row['subject_id']) };
}

/** Whom a row belongs to: the value of its owner column. */
export function ownerOf(uow: UnitOfWork, entity: string, row: EntityRow): string | null {
  const column = uow.company.plugins.entity(entity)?.definition.owner;
  return column === undefined ? null : ((row[column] as string | null | undefined) ?? null);
}

/** Key of a reference in the answer of `subjectTitles`. */
export function refKey(ref: ItemRef): string {
  return `${ref.entity}:${ref.id}`;
}

/** Names of rows as the actor may read them, one query per entity; a row he may not read has none. */
export async function subjectTitles(uow: UnitOfWork, refs: readonly ItemRef[]): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  const byEntity = new Map<string, Set<string>>();
  for (const { entity, id } of refs) byEntity.set(entity, (byEntity.get(entity) ?? new Set()).add(id));
  for (const [entity, ids] of byEntity) {
    const definition = uow.company.plugins.entity(entity)?.definition;
    if (definition === undefined) continue;
    const owner = definition.owner ?? 'id';
    const rows = await uow.query<{ id: string; title: string | null; owner: string | null }>(
      `select t.id, t."${titleColumn(definition)}"::text as title, t."${owner}" as owner from "${tableName(entity)}" t where t.id = any($1::uuid[])`,
      [[...ids]],
    );
    for (const row of rows) {
      const permission = definition.permissions.read;
      const readable = permission === undefined || may(uow.actor, permission, definition.owner === undefined ? null : row.owner);
      if (readable && row.title !== null) titles.set(refKey({ entity, id: row.id }), row.title);
    }
  }
  return titles;
}
