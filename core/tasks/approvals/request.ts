import { parseDuration } from '../../calendar/index.ts';
import { label } from '../../entity/index.ts';
import { defineEffect, defineSaveRule } from '../../plugin/index.ts';
import type { EffectContext, ItemRef } from '../../process/index.ts';
import { PARAMETERS } from '../effects/parameters.ts';
import { openTask, sendToOpenTasks } from '../open-task.ts';
import { ownerOf, subjectOf } from '../subject.ts';
import { SnapshotRegistry } from './snapshot.ts';

interface ApprovalRequest {
  readonly subject: ItemRef;
  readonly subjectKind: string;
  readonly role: string;
  readonly reasons?: readonly string[];
  readonly due?: string;
  readonly step?: number;
  /** On whose request, when that is not who acts: a request repeated because its content has changed remains his. */
  readonly requestedBy?: string;
}

const DEFAULT_DUE = '8 working hours';

/** The person it is asked for: who acts, or who is responsible for the subject when the system acts. */
async function requesterOf(context: EffectContext, subject: ItemRef): Promise<string> {
  if (context.uow.actor.kind === 'person') return context.uow.actor.userId;
  return ownerOf(context.uow, subject.entity, await context.lock(subject.entity, subject.id)) ?? context.uow.actor.userId;
}

/**
 * Asks one role for consent to the subject as it now is. Nothing is asked twice: a live approval of the same kind, role and content stands. Reviewers
 * asked while others of their round are still live join that round; otherwise a new round begins.
 */
export async function requestApproval(context: EffectContext, request: ApprovalRequest): Promise<void> {
  const { uow } = context;
  const { subject, subjectKind } = request;
  await context.lock(subject.entity, subject.id);
  const { content, hash } = await new SnapshotRegistry(uow).capture(subject);
  const earlier = await uow.query<{ required_role: string; round: number; step_no: number; state: string; content_hash: string | null }>(
    'select required_role, round, step_no, state, content_hash from core_approval where subject_entity = $1 and subject_id = $2 and subject_kind = $3',
    [subject.entity, subject.id, subjectKind],
  );
  const live = earlier.filter((one) => (one.state === 'pending' || one.state === 'approved') && one.content_hash === hash);
  if (live.some((one) => one.required_role === request.role)) return;
  const round = live[0]?.round ?? Math.max(0, ...earlier.map((one) => one.round)) + 1;
  await sendToOpenTasks(context, `subject_entity = $1 and subject_id = $2 and kind = 'approval_returned'`, [subject.entity, subject.id], 'task.done');
  const calendar = context.regulation.calendar;
  await context.create('core.approval', {
    subject_kind: subjectKind,
    subject_entity: subject.entity,
    subject_id: subject.id,
    reasons: request.reasons === undefined ? null : [...request.reasons],
    required_role: request.role,
    requested_by: request.requestedBy ?? (await requesterOf(context, subject)),
    requested_at: context.now,
    due_at: calendar.addDuration(context.now, parseDuration(request.due ?? dueOf(context.regulation.parameters))),
    snapshot: content,
    content_hash: hash,
    round,
    step_no: request.step ?? 1,
  }, { event: 'approval.requested' });
}

/** How long an approver has, from the parameter `approval.due`. */
function dueOf(parameters: Readonly<Record<string, unknown>>): string {
  const given = parameters['approval'];
  const due = typeof given === 'object' && given !== null ? (given as Record<string, unknown>)['due'] : undefined;
  return typeof due === 'string' ? due : DEFAULT_DUE;
}

/** Asks a role for consent to the item as it now is. */
export const requestApprovalEffect = defineEffect<{ readonly subject_kind: string; readonly role: string; readonly reasons?: readonly string[]; readonly due?: string; readonly step?: number }>({
  id: 'core.request_approval',
  label: label('Запросить согласование', 'Request approval'),
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['subject_kind', 'role'],
    properties: {
      subject_kind: PARAMETERS.code,
      role: { anyOf: [PARAMETERS.role, { type: 'object' }] },
      reasons: { anyOf: [{ type: 'array', items: PARAMETERS.code }, { type: 'object' }] },
      due: PARAMETERS.duration,
      step: { type: 'integer', minimum: 1, maximum: 100 },
    },
  },
  async run(params, context) {
    await requestApproval(context, {
      subject: subjectOf(context.item),
      subjectKind: params.subject_kind,
      role: params.role,
      ...(params.reasons === undefined ? {} : { reasons: params.reasons }),
      ...(params.due === undefined ? {} : { due: params.due }),
      ...(params.step === undefined ? {} : { step: params.step }),
    });
  },
});

/** Asks again after a correction: the same role, the next round, the present content. */
export const requestNextRound = defineEffect({
  id: 'core.request_next_round',
  label: label('Отправить на новый раунд', 'Send to the next round'),
  params: { type: 'object', additionalProperties: false },
  entity: 'core.approval',
  async run(_params, context) {
    const { row } = context.item;
    await requestApproval(context, {
      subject: subjectOf(context.item),
      subjectKind: String(row['subject_kind']),
      role: String(row['required_role']),
      reasons: (row['reasons'] as string[] | null) ?? [],
      step: Number(row['step_no']),
    });
  },
});

/** Gives the deciding role its task; ordered by the approval's own start. */
export const openApprovalTask = defineEffect({
  id: 'core.open_approval_task',
  label: label('Поручить согласование', 'Ask the approver'),
  params: { type: 'object', additionalProperties: false },
  entity: 'core.approval',
  async run(_params, context) {
    await askRole(context, String(context.item.row['required_role']));
  },
});

/** One open task of the approval for `role`, due when the approval is. */
export async function askRole(context: EffectContext, role: string): Promise<void> {
  const { item } = context;
  const due = item.row['due_at'];
  await openTask(context, {
    kind: 'approval',
    title: label('Согласовать: {subject_title}', 'Approve: {subject_title}'),
    subject: subjectOf(item),
    role,
    dedupKey: `core.approval:${item.id}:${role}`,
    ruleCode: String(item.row['subject_kind']),
    approvalId: item.id,
    ...(due instanceof Date ? { due } : {}),
  });
}

/** An approval has a due moment whoever makes it, since its escalation counts from it. */
export const approvalDue = defineSaveRule({
  id: 'core.approval_due',
  entity: 'core.approval',
  async prepare(draft, { uow }) {
    draft['due_at'] ??= uow.company.regulation.calendar.addDuration(uow.now, parseDuration(dueOf(uow.company.regulation.parameters)));
  },
});
