import { useState } from 'react';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { EntityMeta, Reason, Row, Sent } from '../../../web/ui/src/kit.ts';
import { ApiError, actionKey, request, transitionsQuery, useMay, useMovedNotice, useRefresh } from '../../../web/ui/src/kit.ts';
import { usePaymentTexts } from '../texts.ts';
import type { AllocationRow, Proposal } from './allocation.ts';
import { proposalQuery, rowOf, spoken, storedRows } from './allocation.ts';

/** The event that writes a payment into the ledger. */
export const POST = 'payment.posted';
/** The event that moves a posted payment between invoices. */
export const REALLOCATE = 'payment.reallocated';

interface Draft {
  readonly version: number;
  readonly rows: readonly AllocationRow[];
  /** The proposal the rows came from, until somebody touches them. */
  readonly from?: Proposal;
}

/** The allocation of a payment while it is worked on, and what can be done with it. */
export interface AllocationWork {
  readonly rows: readonly AllocationRow[];
  /** Absent when nothing may be changed now. */
  readonly change?: (rows: readonly AllocationRow[]) => void;
  readonly propose?: () => void;
  /** By what sign the rows were proposed. */
  readonly sign?: { readonly allocate: string; readonly certain: boolean; readonly nothing: boolean };
  readonly warnings: Proposal['warnings'];
  readonly dirty: boolean;
  readonly canPost: boolean;
  readonly canSave: boolean;
  readonly canReallocate: boolean;
  /** Why a draft cannot be posted now. */
  readonly blocked?: readonly Reason[];
  readonly busy: boolean;
  readonly error: Error | null;
  readonly errors: ReadonlyMap<string, string>;
  readonly save: () => void;
  /** Posts a draft, with its allocation, or moves a posted payment. */
  readonly finish: () => void;
  readonly discard: () => void;
}

function rowsOfProposal(proposal: Proposal): AllocationRow[] {
  return proposal.rows.map((row) => rowOf(row.invoice_id, row.amount));
}

/** Problems of cells by `place/field`; the server counts only the rows it was sent. */
function cellErrors(error: Error | null, sent: readonly { readonly at: number }[]): ReadonlyMap<string, string> {
  const problems = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return new Map(problems.flatMap(({ pointer, message }) => {
    const [, index, field] = /allocations\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
    const place = sent[Number(index)]?.at;
    return place === undefined ? [] : [[`${place}/${field}`, message] as const];
  }));
}

/** Keeps what is typed apart from what is stored; the proposal fills a draft that has no allocation yet. */
export function useAllocationDraft(entity: EntityMeta, payment: Row): AllocationWork {
  const texts = usePaymentTexts();
  const refresh = useRefresh();
  const moved = useMovedNotice();
  const may = useMay();
  const events = useQuery(transitionsQuery(entity, payment.id)).data?.data ?? [];
  const post = events.find((one) => one.event === POST);
  const reallocate = events.find((one) => one.event === REALLOCATE);
  const stored = storedRows(payment);
  const canSave = post !== undefined && entity.can.update;
  // Money given back pays no invoice, so there is nothing to propose for it.
  const proposes = canSave && may('payment.create') && payment['operation'] === 'from_client';
  const proposal = useQuery({ ...proposalQuery(entity, payment.id), enabled: proposes });
  const [draft, setDraft] = useState<Draft>();
  const [sent, setSent] = useState<readonly { readonly at: number }[]>([]);
  const proposed = draft === undefined && stored.length === 0 && proposes && proposal.data !== undefined ? proposal.data : undefined;
  const shown: Draft = draft ?? (proposed === undefined ? { version: payment.version, rows: stored } : { version: payment.version, rows: keyed(proposed), from: proposed });
  const dirty = draft !== undefined || (proposed !== undefined && proposed.rows.length > 0);

  const run = useMutation({
    mutationFn: async (what: 'save' | 'post' | 'reallocate') => {
      const lines = spoken(shown.rows);
      setSent(lines);
      const allocations = lines.map(({ row }) => ({ ...(row.id === undefined || what === 'reallocate' ? {} : { id: row.id }), invoice_id: row.invoice_id, amount: row.amount }));
      const path = `${entity.path}/${payment.id}`;
      if (what === 'reallocate') return request<Sent>(`${path}/transitions`, { method: 'POST', key: actionKey(), body: { event: REALLOCATE, data: { allocations } } });
      let { version } = shown;
      if (dirty) {
        const saved = await request<Row>(path, { method: 'PATCH', key: actionKey(), body: { version, allocations } });
        version = saved.version;
        // Stored from here on: a refused posting is tried again with what is stored.
        setDraft(undefined);
      }
      return what === 'save' ? undefined : request<Sent>(`${path}/transitions`, { method: 'POST', key: actionKey(), body: { event: POST, version } });
    },
    onSuccess: (answer, what) => {
      setDraft(undefined);
      if (what === 'save') notifications.show({ color: 'teal', message: texts.saved });
      if (answer !== undefined) moved(answer);
    },
    onSettled: () => refresh(),
  });
  const editable = canSave || reallocate?.allowed === true;
  const from = shown.from;
  return {
    rows: shown.rows,
    ...(editable ? { change: (rows: readonly AllocationRow[]) => setDraft({ version: shown.version, rows }) } : {}),
    ...(proposes && from === undefined ? { propose: () => void proposal.refetch().then(({ data }) => data === undefined ? undefined : setDraft({ version: payment.version, rows: rowsOfProposal(data), from: data })) } : {}),
    ...(from === undefined ? {} : { sign: { allocate: from.allocate, certain: from.certain, nothing: from.rows.length === 0 } }),
    warnings: canSave ? (proposal.data?.warnings ?? []) : [],
    dirty,
    canPost: post?.allowed === true,
    canSave,
    canReallocate: reallocate?.allowed === true,
    ...(post !== undefined && !post.allowed && canSave ? { blocked: post.reasons } : {}),
    busy: run.isPending,
    error: run.error,
    errors: cellErrors(run.error, sent),
    save: () => run.mutate('save'),
    finish: () => {
      if (post?.allowed === true) run.mutate('post');
      else if (reallocate?.allowed === true && dirty) run.mutate('reallocate');
    },
    discard: () => {
      run.reset();
      setDraft(undefined);
    },
  };
}

/** Rows of a proposal that is only shown: its invoices are their keys, so that they stay the same from one drawing to the next. */
function keyed(proposal: Proposal): AllocationRow[] {
  return proposal.rows.map((row) => ({ key: row.invoice_id, invoice_id: row.invoice_id, amount: row.amount }));
}
