import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Reason } from './client.ts';
import { actionKey, request } from './client.ts';
import type { EntityMeta } from './metadata.ts';

/** A row as the API shows it: decimals are text, moments RFC 3339 in UTC. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

export interface Page {
  readonly data: readonly Row[];
  readonly next: string | null;
  readonly total?: number;
  /** Sums over the whole list, decimal text by column. */
  readonly sums?: Readonly<Record<string, string>>;
}

/** What a list is asked for; names are those of the API. */
export interface ListParameters {
  readonly filter?: Readonly<Record<string, string>>;
  readonly q?: string;
  readonly sort?: string;
  readonly include?: string;
  readonly limit?: number;
  readonly total?: boolean;
  /** Decimal columns to sum over the whole list. */
  readonly sum?: string;
}

export function listSearch({ filter = {}, q, sort, include, limit, total, sum }: ListParameters, after?: string): string {
  const search = new URLSearchParams();
  // A key is `state` or `total][gte`: what stands between the brackets of the API.
  for (const [name, value] of Object.entries(filter)) if (value !== '') search.set(`filter[${name}]`, value);
  if (q !== undefined && q !== '') search.set('q', q);
  if (sort !== undefined && sort !== '') search.set('sort', sort);
  if (include !== undefined && include !== '') search.set('include', include);
  if (limit !== undefined) search.set('limit', String(limit));
  if (total === true) search.set('total', 'true');
  if (sum !== undefined) search.set('sum', sum);
  if (after !== undefined) search.set('after', after);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Pages of a list, read as they are scrolled to. */
export function useList(entity: EntityMeta, parameters: ListParameters) {
  return useInfiniteQuery({
    queryKey: ['list', entity.id, parameters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => request<Page>(`${entity.path}${listSearch({ limit: 50, ...parameters }, pageParam)}`, { signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function recordQuery(entity: EntityMeta, id: string, include = '') {
  return queryOptions({ queryKey: ['record', entity.id, id, include], queryFn: ({ signal }) => request<Row>(`${entity.path}/${id}${include === '' ? '' : `?include=${include}`}`, { signal }) });
}

/** An event of the present state: whether it is possible, what it asks for, and otherwise why not. */
export interface AvailableEvent {
  readonly event: string;
  readonly code: string;
  readonly label: string;
  readonly region: string;
  readonly to: string;
  readonly toLabel: string;
  readonly allowed: boolean;
  /** JSON Schema of the data it takes. */
  readonly needs: { readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>; readonly required?: readonly string[] };
  readonly fields: readonly { readonly name: string; readonly label: string; readonly required: boolean; readonly target?: string }[];
  /** Names of the roles that may. */
  readonly by: readonly string[];
  readonly reasons: readonly Reason[];
}

export function transitionsQuery(entity: EntityMeta, id: string) {
  return queryOptions({ queryKey: ['transitions', entity.id, id], queryFn: ({ signal }) => request<{ readonly version: number; readonly data: readonly AvailableEvent[] }>(`${entity.path}/${id}/transitions`, { signal }) });
}

export interface HistoryEntry {
  readonly version: number;
  readonly step: number;
  readonly region: string;
  readonly from_value: string | null;
  readonly to_value: string;
  readonly from_label: string | null;
  readonly to_label: string;
  readonly event: string;
  readonly cause: string | null;
  readonly actor_name: string | null;
  readonly at: string;
  readonly is_manual: boolean;
  readonly comment: string | null;
  readonly transition_code: string;
  readonly trace: unknown;
}

export function useHistory(entity: EntityMeta, id: string) {
  return useQuery({ queryKey: ['history', entity.id, id], queryFn: ({ signal }) => request<{ readonly data: readonly HistoryEntry[] }>(`${entity.path}/${id}/history`, { signal }) });
}

/** Everything that a change of one item may have made stale: what moved with it is not known beforehand. */
export function useRefresh(): (entityIds?: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return async (entityIds) => {
    await client.invalidateQueries({
      predicate: ({ queryKey: [kind, entity] }) => kind !== 'session' && kind !== 'ui' && (entityIds === undefined || typeof entity !== 'string' || !entity.includes('.') || entityIds.includes(entity)),
    });
  };
}

export interface Sent {
  readonly item: Row;
  readonly moved: readonly { readonly entity: string; readonly id: string; readonly to: string; readonly to_label: string }[];
}

/** Sends an event to an item. */
export function useSend(entity: EntityMeta, id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ event, data, version }: { event: string; data?: Readonly<Record<string, unknown>>; version?: number }) =>
      request<Sent>(`${entity.path}/${id}/transitions`, { method: 'POST', key: actionKey(), body: { event, ...(data === undefined ? {} : { data }), ...(version === undefined ? {} : { version }) } }),
    onSettled: () => refresh(),
  });
}

/** Makes a row, or changes one when `id` is given. */
export function useSave(entity: EntityMeta, id?: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (values: Readonly<Record<string, unknown>>) =>
      request<Row>(id === undefined ? entity.path : `${entity.path}/${id}`, { method: id === undefined ? 'POST' : 'PATCH', body: values, key: actionKey() }),
    onSuccess: () => refresh(),
  });
}

/** The name a row goes by. */
export function titleOf(entity: EntityMeta | undefined, row: Readonly<Record<string, unknown>>): string {
  const names = [entity?.title, 'number', 'name', 'working_name', 'short_name', 'full_name', 'title', 'print_name'];
  for (const name of names) {
    const value = name === undefined ? undefined : row[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return entity?.label.one ?? '';
}
