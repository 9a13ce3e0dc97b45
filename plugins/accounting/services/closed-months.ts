import type { UnitOfWork } from '../../../core/index.ts';

/** A document's place in the books. `date`: calendar date 'YYYY-MM-DD' in the company's zone. */
export interface BookedDate {
  readonly id: string;
  readonly organizationId: string | null;
  readonly date: string;
}

/** Ids of those whose month their organization has closed. */
export async function inClosedMonth(uow: UnitOfWork, documents: readonly BookedDate[]): Promise<ReadonlySet<string>> {
  if (documents.length === 0) return new Set();
  const rows = await uow.query<{ id: string }>(
    `select d.id from unnest($1::uuid[], $2::uuid[], $3::date[]) as d(id, organization_id, date)
     join accounting_period_close c on c.organization_id = d.organization_id and c.month = date_trunc('month', d.date)::date and c.state = 'closed' and not c.deletion_mark`,
    [documents.map((one) => one.id), documents.map((one) => one.organizationId), documents.map((one) => one.date)],
  );
  return new Set(rows.map((row) => row.id));
}
