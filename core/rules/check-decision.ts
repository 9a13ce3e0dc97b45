import { checkCoverage } from './check-coverage.ts';
import { checkRule } from './check-rule.ts';
import type { DecisionTable } from './decision-table.ts';
import type { FactType } from './fact-type.ts';
import { addKnownValues } from './known-values.ts';
import type { OperatorRegistry } from './operator-registry.ts';
import { resolvePath } from './resolve-path.ts';
import { argumentsOf, escapeKey, operatorOf } from './rule.ts';
import type { Facts } from './rule.ts';
import { ruleProblem } from './rule-problem.ts';
import type { RuleProblem } from './rule-problem.ts';
import { validateValue } from './validate-facts.ts';

/** What a table may name beside its own facts. */
export interface DecisionContext {
  readonly operators?: OperatorRegistry;
  /** Types of names that every rule may read; the table's own facts win. */
  readonly scopes?: Readonly<Record<string, FactType>>;
  /** Values of the parameters under `p`, for the search of gaps and unreachable rows. */
  readonly parameters?: Facts;
}

/** Checks a table before it is published: each rule, ids, outcomes, examples' names; then, if all is sound, gaps and rows that can never answer. Pointers are within the table. */
export function checkDecision(table: DecisionTable, context: DecisionContext = {}): readonly RuleProblem[] {
  const types = { ...context.scopes, ...table.facts };
  const broken = checkRows(table, context);
  const isSound = !broken.some(({ severity }) => severity === 'error');
  const problems = [...broken, ...checkNames(table), ...(isSound ? checkConditions(table) : []), ...checkOutcomes(table), ...checkExamples(table, types)];
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  return [...problems, ...checkCoverage(table, { types, operators: context.operators, parameters: context.parameters })];
}

function checkRows(table: DecisionTable, context: DecisionContext): readonly RuleProblem[] {
  if (table.rows.length === 0) return [ruleProblem('error', 'no_rows', '/rows')];
  const known = new Set<string>();
  return table.rows.flatMap((row, index) => {
    const found = checkRule(row.when, { facts: table.facts, operators: context.operators, scopes: context.scopes, known: new Set(known) });
    // In a first-hit table a later row runs only when the earlier ones were false.
    if (table.hit === 'first' && found.length === 0) addKnownValues(row.when, false, known);
    return found.map((problem) => ({ ...problem, pointer: `/rows/${index}/when${problem.pointer}` }));
  });
}

function checkNames(table: DecisionTable): readonly RuleProblem[] {
  const repeated = (names: readonly string[]): readonly number[] => names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
  const rows = table.rows.map(({ id }) => id);
  const examples = (table.examples ?? []).map(({ name }) => name);
  return [
    ...repeated(rows).map((index) => ruleProblem('error', 'duplicate_row_id', `/rows/${index}/id`, { name: rows[index] ?? '' })),
    ...repeated(examples).map((index) => ruleProblem('error', 'duplicate_example', `/examples/${index}/name`, { name: examples[index] ?? '' })),
  ];
}

/** Two collected rows may well add two outcomes for one reason; the second of two first-hit rows never answers. */
function checkConditions(table: DecisionTable): readonly RuleProblem[] {
  if (table.hit === 'collect') return [];
  const conditions = table.rows.map(({ when }) => JSON.stringify(canonical(when)));
  return conditions.flatMap((condition, index) => {
    const earlier = conditions.indexOf(condition);
    return earlier === index ? [] : [ruleProblem('error', 'duplicate_condition', `/rows/${index}/when`, { name: table.rows[earlier]?.id ?? '' })];
  });
}

/** `{"!": x}` and `{"!": [x]}` are one rule. */
function canonical(rule: unknown): unknown {
  if (Array.isArray(rule)) return rule.map(canonical);
  const op = operatorOf(rule);
  return op === undefined ? rule : { [op]: argumentsOf(rule, op).map(canonical) };
}

function checkOutcomes(table: DecisionTable): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const { combine, outcome } = table;
  if (combine !== undefined && table.hit === 'first') problems.push(ruleProblem('error', 'bad_combine', '/combine'));
  table.rows.forEach(({ then }, index) => {
    const pointer = `/rows/${index}/then`;
    if (outcome !== undefined) {
      for (const { pointer: place, message } of validateValue(then, outcome)) problems.push(ruleProblem('error', 'bad_outcome', `${pointer}${place}`, { detail: message }));
    }
    if (combine === undefined) return;
    const fields = typeof then === 'object' && then !== null ? (then as Record<string, unknown>) : {};
    for (const field of [...(combine.max === undefined ? [] : [combine.max]), ...Object.values(combine.list ?? {})]) {
      if (!Object.hasOwn(fields, field)) problems.push(ruleProblem('error', 'missing_outcome', pointer, { name: field }));
    }
    const ranked = combine.max === undefined ? undefined : fields[combine.max];
    if (ranked !== undefined && ranked !== null && !(combine.order ?? []).includes(ranked as string)) {
      problems.push(ruleProblem('error', 'not_in_order', `${pointer}/${escapeKey(combine.max ?? '')}`, { name: String(ranked) }));
    }
  });
  return problems;
}

function checkExamples(table: DecisionTable, types: Readonly<Record<string, FactType>>): readonly RuleProblem[] {
  const root: FactType = { type: 'object', properties: types };
  const problems: RuleProblem[] = [];
  const checkGiven = (given: Facts, pointer: string): void => {
    for (const name of Object.keys(given)) {
      const place = `${pointer}/${escapeKey(name)}`;
      const value = given[name];
      if (name === 'p' && typeof value === 'object' && value !== null) {
        for (const parameter of Object.keys(value)) resolvePath(root, `p.${parameter}`, `${place}/${escapeKey(parameter)}`, (problem) => problems.push(problem));
      } else {
        resolvePath(root, name, place, (problem) => problems.push(problem));
      }
    }
  };
  if (table.base !== undefined) checkGiven(table.base, '/base');
  table.examples?.forEach(({ given }, index) => checkGiven(given, `/examples/${index}/given`));
  return problems;
}
