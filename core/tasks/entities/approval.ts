import { anyReference, defineEntity, field, label } from '../../entity/index.ts';
import { APPROVAL_STATES } from './enums.ts';

/**
 * One reviewer's consent asked for a subject, tied to what the subject said at that moment. The system writes it; people decide by events.
 * `subject_kind`, `reasons`, `required_role`, `escalated_to_role`: codes from the regulation or the plugin that asked.
 * `snapshot`: what was shown to the approver; `content_hash`: its SHA-256 in hex, so that a later change withdraws the approval.
 * `round`: grows by 1 each time a returned subject is submitted again; `step_no`: place among the reviewers of a round, both from 1.
 * `decided_by` pressed the button; `on_behalf_of` is the absent approver whom he replaced, else null.
 * @see «4 операции в продажах, которые полезно регламентировать»; «Процесс заключения договора с клиентом», §2–3
 */
export const Approval = defineEntity({
  id: 'core.approval',
  kind: 'record',
  label: { one: label('Согласование', 'Approval'), many: label('Согласования', 'Approvals') },
  path: 'approvals',
  fields: {
    subject_kind: field.string(label('Вид предмета', 'Kind of subject'), 60, { required: true }),
    ...anyReference('subject', label('Предмет', 'Subject'), { required: true }),
    reasons: field.strings(label('Основания', 'Reasons')),
    required_role: field.string(label('Роль согласующего', "Approver's role"), 60, { required: true }),
    approver_id: field.reference(label('Согласующий', 'Approver'), 'core.user', { indexed: true }),
    state: field.enumeration(label('Состояние', 'State'), APPROVAL_STATES, { required: true, writable: 'system', default: 'pending' }),
    requested_by: field.reference(label('Запросил', 'Requested by'), 'core.user', { writable: 'system', indexed: true }),
    requested_at: field.datetime(label('Запрошено', 'Requested at'), { writable: 'system' }),
    due_at: field.datetime(label('Срок', 'Due at')),
    decided_at: field.datetime(label('Решение принято', 'Decided at'), { writable: 'system' }),
    decided_by: field.reference(label('Кто решил', 'Decided by'), 'core.user', { writable: 'system' }),
    on_behalf_of: field.reference(label('За кого', 'On behalf of'), 'core.user', { writable: 'system' }),
    decision_comment: field.text(label('Комментарий решения', 'Comment on the decision')),
    escalated_to_role: field.string(label('Эскалировано', 'Escalated to role'), 60),
    snapshot: field.json(label('Снимок предмета', 'Snapshot of the subject'), { writable: 'system' }),
    content_hash: field.string(label('Хеш снимка', 'Hash of the snapshot'), 64, { writable: 'system' }),
    round: field.integer(label('Раунд', 'Round'), { required: true, writable: 'system', default: 1 }),
    step_no: field.integer(label('Шаг', 'Step'), { required: true, default: 1 }),
  },
  permissions: {},
  title: 'subject_kind',
  indexes: [
    ['subject_entity', 'subject_id'],
    ['required_role', 'state', 'due_at'],
  ],
  checks: {
    counted_from_one: 'round >= 1 and step_no >= 1',
    refusal_has_comment: "state not in ('returned', 'rejected') or decision_comment is not null",
  },
  audited: true,
});
export type ApprovalRow = InstanceType<typeof Approval>;
