import { evaluateDecision, evaluateGuard } from '../../core/rules/index.ts';
import type { Rule } from '../../core/rules/index.ts';
import type { TestApp } from '../../core/testing/index.ts';
import { median, ratePerSecond } from './measure.ts';

export interface RuleFigures {
  readonly guardsPerSecond: number;
  readonly decisionsPerSecond: number;
  readonly decision: string;
}

const GUARD: Rule = { and: [{ '!=': [{ var: 'paid' }, null] }, { or: [{ in: [{ var: 'status' }, ['to_execute', 'closed']] }, { '>': [{ var: 'paid' }, { var: 'p.limit' }] }] }] };
const FACTS = { paid: 120, status: 'to_execute', p: { limit: 100 } };

/** Guards with their trace, and the company's largest decision table over the facts its examples start from. */
export function measureRules(app: TestApp, rounds: number): RuleFigures {
  const decisions = [...app.company().regulation.decisions.values()].filter(({ table }) => table.base !== undefined && table.hit === 'first');
  const largest = decisions.sort((left, right) => right.table.rows.length - left.table.rows.length)[0];
  const guards: number[] = [];
  const tables: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    guards.push(ratePerSecond(() => evaluateGuard(GUARD, FACTS), 150));
    if (largest !== undefined) tables.push(ratePerSecond(() => evaluateDecision(largest.table, largest.table.base as Record<string, unknown>), 150));
  }
  return { guardsPerSecond: median(guards), decisionsPerSecond: median(tables), decision: largest === undefined ? '-' : `${largest.id}, ${largest.table.rows.length} rows` };
}
