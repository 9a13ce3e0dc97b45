import { label } from '../../entity/index.ts';
import type { Condition } from '../../process/index.ts';
import { defineProcess } from '../../process/index.ts';
import type { TaskErrorCode } from '../errors.ts';
import { taskErrors } from '../errors.ts';

/** Entered for an absent approver: his rights are checked by `core.check_decision`, for they are not the sender's. */
const onBehalf = { '!!': [{ var: ['event.on_behalf_of', ''] }] };

const must = (logic: unknown, code: TaskErrorCode): Condition => ({ logic, code, message: taskErrors[code] });

const decides: readonly Condition[] = [
  must({ '==': [{ var: 'actor_is_author' }, false] }, 'core.author_is_approver'),
  must({ or: [onBehalf, { '==': [{ var: 'actor_holds_role' }, true] }] }, 'core.approver_role_required'),
];
const agrees: readonly Condition[] = [
  ...decides,
  must({ '==': [{ var: 'content_unchanged' }, true] }, 'core.content_changed'),
  must({ or: [onBehalf, { '==': [{ var: 'actor_within_limit' }, true] }] }, 'core.over_signature_limit'),
  must({ '==': [{ var: 'earlier_steps_open' }, 0] }, 'core.earlier_step_pending'),
];

const behalf = { label: label('За кого внесено решение', 'Entered on behalf of'), schema: { type: 'string', format: 'uuid' }, target: 'core.user', behalf: true } as const;
const optionalComment = { label: label('Комментарий', 'Comment'), schema: { type: 'string', maxLength: 500 } } as const;
const neededComment = { label: label('Комментарий', 'Comment'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } as const;

const decided = {
  'core.set': {
    approver_id: { if: [onBehalf, { var: ['event.on_behalf_of', null] }, { var: 'actor.id' }] },
    on_behalf_of: { var: ['event.on_behalf_of', null] },
    decided_by: { var: 'actor.id' },
    decided_at: 'now',
    decision_comment: { var: ['event.comment', null] },
  },
};
const tell = (ru: string, en: string) => ({ 'core.notify': { user: 'requested_by', text: label(ru, en) } });

/**
 * One reviewer's consent to one content. `returned` asks for another round, `rejected` ends the matter. Codes AP-… of the machines; AP-06 and those
 * with R are the system's.
 */
export const approvalProcess = defineProcess({
  id: 'core.approval',
  label: label('Согласование', 'Approval'),
  regions: {
    state: {
      field: 'state',
      initial: 'pending',
      states: {
        pending: {
          label: label('На согласовании', 'Pending'),
          // Counted from the due date of the row, so that the first minute after it escalates.
          after: { 'TM-7': { in: '1 minute', from: 'due_at', send: 'approval.timed_out', label: label('Срок согласования вышел', 'The approval is overdue') } },
        },
        approved: { label: label('Согласовано', 'Approved') },
        returned: { label: label('На корректировке', 'Returned for correction') },
        rejected: { label: label('Не согласовано', 'Rejected'), final: true },
        withdrawn: { label: label('Отозвано', 'Withdrawn'), final: true },
      },
    },
  },
  transitions: {
    'AP-01': { from: 'start', on: 'approval.requested', to: 'pending', label: label('Запросить согласование', 'Request approval'), effects: ['core.open_approval_task'] },
    'AP-02': {
      from: ['pending'], on: 'approval.approved', to: 'approved', by: ['any'], label: label('Согласовать', 'Approve'),
      needs: { comment: optionalComment, on_behalf_of: behalf },
      when: agrees,
      effects: [decided, 'core.check_decision', tell('Согласовано: {subject_title}', 'Approved: {subject_title}')],
    },
    'AP-03': {
      from: ['pending'], on: 'approval.returned', to: 'returned', by: ['any'], label: label('Вернуть на корректировку', 'Return for correction'),
      needs: { comment: neededComment, on_behalf_of: behalf },
      when: decides,
      effects: [
        decided,
        'core.check_decision',
        { 'core.create_task': { kind: 'approval_returned', user: 'requested_by', title: label('Исправить и отправить снова: {subject_title}', 'Correct and send again: {subject_title}'), dedup: 'approval_returned' } },
      ],
    },
    'AP-04': {
      from: ['pending'], on: 'approval.rejected', to: 'rejected', by: ['any'], label: label('Отклонить', 'Reject'),
      needs: { comment: neededComment, on_behalf_of: behalf },
      when: decides,
      effects: [decided, 'core.check_decision', tell('Не согласовано: {subject_title}', 'Rejected: {subject_title}')],
    },
    'AP-05': {
      from: ['pending'], on: 'approval.timed_out', to: '=', label: label('Эскалировать', 'Escalate'),
      when: [{ logic: { '==': [{ var: 'is_overdue' }, true] }, code: 'core.not_due_yet', message: label('Срок ещё не вышел.', 'It is not overdue yet.') }],
      effects: ['core.escalate_approval'],
    },
    'AP-06': { from: ['pending', 'approved', 'returned'], on: 'subject.changed', to: 'withdrawn', label: label('Отозвать: предмет изменён', 'Withdraw: the subject has changed') },
    'AP-07': {
      from: ['pending'], on: 'approval.withdrawn', to: 'withdrawn', by: ['any'], label: label('Отозвать', 'Withdraw'),
      when: [must({ '==': [{ var: 'actor_is_author' }, true] }, 'core.requester_only')],
    },
    'AP-07R': { from: ['pending', 'approved', 'returned'], on: 'approval.withdrawn', to: 'withdrawn' },
    'AP-08': {
      from: ['returned'], on: 'approval.requested', to: 'withdrawn', by: ['any'], label: label('Отправить снова', 'Send again'),
      when: [must({ '==': [{ var: 'actor_is_author' }, true] }, 'core.requester_only')],
      effects: ['core.request_next_round'],
    },
    'AP-08R': { from: ['returned'], on: 'approval.requested', to: 'withdrawn', effects: ['core.request_next_round'] },
  },
});
