import { defineEffect, label } from '../../../core/index.ts';
import { dueBy } from '../services/due.ts';

/** Begins a deadline: as long from now as the parameter says. What was reported as late is not late any more. */
export const setDue = defineEffect<{ readonly parameter: string }>({
  id: 'claims.set_due',
  label: label('Установить срок', 'Set the deadline'),
  params: { type: 'object', additionalProperties: false, required: ['parameter'], properties: { parameter: { type: 'string', pattern: '^[a-z][a-z0-9_]*$', maxLength: 60 } } },
  entity: 'claims.claim',
  async run({ parameter }, context) {
    await context.update('claims.claim', context.item.id, { due_at: dueBy(context.regulation, parameter, context.now), escalated_at: null });
  },
});
