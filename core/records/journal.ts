import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, EntityRow } from '../entity/index.ts';

/** One row of the audit: who did what to which row, on whose behalf, from where. */
export async function audit(
  uow: UnitOfWork,
  entry: { readonly action: string; readonly entity?: string; readonly itemId?: string; readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  await uow.query(
    `insert into core_audit (at, actor_id, on_behalf_of, action, entity, item_id, from_address, before, after) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uow.now, uow.actor.userId, uow.actor.onBehalfOf ?? null, entry.action, entry.entity ?? null, entry.itemId ?? null, uow.actor.address ?? null,
      entry.before === undefined ? null : JSON.stringify(entry.before), entry.after === undefined ? null : JSON.stringify(entry.after),
    ],
  );
}

/** Keeps the row's words, confidential ones apart, where full-text and look-alike search find them, apart from the row that every transition updates. */
export async function indexForSearch(uow: UnitOfWork, definition: EntityDefinition, row: EntityRow): Promise<void> {
  const searched = Object.entries(definition.fields).filter(([, one]) => one.searched === true && one.confidential === undefined).map(([name]) => name);
  if (searched.length === 0) return;
  const words = searched.map((name) => row[name]).filter((value): value is string => typeof value === 'string' && value.length > 0);
  const body = words.join(' ').toLowerCase().replace(/ё/g, 'е').slice(0, 20_000);
  const title = String(row[titleColumn(definition)] ?? words[0] ?? row.id).slice(0, 500);
  await uow.query(
    `insert into core_search (entity, item_id, title, body, fts, updated_at) values ($1, $2, $3, $4, to_tsvector('russian', $4), $5)
     on conflict (entity, item_id) do update set title = excluded.title, body = excluded.body, fts = excluded.fts, updated_at = excluded.updated_at
     where core_search.body <> excluded.body or core_search.title <> excluded.title`,
    [definition.id, row.id, title, body, uow.now],
  );
}

/** Column that names a row to people. */
export function titleColumn(definition: EntityDefinition): string {
  return definition.title ?? ('number' in definition.fields ? 'number' : 'name' in definition.fields ? 'name' : 'id');
}
