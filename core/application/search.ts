import type { UnitOfWork } from '../company/index.ts';

export interface Found {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
}

/** Rows whose words match, of the entities given: parts of numbers, names and addresses first, then words in any form. «ё» equals «е». */
export async function searchEverything(uow: UnitOfWork, entities: readonly string[], text: string, limit: number): Promise<Found[]> {
  const plain = text.toLowerCase().replace(/ё/g, 'е').trim();
  return uow.query<{ entity: string; id: string; title: string }>(
    `select entity, item_id as id, title from core_search
     where entity = any($1::text[]) and (body like $2 or fts @@ websearch_to_tsquery('russian', $3))
     order by (body like $2) desc, updated_at desc limit $4`,
    [entities, `%${plain.replace(/[\\%_]/g, '\\$&')}%`, plain, Math.min(Math.max(limit, 1), 50)],
  );
}
