import type { Label } from '../../language/index.ts';
import { label } from '../../entity/index.ts';
import { defineEffect } from '../../plugin/index.ts';
import { openTask } from '../open-task.ts';
import { dedupKey, ruleCodeOf } from '../rule-code.ts';
import { PARAMETERS, subjectIn, userIn } from './parameters.ts';

interface CreateTaskParams {
  readonly kind: string;
  readonly title: Label;
  readonly description?: Label;
  readonly role?: string;
  readonly user?: unknown;
  readonly due?: string;
  readonly dedup?: string;
  readonly step?: string;
  readonly subject?: string;
  readonly result_required?: boolean;
}

/** Gives somebody something to do about the item; one open task per item, rule and kind unless `dedup` names another key. */
export const createTask = defineEffect<CreateTaskParams>({
  id: 'core.create_task',
  label: label('Создать задачу', 'Create a task'),
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['kind', 'title'],
    properties: {
      kind: PARAMETERS.code, title: PARAMETERS.label, description: PARAMETERS.label, role: PARAMETERS.role, user: PARAMETERS.user, due: PARAMETERS.duration,
      dedup: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }] }, step: PARAMETERS.code, subject: PARAMETERS.code, result_required: { type: 'boolean' },
    },
  },
  async run(params, context) {
    const rule = ruleCodeOf(context.key, context.item);
    await openTask(context, {
      kind: params.kind,
      title: params.title,
      ...(params.description === undefined ? {} : { description: params.description }),
      subject: subjectIn(context, params.subject),
      userId: userIn(context, params.user),
      role: params.role ?? null,
      ...(params.due === undefined ? {} : { due: params.due }),
      dedupKey: dedupKey([context.item.entity, context.item.id, params.dedup ?? `${rule}:${params.kind}`, ...(params.step === undefined ? [] : [params.step])]),
      ruleCode: rule,
      resultRequired: params.result_required === true,
    });
  },
});
