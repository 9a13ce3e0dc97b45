import { may } from '../../company/index.ts';
import { ConflictError, ForbiddenError } from '../../errors/index.ts';
import { label } from '../../entity/index.ts';
import { defineEffect, defineSubscription } from '../../plugin/index.ts';
import { taskErrors } from '../errors.ts';
import { escalationOf } from '../escalation.ts';
import { notifyPeople } from '../notify-people.ts';
import { sendToOpenTasks } from '../open-task.ts';
import { holdersOf } from '../people.ts';
import { subjectOf } from '../subject.ts';
import { PARAMETERS } from '../effects/parameters.ts';
import { askRole } from './request.ts';
import { authorsOf, mayDecide, withinLimit } from './approver.ts';

function refuse(code: keyof typeof taskErrors): ConflictError {
  return new ConflictError(code, taskErrors[code], { reasons: [{ code, message: taskErrors[code] }] });
}

/** Checks a decision that was entered for somebody else: the sender may do that, and the absent one may decide. */
export const checkDecision = defineEffect({
  id: 'core.check_decision',
  label: label('Проверить внесённое решение', 'Check the entered decision'),
  params: { type: 'object', additionalProperties: false },
  entity: 'core.approval',
  async run(_params, context) {
    const { uow, item } = context;
    const absent = item.row['on_behalf_of'];
    if (typeof absent !== 'string') return;
    if (!may(uow.actor, 'approval.enter_on_behalf')) throw new ForbiddenError('core.enter_on_behalf_denied', taskErrors['core.enter_on_behalf_denied']);
    if (!(await mayDecide(uow, item.row, absent))) throw refuse('core.not_an_approver');
    if ((await authorsOf(uow, item.row)).includes(absent)) throw refuse('core.author_is_approver');
    if (item.row['state'] === 'approved' && !(await withinLimit(uow, item.row, absent))) throw refuse('core.over_signature_limit');
  },
});

/** Adds the role above to those who may decide, asks it and tells it and the requester. Without a role above only the requester is told. */
export const escalateApproval = defineEffect<{ readonly role?: string }>({
  id: 'core.escalate_approval',
  label: label('Эскалировать согласование', 'Escalate the approval'),
  params: { type: 'object', additionalProperties: false, properties: { role: PARAMETERS.role } },
  entity: 'core.approval',
  async run(params, context) {
    const { item, uow } = context;
    const role = params.role ?? escalationOf(uow.company.regulation.parameters).role;
    const requester = item.row['requested_by'];
    const people = typeof requester === 'string' ? [requester] : [];
    if (role !== undefined && role !== item.row['required_role']) {
      await context.update('core.approval', item.id, { escalated_to_role: role });
      await askRole(context, role);
      people.push(...(await holdersOf(uow, role)));
    }
    await notifyPeople(context, {
      text: label('Срок согласования вышел: {subject_title}', 'The approval is overdue: {subject_title}'),
      userIds: people, subject: subjectOf(item), key: `approval_overdue:${item.id}:${role ?? ''}`,
    });
  },
});

/**
 * Follows a decision: its tasks are closed, and when it was not consent the other reviewers of the round are not asked any more, so that the next
 * round starts clean.
 */
export const approvalSettled = defineSubscription({
  id: 'core.approval_settled',
  on: 'approval.state_changed',
  async run(_event, context) {
    const { row, id } = context.item;
    const state = row['state'];
    await sendToOpenTasks(context, 'approval_id = $1', [id], state === 'withdrawn' ? 'task.cancelled' : 'task.done');
    if (state !== 'returned' && state !== 'rejected') return;
    const others = await context.uow.query<{ id: string }>(
      `select id from core_approval where subject_entity = $1 and subject_id = $2 and subject_kind = $3 and round = $4 and id <> $5 and state = 'pending' order by id`,
      [row['subject_entity'], row['subject_id'], row['subject_kind'], row['round'], id],
    );
    for (const other of others) await context.send('core.approval', other.id, 'approval.withdrawn', {}, { optional: true });
  },
});
