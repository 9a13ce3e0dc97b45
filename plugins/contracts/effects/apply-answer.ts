import { ConflictError, decide, defineEffect, label } from '../../../core/index.ts';
import type { EffectContext, Label } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { CONCLUSION_MAP } from '../services/contract-in-force.ts';
import { orderTask } from '../services/open-task.ts';

interface Answer {
  readonly route: string | null;
  readonly to: string;
  readonly task: string | null;
}

/** `review_form` and `sign_protocol` are not among them: the reviewers are asked by their approvals, and an unsigned protocol is refused. */
const TASKS: Readonly<Record<string, { readonly role: string; readonly title: Label; readonly due?: string; readonly aboutInterest?: boolean; readonly ofMap?: boolean }>> = {
  close_interest: {
    role: 'sales_manager',
    title: label('Договор {number} не заключен: решите судьбу интереса', 'Contract {number} was not concluded: decide about the interest'),
    due: '2 working days',
    aboutInterest: true,
  },
  draw_up_protocol: {
    role: 'sales_manager',
    title: label('Договор {number}: составьте протокол разногласий и отправьте на согласование', 'Contract {number}: draw up the protocol of disagreements and submit it'),
    due: '2 working days',
  },
  attach_scan: {
    role: 'administrator',
    title: label('Договор {number}: приложите скан подписанного экземпляра', 'Contract {number}: attach the scan of the signed copy'),
    due: '1 working day',
    ofMap: true,
  },
};

/** A running map of the deal asks for its own steps, so the answer's task would only repeat one of them. */
async function mapAsks(ctx: EffectContext): Promise<boolean> {
  const rows = await ctx.uow.query(
    `select 1 as found from core_process_run where definition_code = $1 and state = 'running' and subject_entity = 'crm.interest' and subject_id = $2`,
    [CONCLUSION_MAP, ctx.item.row['interest_id']],
  );
  return rows.length > 0;
}

/** Orders the task a table named; one of the manager's goes to the contract's responsible. `ruleCode`: the table. */
export async function orderAnswerTask(ctx: EffectContext, code: string, ruleCode: string): Promise<void> {
  const task = TASKS[code];
  if (task === undefined || (task.ofMap === true && (await mapAsks(ctx)))) return;
  const interestId = ctx.item.row['interest_id'];
  const role = code === 'draw_up_protocol' && ctx.regulation.parameters['protocol_drawn_up_by'] === 'administrator' ? 'administrator' : task.role;
  await orderTask(ctx, {
    kind: code,
    title: task.title,
    subject: task.aboutInterest === true && typeof interestId === 'string' ? { entity: 'crm.interest', id: interestId } : { entity: ctx.item.entity, id: ctx.item.id },
    userId: role === 'sales_manager' ? String(ctx.item.row['responsible_id']) : null,
    role,
    ...(task.due === undefined ? {} : { due: task.due }),
    ruleCode,
  });
}

/**
 * Applies R-06 to the client's answer: the route taken (a signature keeps the one that was taken before) and the task that follows.
 * @throws ConflictError contracts.protocol_not_signed when the table keeps a signed contract waiting
 */
export const applyAnswer = defineEffect<{ response: string }>({
  id: 'contracts.apply_answer',
  label: label('Применить ответ клиента', "Apply the client's answer"),
  entity: 'contracts.contract',
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['response'],
    properties: { response: { type: 'string', enum: ['signs', 'own_form', 'amendments', 'refuses', 'none'] } },
  },
  async run({ response }, ctx) {
    const { outcome } = await decide(ctx.uow, 'contracts.client_answer', { entity: ctx.item.entity, id: ctx.item.id }, { response });
    const answer = outcome as unknown as Answer;
    if (response === 'signs' && answer.to === 'awaiting_client_signature') {
      throw new ConflictError('contracts.protocol_not_signed', contractsErrors['contracts.protocol_not_signed'], { params: { task: answer.task } });
    }
    const taken = ctx.item.row['route'] ?? null;
    if (answer.route !== null && (taken === null || response !== 'signs')) await ctx.update('contracts.contract', ctx.item.id, { route: answer.route });
    if (answer.task !== null) await orderAnswerTask(ctx, answer.task, 'R-06');
  },
});
