import type { EntityRow, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError } from '../../../core/index.ts';

/** What an outside party is shown of a claim: nothing about guilt, plan, talks or people. */
export interface ClaimantView {
  readonly id: string;
  readonly number: string;
  readonly registered_at: string;
  readonly claimant_name: string;
  readonly essence: string;
  readonly order_number: string | null;
  readonly state: string;
  readonly closed_at: string | null;
  /** Only of a claim that was decided. */
  readonly result: string | null;
}

const VIEW = `
  select c.id, c.number, c.registered_at, c.claimant_name, c.essence, o.number as order_number, c.state::text as state, c.closed_at,
    case when c.state in ('satisfied', 'partially_satisfied', 'not_satisfied') then c.result end as result
  from claims_claim c left join crm_customer_order o on o.id = c.order_id`;

type Row = Omit<ClaimantView, 'registered_at' | 'closed_at'> & { readonly registered_at: Date; readonly closed_at: Date | null };

const shown = (row: Row): ClaimantView => ({ ...row, registered_at: row.registered_at.toISOString(), closed_at: row.closed_at?.toISOString() ?? null });

/** Claims of a client, the newest first, at most 200. */
export async function claimsOfPartner(uow: UnitOfWork, partnerId: string): Promise<ClaimantView[]> {
  return (await uow.query<Row>(`${VIEW} where c.partner_id = $1 and not c.deletion_mark order by c.registered_at desc, c.id limit 200`, [partnerId])).map(shown);
}

/** One claim of a client. @throws NotFoundError also for another client's */
export async function claimOfPartner(uow: UnitOfWork, partnerId: string, id: string): Promise<ClaimantView> {
  const [row] = await uow.query<Row>(`${VIEW} where c.id = $2 and c.partner_id = $1 and not c.deletion_mark`, [partnerId, id]);
  if (row === undefined) throw new NotFoundError();
  return shown(row);
}

/** What whoever holds the key of a claim from a public form is told of it. @throws NotFoundError when the key is not that claim's, or the form another */
export async function claimByKey(uow: UnitOfWork, formId: string, number: string, keyHash: string): Promise<Omit<ClaimantView, 'id'>> {
  const [row] = await uow.query<Row>(
    `${VIEW} join claims_form_submission s on s.claim_id = c.id where c.number = $1 and s.key_hash = $2 and s.form_id = $3 and not c.deletion_mark`,
    [number, keyHash, formId],
  );
  if (row === undefined) throw new NotFoundError();
  const { id: _internal, ...rest } = shown(row);
  return rest;
}

/** A file that the claimant sent with his claim. */
export interface ClaimantFile {
  readonly id: string;
  readonly file_name: string;
  readonly mime_type: string | null;
  readonly size_bytes: number | null;
}

/** Kind under which a claimant's files are kept; files that employees add under another are not his to see. */
export const CLAIM_FILE = 'claim_file';

/** Files the claimants of a claim sent themselves. */
export async function claimantFiles(uow: UnitOfWork, claimId: string): Promise<ClaimantFile[]> {
  return uow.query<ClaimantFile & Record<string, unknown>>(
    `select a.id, a.file_name, a.mime_type, a.size_bytes from core_attachment a join core_user u on u.id = a.created_by
      where a.owner_entity = 'claims.claim' and a.owner_id = $1 and a.kind = $2 and not a.deletion_mark
        and exists (select from claims_self_service_account s where s.user_id = u.id) order by a.created_at, a.id`,
    [claimId, CLAIM_FILE],
  );
}

/** The answer to whoever registered a claim. */
export function registered(row: EntityRow): { readonly id: string; readonly number: string; readonly state: string } {
  return { id: row.id, number: String(row['number']), state: String(row['state']) };
}
