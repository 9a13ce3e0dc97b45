import { useQueries, useQuery } from '@tanstack/react-query';
import type { EntityMeta, Page, Row } from '../../../web/ui/src/kit.ts';
import { listSearch, recordQuery, request } from '../../../web/ui/src/kit.ts';
import type { Point } from './points.ts';

/** A protocol of one round with its points. */
export interface Round extends Row {
  readonly round_no: number;
  readonly revision_no: number;
  readonly state: string;
  readonly comment: string | null;
  readonly sent_at: string | null;
  readonly signed_by_company_at: string | null;
  readonly signed_by_client_at: string | null;
  readonly items: readonly Point[];
}

/** Every round of a contract's negotiation, the first one first. Rounds are few, so all are read whole. */
export function useRounds(protocol: EntityMeta, contractId: string): { readonly rounds: readonly Round[]; readonly isPending: boolean; readonly error: Error | null; readonly refetch: () => void } {
  const list = useQuery({
    queryKey: ['list', protocol.id, 'rounds', contractId],
    queryFn: ({ signal }) => request<Page>(`${protocol.path}${listSearch({ filter: { contract_id: contractId }, sort: 'round_no', limit: 100 })}`, { signal }),
  });
  const records = useQueries({ queries: (list.data?.data ?? []).map((row) => recordQuery(protocol, row.id)) });
  const read = records.flatMap((one) => (one.data === undefined ? [] : [one.data as unknown as Round]));
  return {
    rounds: read.map((round) => ({ ...round, items: [...round.items].sort((a, b) => a.line_no - b.line_no) })),
    isPending: list.isPending || records.some((one) => one.isPending),
    error: list.error ?? records.find((one) => one.error !== null)?.error ?? null,
    refetch: () => void list.refetch(),
  };
}
