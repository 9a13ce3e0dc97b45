import type { DecisionRow, DecisionTable } from './decision-table.ts';
import { evaluateRule } from './evaluate-rule.ts';
import type { FactType } from './fact-type.ts';
import { ARITY, isTruthy } from './operations.ts';
import type { OperatorRegistry } from './operator-registry.ts';
import { readFactPaths } from './read-fact-paths.ts';
import { argumentsOf, operatorOf } from './rule.ts';
import type { Facts } from './rule.ts';
import { ruleProblem } from './rule-problem.ts';
import type { RuleProblem } from './rule-problem.ts';
import { exampleFacts } from './run-examples.ts';
import { combinations, factDomains, pseudoRandom, readPath, withPath } from './sample-facts.ts';
import type { FactDomain } from './sample-facts.ts';

const MAX_GAP_SAMPLES = 4000;
const MAX_OWN_SAMPLES = 400;
const MAX_ROW_SAMPLES = 2000;

export interface CoverageContext {
  readonly types: Readonly<Record<string, FactType>>;
  readonly operators?: OperatorRegistry;
  readonly parameters?: Facts;
}

/**
 * Tries combinations of facts on a table whose rules are sound, looking for facts that no row answers and for rows that never answer.
 * A finding is certain for a gap (it comes with the facts) and likely for a row.
 */
export function checkCoverage(table: DecisionTable, context: CoverageContext): readonly RuleProblem[] {
  const base = exampleFacts(table, {}, context.parameters);
  const domains = factDomains(table.rows.map(({ when }) => when), context.types, base);
  const coverage = new Coverage(table, context, base, domains);
  return [...coverage.gaps(), ...coverage.unreachableRows()];
}

class Coverage {
  readonly #table: DecisionTable;
  readonly #context: CoverageContext;
  readonly #base: Facts;
  readonly #domains: readonly FactDomain[];

  constructor(table: DecisionTable, context: CoverageContext, base: Facts, domains: readonly FactDomain[]) {
    this.#table = table;
    this.#context = context;
    this.#base = base;
    this.#domains = domains;
  }

  gaps(): readonly RuleProblem[] {
    const { rows, hit } = this.#table;
    if (hit === 'collect' || rows.some(({ when }) => when === true)) return [];
    // A parameter has the value it has: a gap under another one would be nobody's.
    const domains = this.#domains.map(({ path, values }) => {
      const set = path.startsWith('p.') ? readPath(this.#base, path) : undefined;
      return { path, values: set === undefined ? values : [set] };
    });
    for (const facts of combinations(domains, MAX_GAP_SAMPLES)) {
      const answers = rows.map((row) => this.#holds(row, facts));
      if (answers.every((answer) => answer === false)) {
        const shown = domains.map(({ path }) => `${path} = ${JSON.stringify(readPath(facts, path)) ?? '—'}`).join(', ');
        return [ruleProblem('error', 'gap', '/rows', { facts: shown })];
      }
    }
    return [];
  }

  unreachableRows(): readonly RuleProblem[] {
    const reached = new Set<string>();
    const examples = (this.#table.examples ?? []).map(({ given }) => exampleFacts(this.#table, given, this.#context.parameters));
    for (const facts of examples) this.#winners(facts).forEach((id) => reached.add(id));
    const problems: RuleProblem[] = [];
    this.#table.rows.forEach((row, index) => {
      if (reached.has(row.id)) return;
      const problem = this.#tryRow(row, index, reached);
      if (problem !== undefined) problems.push(problem);
    });
    return problems;
  }

  /** Tries what the row itself reads against different values of all the rest, until the row answers. */
  #tryRow(row: DecisionRow, index: number, reached: Set<string>): RuleProblem | undefined {
    const read = new Set(readFactPaths(row.when));
    const rest = this.#domains.filter(({ path }) => !read.has(path));
    const own = [...combinations(this.#domains.filter(({ path }) => read.has(path)), MAX_OWN_SAMPLES)];
    const random = pseudoRandom();
    const pointer = `/rows/${index}/when`;
    let tried = 0;
    let coveredBy: string | undefined;
    for (let round = 0; tried < MAX_ROW_SAMPLES && (round < 2 || rest.length > 0); round += 1) {
      for (const ownFacts of own) {
        tried += 1;
        let facts: Facts = this.#base;
        if (round > 0) for (const { path, values } of rest) facts = withPath(facts, path, values[Math.floor(random() * values.length)]);
        for (const { path } of this.#domains) if (read.has(path)) facts = withPath(facts, path, readPath(ownFacts, path));
        if (this.#holds(row, facts) !== true) continue;
        const winners = this.#winners(facts);
        winners.forEach((id) => reached.add(id));
        if (winners.includes(row.id)) return undefined;
        coveredBy ??= winners[0];
      }
      if (round === 1 && coveredBy === undefined) break;
    }
    // Nobody knows which values an added operator likes, so that none was found says nothing.
    if (coveredBy === undefined && usesAddedOperator(row.when)) return undefined;
    return coveredBy === undefined
      ? ruleProblem('warning', 'never_true', pointer, { row: row.id, tried })
      : ruleProblem('warning', 'unreachable_row', pointer, { row: row.id, tried, name: coveredBy });
  }

  #winners(facts: Facts): readonly string[] {
    const { rows, hit } = this.#table;
    if (hit === 'collect') return rows.filter((row) => this.#holds(row, facts) === true).map(({ id }) => id);
    const first = rows.find((row) => this.#holds(row, facts) === true);
    return first === undefined ? [] : [first.id];
  }

  /** Undefined when the rule cannot be evaluated: that an operator dislikes invented facts says nothing about the table. */
  #holds(row: DecisionRow, facts: Facts): boolean | undefined {
    try {
      return isTruthy(evaluateRule(row.when, facts, { operators: this.#context.operators, strictFacts: false }).value);
    } catch {
      return undefined;
    }
  }
}

function usesAddedOperator(rule: unknown): boolean {
  if (Array.isArray(rule)) return rule.some(usesAddedOperator);
  const op = operatorOf(rule);
  return op !== undefined && (!ARITY.has(op) || argumentsOf(rule, op).some(usesAddedOperator));
}
