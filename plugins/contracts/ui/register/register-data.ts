import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request } from '../../../web/ui/src/kit.ts';

/** A line of the register of contracts (D-23), as the server answers it. */
export interface RegisterRow {
  readonly id: string;
  readonly number: string;
  readonly date: string;
  readonly status: string;
  readonly status_label: string;
  readonly status_group: string;
  readonly status_group_label: string;
  readonly partner: string;
  readonly counterparty: string;
  /** Decimal text, null for a framework contract. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly days_in_status: number | null;
  readonly negotiation_round: number;
  readonly valid_until: string | null;
  readonly original_received_at: string | null;
  readonly scan_attached: boolean;
  readonly storage_place: string | null;
  readonly overdue: boolean;
  readonly holders: readonly { readonly name: string | null; readonly task: string | null; readonly since: string | null }[];
}

/** What the register is narrowed by; each name is a parameter of the route. */
export interface RegisterFilter {
  readonly q?: string;
  readonly status_group?: string;
  readonly responsible_id?: string;
  readonly expires_within?: string;
  readonly without_original?: 'true';
  readonly overdue?: 'true';
}

interface RegisterPage {
  readonly data: readonly RegisterRow[];
  readonly next: string | null;
  readonly total: number;
}

/** Pages of the register, newest contract first. */
export function useRegister(filter: RegisterFilter) {
  return useInfiniteQuery({
    // The register also changes with tasks, files and protocols, so it is not tied to one entity.
    queryKey: ['contract-register', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ ...filter, ...(pageParam === undefined ? {} : { after: pageParam }) });
      return request<RegisterPage>(`/api/contracts/register?${search.toString()}`, { signal });
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many contracts stand where; `days` is the company's own horizon for those that end. */
export interface Portfolio {
  readonly days: number;
  readonly by_group: Readonly<Record<string, number>>;
  readonly expiring: { readonly count: number };
  readonly without_original: number;
}

/** Numbers beside the filters. */
export function usePortfolio() {
  return useQuery({ queryKey: ['contract-portfolio'], queryFn: ({ signal }) => request<Portfolio>('/api/contracts/portfolio', { signal }) });
}
