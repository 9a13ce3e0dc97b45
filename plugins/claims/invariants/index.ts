import type { InvariantDefinition, UnitOfWork } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';

type Violation = { readonly entity: string; readonly id: string; readonly text: string };

async function found(uow: UnitOfWork, entity: string, sql: string): Promise<Violation[]> {
  return (await uow.query<{ id: string; text: string }>(sql)).map((row) => ({ entity, ...row }));
}

/** Checks of live data about claims. */
export const claimsInvariants: readonly InvariantDefinition[] = [
  {
    code: 'claims.closed_complete',
    label: label('У решённой претензии есть причина, виновник, результат и дата; у открытой даты закрытия нет', 'A decided claim has a reason, a guilty side, a result and a date; an open one has no date of closing'),
    find: async (uow) => found(uow, 'claims.claim', `
      select id, number || ': ' || state || ', reason, guilty side, result or date of closing is missing' as text from claims_claim
       where state in ('satisfied', 'partially_satisfied', 'not_satisfied')
         and (closed_at is null or reason_id is null or coalesce(result, '') = '' or (department_id is null and guilty_user_id is null))
      union all
      select id, number || ': ' || state || ' and closed on ' || closed_at from claims_claim where state in ('registered', 'in_progress') and closed_at is not null
      union all
      select id, number || ': ' || state || ' without a partner' from claims_claim where state not in ('registered', 'withdrawn') and partner_id is null`),
  },
  {
    code: 'claims.plan_is_tasks',
    label: label('Мероприятие плана и его задача говорят об одном', 'An activity of the plan and its task agree'),
    find: async (uow) => found(uow, 'claims.claim_plan_item', `
      select i.id, c.number || ', ' || i.title || ': ' || i.state || ', task ' || coalesce(k.state, 'missing') as text
        from claims_claim_plan_item i join claims_claim c on c.id = i.claim_id left join core_task k on k.id = i.task_id
       where not i.deletion_mark and ((c.state = 'in_progress' and i.state = 'planned' and (k.id is null or k.state not in ('new', 'in_progress')))
         or (c.state in ('satisfied', 'partially_satisfied', 'not_satisfied', 'withdrawn') and i.state = 'planned' and k.id is not null)
         or (i.state = 'done' and k.state <> 'done') or (i.state = 'skipped' and k.state <> 'cancelled'))`),
  },
];
