import type { UnitOfWork } from '../../../core/index.ts';

/** How many payments of an organization's month are still drafts. `month`: first day 'YYYY-MM-DD'. */
export async function draftPayments(uow: UnitOfWork, organizationId: string, month: string): Promise<number> {
  const rows = await uow.query<{ count: number }>(
    `select count(*)::int as count from accounting_payment p join crm_bank_account a on a.id = p.account_id
     where a.organization_id = $1 and p.date >= $2::date and p.date < ($2::date + interval '1 month') and p.posting_state = 'draft' and not p.deletion_mark`,
    [organizationId, month],
  );
  return rows[0]?.count ?? 0;
}
