import { defineSchedule, label } from '../../../core/index.ts';

/** Open claims whose deadline is over and that were not reported yet. */
export const overdueClaims = defineSchedule({
  id: 'claims.overdue_claims',
  label: label('Просроченные претензии', 'Overdue claims'),
  entity: 'claims.claim',
  async candidates(uow) {
    const rows = await uow.query<{ id: string }>(
      `select id from claims_claim where state in ('registered', 'in_progress') and due_at < $1 and escalated_at is null and not deletion_mark order by due_at, id limit 500`,
      [uow.now],
    );
    return rows.map((row) => row.id);
  },
});
