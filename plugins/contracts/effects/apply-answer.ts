import { ConflictError, decide, defineEffect, label } from '../../../core/index.ts';
import type { EffectContext, Label } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { CONCLUSION_MAP } from '../services/contract-in-force.ts';
import { openTask } from '../services/open-task.ts';

interface Answer {
  readonly route: string | null;
  readonly to: string;
  readonly task: string | null;
}

const TASKS: Readonly<Record<string, { readonly role: string; readonly title: Label; readonly aboutInterest?: boolean }>> = {
  close_interest: {
    role: 'sales_manager',
    title: label('Договор {number} не заключен: решите судьбу интереса', 'Contract {number} was not concluded: decide about the interest'),
    aboutInterest: true,
  },
  attach_scan: { role: 'administrator', title: label('Договор {number}: приложите скан подписанного экземпляра', 'Contract {number}: attach the scan of the signed copy') },
};

/** A running map of the deal asks for its own steps, so the answer's task would only repeat one of them. */
async function mapAsks(ctx: EffectContext): Promise<boolean> {
  const rows = await ctx.uow.query(
    `select 1 as found from core_process_run where definition_code = $1 and state = 'running' and subject_entity = 'crm.interest' and subject_id = $2`,
    [CONCLUSION_MAP, ctx.item.row['interest_id']],
  );
  return rows.length > 0;
}

/**
 * Applies R-06 to the client's answer: the route taken (kept when one was taken before, except for a refusal) and the task that follows.
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
    if (answer.route !== null && (taken === null || response === 'refuses')) await ctx.update('contracts.contract', ctx.item.id, { route: answer.route });
    const task = answer.task === null ? undefined : TASKS[answer.task];
    if (answer.task === null || task === undefined) return;
    const interestId = ctx.item.row['interest_id'];
    if (task.aboutInterest !== true && (await mapAsks(ctx))) return;
    const aboutInterest = task.aboutInterest === true && typeof interestId === 'string';
    await openTask(ctx, {
      kind: 'free',
      title: await ctx.fill(task.title),
      subject: aboutInterest ? { entity: 'crm.interest', id: interestId } : { entity: ctx.item.entity, id: ctx.item.id },
      userId: task.role === 'sales_manager' ? String(ctx.item.row['responsible_id']) : null,
      role: task.role,
      ruleCode: 'R-06',
      dedupKey: `R-06:${answer.task}:${ctx.item.id}`,
    });
  },
});
