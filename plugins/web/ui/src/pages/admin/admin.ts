import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';

/** Parts of the administration, in the order of their tabs. */
export type AdminPart = 'users' | 'roles' | 'incidents' | 'deliveries' | 'imports' | 'versions' | 'clock';

/** A kind of file that the person may take in. */
export interface Importer {
  readonly id: string;
  readonly label: string;
  readonly accept: readonly string[];
  readonly path: string;
  /** JSON Schema of what is asked beside the file. */
  readonly params: { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] } | null;
  readonly labels?: Readonly<Record<string, string>>;
}

export const importersQuery = queryOptions({ queryKey: ['imports', 'kinds'], staleTime: 10 * 60_000, queryFn: () => request<{ readonly data: readonly Importer[] }>('/api/imports') });

/** What of the administration the person may use; empty for most. */
export function useAdminParts(): readonly AdminPart[] {
  const may = useMay();
  const importers = useQuery(importersQuery);
  return [
    ...(may('user.manage') || may('role.manage') ? (['users', 'roles'] as const) : []),
    ...(may('incident.manage') ? (['incidents', 'deliveries'] as const) : []),
    ...((importers.data?.data.length ?? 0) > 0 ? (['imports'] as const) : []),
    ...(may('regulation.edit') || may('regulation.activate') ? (['versions'] as const) : []),
    ...(may('clock.move') ? (['clock'] as const) : []),
  ];
}
