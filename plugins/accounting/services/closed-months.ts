import type { UnitOfWork } from '../../../core/index.ts';
import { conflict, problem } from '../errors.ts';

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

const ANY = '00000000-0000-0000-0000-000000000000';

/**
 * Refuses to write a document into a closed month, or to take it out of one; for save rules. `dates`: the document's date as it was and as it will be,
 * 'YYYY-MM-DD'. @throws ConflictError accounting.month_closed
 */
export async function demandOpenMonth(uow: UnitOfWork, organizationId: string | null, dates: readonly (string | null | undefined)[], pointer = '/date'): Promise<void> {
  for (const date of new Set(dates)) {
    if (typeof date !== 'string' || organizationId === null) continue;
    if ((await inClosedMonth(uow, [{ id: ANY, organizationId, date }])).size > 0) throw conflict('accounting.month_closed', {}, [problem(pointer, 'accounting.month_closed')]);
  }
}
