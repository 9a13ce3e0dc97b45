import { createHash } from 'node:crypto';
import type { UnitOfWork } from '../../../core/index.ts';

/** Columns of a point that the client reads; what was sent is their exact content. */
export const POINT_COLUMNS = ['clause', 'our_wording', 'client_wording', 'proposed_wording', 'decision'] as const;

/** A point as it is stored. */
export interface StoredPoint {
  readonly id: string;
  readonly protocol_id: string;
  readonly line_no: number;
  readonly clause: string;
  readonly our_wording: string | null;
  readonly client_wording: string | null;
  readonly proposed_wording: string | null;
  readonly decision: string;
  readonly reviewer_comment: string | null;
  readonly added_in_revision: number;
  readonly carried_from_id: string | null;
}

/** The protocol a contract is negotiated by now, superseded ones apart; undefined when there is none. */
export async function liveProtocol(uow: UnitOfWork, contractId: string): Promise<{ readonly id: string; readonly state: string } | undefined> {
  const rows = await uow.query<{ id: string; state: string }>(
    `select id, state from contracts_disagreement_protocol where contract_id = $1 and state <> 'superseded' and not deletion_mark`, [contractId],
  );
  return rows[0];
}

/** Points of protocols in the order of their numbers. */
export async function pointsOf(uow: UnitOfWork, protocolIds: readonly string[]): Promise<StoredPoint[]> {
  return uow.query<StoredPoint>(
    `select id, protocol_id, line_no, clause, our_wording, client_wording, proposed_wording, decision, reviewer_comment, added_in_revision, carried_from_id
     from contracts_disagreement_item where protocol_id = any($1::uuid[]) and not deletion_mark order by protocol_id, line_no, id`,
    [protocolIds],
  );
}

/** sha256 (hex) of points as they were sent, in their order. */
export function hashOfPoints(points: readonly StoredPoint[]): string {
  return createHash('sha256').update(JSON.stringify(points.map((one) => [one.line_no, ...POINT_COLUMNS.map((name) => one[name])]))).digest('hex');
}
