import type { EntityRow } from '../../entity/index.ts';
import { label } from '../../entity/index.ts';
import type { UnitOfWork } from '../../company/index.ts';
import { defineFacts } from '../../plugin/index.ts';
import { holdsRole } from '../people.ts';
import { refKey, subjectTitles } from '../subject.ts';
import { authorsOf, withinLimit } from './approver.ts';
import { SnapshotRegistry } from './snapshot.ts';

/** Reviewers of the same round who come before and have not agreed. */
async function earlierOpen(uow: UnitOfWork, approval: EntityRow): Promise<number> {
  const [row] = await uow.query<{ n: number }>(
    `select count(*)::int as n from core_approval where subject_entity = $1 and subject_id = $2 and subject_kind = $3 and round = $4 and step_no < $5 and state in ('pending', 'returned')`,
    [approval['subject_entity'], approval['subject_id'], approval['subject_kind'], approval['round'], approval['step_no']],
  );
  return row?.n ?? 0;
}

/** What deciding depends on, each asked of the database at that moment. */
export const approvalFacts = defineFacts({
  entity: 'core.approval',
  facts: {
    actor_is_author: { type: 'boolean', label: label('Действующий запросил согласование или отвечает за предмет', 'The actor requested it or is responsible for the subject') },
    actor_holds_role: { type: 'boolean', label: label('У действующего роль согласующего', 'The actor holds the approver’s role') },
    actor_within_limit: { type: 'boolean', label: label('Сумма в пределах лимита подписи', 'The amount is within the signature limit') },
    content_unchanged: { type: 'boolean', label: label('Предмет не изменился после запроса', 'The subject is as it was sent') },
    earlier_steps_open: { type: 'number', integer: true, label: label('Предыдущих согласующих не решило', 'Earlier reviewers undecided') },
    is_overdue: { type: 'boolean', label: label('Срок вышел', 'Overdue') },
    subject_title: { type: 'string', nullable: true, label: label('Наименование предмета', 'Title of the subject') },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<EntityRow>(
      'select id, subject_entity, subject_id, subject_kind, requested_by, required_role, escalated_to_role, round, step_no, content_hash, due_at from core_approval where id = any($1::uuid[])',
      [ids],
    );
    const refs = rows.map((row) => ({ entity: String(row['subject_entity']), id: String(row['subject_id']) }));
    const titles = wanted.has('subject_title') ? await subjectTitles(uow, refs) : new Map<string, string>();
    const facts = new Map<string, Record<string, unknown>>();
    for (const [index, row] of rows.entries()) {
      const ref = refs[index] as (typeof refs)[number];
      const values: Record<string, unknown> = {
        actor_holds_role: uow.actor.kind === 'robot' || [row['required_role'], row['escalated_to_role']].some((role) => holdsRole(uow, uow.actor, role as string | null)),
        is_overdue: row['due_at'] instanceof Date && row['due_at'] < uow.now,
        subject_title: titles.get(refKey(ref)) ?? null,
      };
      if (wanted.has('actor_is_author')) values['actor_is_author'] = (await authorsOf(uow, row)).includes(uow.actor.userId);
      if (wanted.has('actor_within_limit')) values['actor_within_limit'] = await withinLimit(uow, row, uow.actor.userId);
      if (wanted.has('content_unchanged')) values['content_unchanged'] = (await new SnapshotRegistry(uow).capture(ref)).hash === row['content_hash'];
      if (wanted.has('earlier_steps_open')) values['earlier_steps_open'] = await earlierOpen(uow, row);
      facts.set(row.id, values);
    }
    return facts;
  },
});
