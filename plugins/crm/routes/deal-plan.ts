import { NotFoundError, defineRoute, label } from '../../../core/index.ts';

interface PlanRow {
  readonly id: string;
  readonly title: string;
  readonly planned_start: string | null;
  readonly planned_end: string | null;
  readonly responsible_id: string;
  readonly responsible: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly task_id: string | null;
  readonly task_state: string | null;
}

/** The plan of work of a deal: what is done, what is late. A piece of work is late the day after it was planned to end. */
export const dealPlan = defineRoute({
  method: 'GET',
  path: '/api/crm/interests/:id/plan',
  permission: 'signed_in',
  summary: label('План работ по сделке', 'Work plan of a deal'),
  async handle(request) {
    return request.read(async (uow) => {
      const id = request.params['id'];
      if ((await uow.query('select 1 from crm_interest where id = $1', [id])).length === 0) throw new NotFoundError();
      const rows = await uow.query<PlanRow>(
        `select w.id, w.title, w.planned_start, w.planned_end, w.responsible_id, u.full_name as responsible, w.state, w.task_id, t.state as task_state,
                w.state = 'planned' and coalesce(w.planned_end < $2::date, false) as overdue
           from crm_work_plan_item w join core_user u on u.id = w.responsible_id left join core_task t on t.id = w.task_id
          where w.interest_id = $1 and not w.deletion_mark order by w.planned_start nulls last, w.planned_end nulls last, w.created_at, w.id`, [id, uow.today],
      );
      const count = (wanted: (row: PlanRow) => boolean): number => rows.filter(wanted).length;
      return { body: { data: rows, totals: { all: rows.length, done: count((row) => row.state === 'done'), overdue: count((row) => row.overdue) } } };
    });
  },
});
