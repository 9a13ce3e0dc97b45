import { useQuery } from '@tanstack/react-query';
import type { EntityMeta, Page, Row } from '../../../web/ui/src/kit.ts';
import { listSearch, request } from '../../../web/ui/src/kit.ts';
import { decimalText, hundredths, sumOf } from '../money.ts';

/** A row of «Расшифровка платежа» while it is edited; `id` of a stored one. Amounts are decimal text as typed. */
export interface AllocationRow {
  readonly key: string;
  readonly id?: string;
  readonly invoice_id: string | null;
  readonly amount: string | null;
}

/** What R-22 proposes for a payment. */
export interface Proposal {
  readonly allocate: string;
  readonly certain: boolean;
  readonly rows: readonly { readonly invoice_id: string; readonly amount: string }[];
  readonly warnings: readonly { readonly invoice_id: string; readonly balance: string; readonly message: string }[];
}

/** Asks for the proposal of a payment. The key begins with the payment's entity, so that a change of it asks anew. */
export function proposalQuery(entity: EntityMeta, id: string) {
  return { queryKey: ['proposal', entity.id, id], queryFn: ({ signal }: { signal: AbortSignal }) => request<Proposal>(`${entity.path}/${id}/proposal`, { signal }) };
}

export function rowOf(invoiceId: string | null, amount: string | null): AllocationRow {
  return { key: crypto.randomUUID(), invoice_id: invoiceId, amount };
}

/** The stored allocations of a payment. */
export function storedRows(payment: Row): AllocationRow[] {
  return ((payment['allocations'] as readonly { readonly id: string; readonly invoice_id: string; readonly amount: string }[] | undefined) ?? []).map(({ id, invoice_id, amount }) => ({ key: id, id, invoice_id, amount }));
}

/** Rows that say something, with the place each has on the screen; an empty row or a zero pays nothing. */
export function spoken(rows: readonly AllocationRow[]): { readonly row: AllocationRow; readonly at: number }[] {
  return rows.map((row, at) => ({ row, at })).filter(({ row }) => (row.amount ?? '') !== '' && hundredths(row.amount) !== 0n);
}

/** What is left of a payment after its allocations and refunds, in hundredths. */
export function leftOf(payment: Row, rows: readonly AllocationRow[]): bigint {
  return sumOf([String(payment['amount'])]) - sumOf([String(payment['refunded'])]) - sumOf(rows.map((row) => row.amount));
}

/** The amount a row would have if it took what is left, at most what its invoice still needs. */
export function withRest(row: AllocationRow, left: bigint, balance: string | undefined): string {
  const all = (hundredths(row.amount) ?? 0n) + left;
  const most = hundredths(balance) ?? all;
  const amount = all < most ? all : most;
  return decimalText(amount < 0n ? 0n : amount);
}

/** The invoices that rows name, by id. */
export function useInvoices(invoice: EntityMeta | undefined, rows: readonly AllocationRow[]): ReadonlyMap<string, Row> {
  const ids = [...new Set(rows.flatMap((row) => row.invoice_id ?? []))].sort();
  const { data } = useQuery({
    queryKey: ['list', 'crm.invoice', 'of-payment', ids],
    enabled: invoice !== undefined && ids.length > 0,
    queryFn: ({ signal }) => request<Page>(`${invoice?.path ?? ''}${listSearch({ filter: { 'id][in': ids.join(',') }, limit: 200 })}`, { signal }),
    placeholderData: (before) => before,
  });
  return new Map((data?.data ?? []).map((row) => [row.id, row]));
}
