import type { UnitOfWork } from '../../../core/index.ts';
import { ForbiddenError } from '../../../core/index.ts';
import { claimsErrors } from '../errors.ts';

/** A person in self-service: whose claims he sees, and what is known of him. */
export interface ClaimantAccount {
  readonly partnerId: string;
  readonly contactPersonId: string | null;
  readonly name: string;
  readonly email: string | null;
}

async function find(uow: UnitOfWork): Promise<ClaimantAccount | undefined> {
  const [row] = await uow.query<{ partner_id: string; contact_person_id: string | null; name: string; email: string | null }>(
    `select a.partner_id, a.contact_person_id, coalesce(n.full_name, u.full_name) as name, u.email
       from claims_self_service_account a join core_user u on u.id = a.user_id left join crm_contact_person n on n.id = a.contact_person_id
      where a.user_id = $1 and a.is_active and not a.deletion_mark`,
    [uow.actor.userId],
  );
  return row === undefined ? undefined : { partnerId: row.partner_id, contactPersonId: row.contact_person_id, name: row.name, email: row.email };
}

/** Client of the person who acts, or undefined for an employee and the system. */
export async function claimantPartner(uow: UnitOfWork): Promise<string | undefined> {
  return uow.actor.kind === 'robot' ? undefined : (await find(uow))?.partnerId;
}

/** The account of the person who acts. @throws ForbiddenError claims.no_account */
export async function demandAccount(uow: UnitOfWork): Promise<ClaimantAccount> {
  const account = await find(uow);
  if (account === undefined) throw new ForbiddenError('claims.no_account', claimsErrors['claims.no_account']);
  return account;
}
