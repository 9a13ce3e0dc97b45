import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { request } from './client.ts';
import type { EntityMeta } from './metadata.ts';

type Values = Readonly<Record<string, unknown>>;

/** A new row as the server would complete it now; `missing`: what only a person can give. */
export interface NewRow {
  readonly values: Values;
  readonly sections: Readonly<Record<string, readonly Values[]>>;
  readonly missing: readonly string[];
}

/** What the server knows of a row from words typed into it is little; everything else may bring defaults with it. */
const WORDS: ReadonlySet<string> = new Set(['string', 'text', 'strings', 'json']);

/** What a new row of an entity is filled with, asked again as choices are made. `isReady`: it is known, or will not be. */
export function useNewRow(entity: EntityMeta, typed: Values, enabled: boolean): { readonly row: NewRow | undefined; readonly isReady: boolean } {
  const isSent = (name: string): boolean => {
    const field = entity.fields.find((one) => one.name === name);
    return field === undefined ? entity.sections?.[name] !== undefined : !WORDS.has(field.type);
  };
  const given = Object.fromEntries(
    Object.entries(typed)
      .filter(([name, value]) => isSent(name) && value !== null && value !== undefined && value !== '')
      // A row that nobody has begun to fill says nothing yet.
      .map(([name, value]) => [name, Array.isArray(value) ? value.map((row: unknown) => (typeof row === 'object' && row !== null ? Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null && cell !== '')) : row)) : value]),
  );
  const [asked] = useDebouncedValue(JSON.stringify(given), 300);
  const { data, isFetched } = useQuery({
    queryKey: ['new-row', entity.id, asked],
    enabled,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<NewRow>(`${entity.path}/defaults`, { method: 'POST', body: JSON.parse(asked) as unknown, signal }),
  });
  return { row: data, isReady: !enabled || isFetched || data !== undefined };
}
