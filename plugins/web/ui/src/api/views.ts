import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { actionKey, request } from './client.ts';

/** How a list is looked at; names are those of the address. */
export interface ViewSettings {
  readonly filter: Readonly<Record<string, string>>;
  readonly q: string;
  readonly sort: string;
  readonly columns: readonly string[];
}

export interface SavedView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly is_shared: boolean;
  readonly is_pinned: boolean;
  readonly is_default: boolean;
  readonly mine: boolean;
  readonly may_change: boolean;
  readonly settings: ViewSettings;
}

export type ViewChange = Partial<Pick<SavedView, 'name' | 'is_shared' | 'is_pinned' | 'is_default' | 'settings'>>;

/** My views of a list and the shared ones; `isSettled`: it is known which there are. */
export function useViews(entity: string): { readonly views: readonly SavedView[]; readonly isSettled: boolean } {
  const { data, isPending } = useQuery({ queryKey: ['views', entity], staleTime: 60_000, retry: false, queryFn: () => request<{ readonly data: readonly SavedView[] }>(`/api/web/views?entity=${encodeURIComponent(entity)}`) });
  return { views: data?.data ?? [], isSettled: !isPending };
}

/** Makes a view, or changes and removes one. */
export function useViewActions(entity: string) {
  const client = useQueryClient();
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: ['views', entity] });
  const save = useMutation({
    mutationFn: ({ view, change }: { view?: SavedView; change: ViewChange }) =>
      view === undefined
        ? request<SavedView>('/api/web/views', { method: 'POST', key: actionKey(), body: { entity_code: entity, ...change } })
        : request<SavedView>(`/api/web/views/${view.id}`, { method: 'PATCH', key: actionKey(), body: { version: view.version, ...change } }),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (view: SavedView) => request<void>(`/api/web/views/${view.id}?version=${view.version}`, { method: 'DELETE', key: actionKey() }), onSuccess });
  return { save, remove };
}
