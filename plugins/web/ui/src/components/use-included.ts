import { useQueries } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { FieldMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import type { Page } from '../api/records.ts';
import { listSearch } from '../api/records.ts';
import type { SectionRow } from './section-rows.ts';

/** Ids that one question names. */
const MOST = 200;

/** Rows of a section with the rows they refer to beside them, as lists bring them: one question for each kind, whatever the number of rows. */
export function useIncluded(columns: readonly FieldMeta[], rows: readonly SectionRow[]): readonly SectionRow[] {
  const { entities } = useMetadata();
  const wanted = new Map<string, Set<string>>();
  const references = columns.filter((field) => field.type === 'reference' && field.name.endsWith('_id'));
  for (const field of references) {
    const ids = wanted.get(field.target ?? '') ?? new Set();
    for (const row of rows) if (typeof row[field.name] === 'string' && row[field.name.slice(0, -3)] === undefined) ids.add(row[field.name] as string);
    wanted.set(field.target ?? '', ids);
  }
  const asked = [...wanted].flatMap(([target, ids]) => {
    const entity = entities.find((one) => one.id === target);
    return entity === undefined || ids.size === 0 ? [] : [{ entity, ids: [...ids].sort().slice(0, MOST) }];
  });
  const known = useQueries({
    queries: asked.map(({ entity, ids }) => ({
      queryKey: ['list', entity.id, 'named', ids],
      staleTime: 60_000,
      queryFn: ({ signal }: { signal: AbortSignal }) => request<Page>(`${entity.path}${listSearch({ filter: { 'id][in': ids.join(',') }, limit: MOST })}`, { signal }),
    })),
    combine: (answers) => new Map(answers.flatMap((one) => (one.data?.data ?? []).map((row) => [row.id, row] as const))),
  });
  if (known.size === 0) return rows;
  return rows.map((row) => ({ ...Object.fromEntries(references.flatMap((field) => (known.has(String(row[field.name])) ? [[field.name.slice(0, -3), known.get(String(row[field.name]))]] : []))), ...row }));
}
