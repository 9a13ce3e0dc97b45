import { isDeepStrictEqual } from 'node:util';
import type { DecisionTable } from './decision-table.ts';
import { evaluateDecision } from './evaluate-decision.ts';
import type { DecisionOptions } from './evaluate-decision.ts';
import { RuleError } from './rule-error.ts';
import type { Facts } from './rule.ts';

/** An example that came out otherwise. */
export interface ExampleFailure {
  readonly name: string;
  readonly expected: unknown;
  /** The outcome, or the reason of the RuleError. */
  readonly got: unknown;
  /** Rows that hit; none when evaluation failed. */
  readonly rows: readonly string[];
}

export interface ExampleOptions extends DecisionOptions {
  /** Parameters that stand under `p` unless the table's base or the example says otherwise. */
  readonly parameters?: Facts;
}

/** Runs the examples of a table and returns those that fail; none when all is well. */
export function runExamples(table: DecisionTable, options: ExampleOptions = {}): readonly ExampleFailure[] {
  const failures: ExampleFailure[] = [];
  for (const example of table.examples ?? []) {
    const { outcome, rows } = answer(table, exampleFacts(table, example.given, options.parameters), options);
    if (!isDeepStrictEqual(outcome, example.then)) failures.push({ name: example.name, expected: example.then, got: outcome, rows });
  }
  return failures;
}

/** Facts of an example: `base`, then what it gives; parameters under `p` are merged name by name, so a case states only what it changes. */
export function exampleFacts(table: DecisionTable, given: Facts, parameters?: Facts): Facts {
  const p = merge(merge(parameters, table.base?.p), given.p);
  return { ...table.base, ...given, ...(p === undefined ? {} : { p }) };
}

function answer(table: DecisionTable, facts: Facts, options: DecisionOptions): { outcome: unknown; rows: readonly string[] } {
  try {
    return evaluateDecision(table, facts, options);
  } catch (error) {
    if (error instanceof RuleError) return { outcome: error.reason, rows: [] };
    throw error;
  }
}

function merge(base: unknown, over: unknown): unknown {
  if (!isMap(over)) return over === undefined ? base : over;
  const merged: [string, unknown][] = Object.entries(over).map(([key, value]) => [key, merge(isMap(base) && Object.hasOwn(base, key) ? base[key] : undefined, value)]);
  return Object.fromEntries([...Object.entries(isMap(base) ? base : {}), ...merged]);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
