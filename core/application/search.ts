import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';

export interface Found {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
}

/**
 * Rows whose words match, of the entities given: parts of numbers, names and addresses first, then words in any form. «ё» equals «е». Of an entity
 * that the actor reads as `own`, only his rows.
 */
export async function searchEverything(uow: UnitOfWork, entities: readonly EntityDefinition[], text: string, limit: number): Promise<Found[]> {
  const plain = text.toLowerCase().replace(/ё/g, 'е').trim();
  const values: unknown[] = [entities.map((one) => one.id), `%${plain.replace(/[\\%_]/g, '\\$&')}%`, plain, Math.min(Math.max(limit, 1), 50)];
  const own = entities
    .filter((one) => one.owner !== undefined && one.permissions.read !== undefined && uow.actor.permissions.get(one.permissions.read) !== 'all')
    .map((one) => `and (s.entity <> '${one.id}' or exists (select from "${tableName(one.id)}" t where t.id = s.item_id and t."${one.owner ?? ''}" = $5))`);
  if (own.length > 0) values.push(uow.actor.userId);
  return uow.query<Found & Record<string, unknown>>(
    `select s.entity, s.item_id as id, s.title from core_search s
     where s.entity = any($1::text[]) and (s.body like $2 or s.fts @@ websearch_to_tsquery('russian', $3)) ${own.join(' ')}
     order by (s.body like $2) desc, s.updated_at desc limit $4`,
    values,
  );
}
