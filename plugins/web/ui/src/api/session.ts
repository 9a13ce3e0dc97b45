import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { ApiError, request } from './client.ts';

/** Who is signed in and what he may do. */
export interface Session {
  readonly user: { readonly id: string; readonly login: string; readonly name: string; readonly locale: 'ru' | 'en' };
  readonly company: { readonly id: string; readonly title: { readonly ru: string; readonly en: string }; readonly time_zone: string };
  readonly roles: readonly string[];
  readonly permissions: Readonly<Record<string, 'all' | 'team' | 'own'>>;
}

/** The session, or null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await request<Session>('/api/session');
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

/** The session of a page that only a signed-in person sees. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new ApiError({ status: 401, code: 'signed_out' });
  return data;
}

/** Whether the person has a permission, in whatever scope. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions[permission] !== undefined;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { login: string; password: string }) => request<Session>('/api/session', { method: 'POST', body: given }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<void>('/api/session', { method: 'DELETE' }),
    onSettled: () => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
    },
  });
}

/** Changes the language of everything the server says to this person, for good. */
export function useSetLocale() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (locale: 'ru' | 'en') => request<Session>('/api/session', { method: 'PATCH', body: { locale } }),
    onSuccess: async (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
  });
}
