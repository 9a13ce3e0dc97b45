import type { DecisionCombine, DecisionTable } from './decision-table.ts';
import { evaluateGuard } from './evaluate-rule.ts';
import type { EvaluationOptions } from './evaluate-rule.ts';
import { DecisionGapError, InvalidFactsError, MissingFactError } from './rule-error.ts';
import type { Facts, RuleTrace } from './rule.ts';
import { validateFacts } from './validate-facts.ts';

export interface DecisionOptions extends EvaluationOptions {
  /** Compare the facts with their declared types first; on by default. Off only when the caller has just done so. */
  readonly validate?: boolean;
}

/** A row that was looked at. */
export interface RowTrace {
  readonly row: string;
  readonly hit: boolean;
  readonly trace: RuleTrace;
}

export interface DecisionResult {
  /** The literal of the table itself, not a copy: not to be changed. */
  readonly outcome: unknown;
  /** Ids of the rows that hit, in order. */
  readonly rows: readonly string[];
  readonly traces: readonly RowTrace[];
  readonly factsRead: Facts;
}

/**
 * Answers a decision table. The limits are of each row.
 * @throws MissingFactError or InvalidFactsError before any row is looked at; DecisionGapError when no row of a `first` table fits; RuleResultError
 */
export function evaluateDecision(table: DecisionTable, facts: Facts, options: DecisionOptions = {}): DecisionResult {
  if (options.validate ?? true) demandFacts(facts, table);
  const traces: RowTrace[] = [];
  const rows: string[] = [];
  const outcomes: unknown[] = [];
  let factsRead: Facts = {};
  for (const row of table.rows) {
    const result = evaluateGuard(row.when, facts, options);
    factsRead = { ...factsRead, ...result.factsRead };
    traces.push({ row: row.id, hit: result.value, trace: result.trace });
    if (!result.value) continue;
    rows.push(row.id);
    outcomes.push(row.then);
    if (table.hit === 'first') return { outcome: row.then, rows, traces, factsRead };
  }
  if (table.hit === 'first') throw new DecisionGapError(table.id);
  return { outcome: table.combine === undefined ? outcomes : combine(outcomes, table.combine), rows, traces, factsRead };
}

function demandFacts(facts: Facts, table: DecisionTable): void {
  const problems = validateFacts(facts, table.facts);
  if (problems.length === 0) return;
  if (problems.every(({ code }) => code === 'fact_missing')) throw new MissingFactError(problems.map(({ fact }) => fact).join(', '));
  throw new InvalidFactsError(problems);
}

function combine(outcomes: readonly unknown[], how: DecisionCombine): Record<string, unknown> {
  const valuesOf = (field: string): unknown[] =>
    outcomes.map((then) => (then as Record<string, unknown> | null)?.[field]).filter((value) => value !== undefined && value !== null);
  const parts: [string, unknown][] = [];
  if (how.flag !== undefined) parts.push([how.flag, outcomes.length > 0]);
  if (how.max !== undefined) {
    const order = how.order ?? [];
    const places = valuesOf(how.max).map((value) => order.indexOf(value as string));
    // A value outside the order cannot be ranked, and ranking it lowest would quietly ask a lesser person.
    if (places.includes(-1)) throw new RangeError(`A row gives "${how.max}" a value that is not in its order.`);
    parts.push([how.max, places.length === 0 ? null : order[Math.max(...places)]]);
  }
  for (const [part, field] of Object.entries(how.list ?? {})) parts.push([part, valuesOf(field)]);
  return Object.fromEntries(parts);
}
