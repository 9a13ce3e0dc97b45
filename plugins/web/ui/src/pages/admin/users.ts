import { queryOptions, useMutation } from '@tanstack/react-query';
import { actionKey, request } from '../../api/client.ts';
import { useRefresh } from '../../api/records.ts';

export interface User {
  readonly id: string;
  readonly version: number;
  readonly full_name: string;
  readonly login: string | null;
  readonly email: string | null;
  readonly position: string | null;
  readonly is_active: boolean;
  readonly is_system: boolean;
}

interface Page<Row> {
  readonly data: readonly Row[];
  readonly next: string | null;
}

/** All rows of a short list: people of a company and their roles are hundreds at most. */
async function whole<Row>(path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const page: Page<Row> = await request<Page<Row>>(`${path}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`);
    rows.push(...page.data);
    after = page.next;
  } while (after !== null && rows.length < 5000);
  return rows;
}

export const usersQuery = queryOptions({ queryKey: ['users', 'core.user'], queryFn: () => whole<User>('/api/core/users?sort=full_name&limit=100') });
export const userRolesQuery = queryOptions({ queryKey: ['user-roles', 'core.user_role'], queryFn: () => whole<{ readonly user_id: string; readonly role: string }>('/api/core/user-roles?limit=100') });

/** One of the commands about a person: `roles`, `password`, `activate`, `deactivate`. */
export function useUserCommand(user: User, command: 'roles' | 'password' | 'activate' | 'deactivate') {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Readonly<Record<string, unknown>>) => request(`/api/access/users/${user.id}/${command}`, { method: 'POST', key: actionKey(), body: { version: user.version, ...body } }),
    onSettled: () => refresh(),
  });
}
