import { defineDecision, label } from '../../../core/index.ts';

/** What comes of comparing a packing list with the goods. The facts count its lines. */
export const acceptanceResult = defineDecision({
  id: 'warehouse.acceptance_result',
  label: label('Итог сверки с паккинг-листом', 'Outcome of the check against the packing list'),
  entity: 'warehouse.packing_list',
  facts: {
    line_count: { type: 'number', integer: true },
    uncounted: { type: 'number', integer: true },
    different: { type: 'number', integer: true },
    damaged: { type: 'number', integer: true },
    unknown: { type: 'number', integer: true },
  },
  outcome: { result: { type: 'string', enum: ['matched', 'discrepancy', 'incomplete'] }, why: { type: 'string', nullable: true } },
});
