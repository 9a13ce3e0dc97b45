import type { Label } from '../language/index.ts';
import { describeClause } from './describe-clause.ts';
import { isTruthy } from './operations.ts';
import type { OperatorRegistry } from './operator-registry.ts';
import type { Facts, RuleTrace } from './rule.ts';

/** Where the words of an explanation come from. */
export interface ExplainOptions {
  /** Words for a path; in an element of a list the path is written `lines[].quantity`. The path itself stands in for a label that lacks. */
  readonly labels: (path: string) => Label | undefined;
  /** Words for a code held by that path. */
  readonly valueLabels?: (path: string, value: string) => Label | undefined;
  readonly operators?: OperatorRegistry;
}

/** What would make an unmet clause true. */
export interface WouldSatisfy {
  /** Path of the fact to change. */
  readonly fact: string;
  /** In words and signs: `≥ 540 000`. */
  readonly text: Label;
}

/** One condition of a rule as it came out. */
export interface Clause {
  readonly pointer: string;
  /** What is the case, whether that is for or against: «Сумма» (4 000 000) больше, чем «Лимит» (3 000 000). */
  readonly text: Label;
  /** Whether the clause speaks for the rule's being true; under `!` that is when it is false. */
  readonly result: boolean;
  readonly facts: Facts;
  readonly wouldSatisfy?: WouldSatisfy;
  /** Pointer of the `or` among whose clauses one would have been enough. */
  readonly oneOf?: string;
}

/**
 * Puts a trace into words: a clause for each condition of the and/or tree that was evaluated, in order. Clauses after the one that
 * settled an `and` were not evaluated and are absent; unmet alternatives of a satisfied `or` are left out.
 */
export function explain(trace: RuleTrace, options: ExplainOptions): readonly Clause[] {
  const clauses: Clause[] = [];
  collect(trace, true, undefined, options, clauses);
  return clauses;
}

function collect(trace: RuleTrace, wanted: boolean, oneOf: string | undefined, options: ExplainOptions, clauses: Clause[]): void {
  const { op, args } = trace;
  const holds = isTruthy(trace.value) === wanted;
  const [first] = args;
  if ((op === 'and' || op === 'or') && first !== undefined) {
    const anyIsEnough = (op === 'or') === wanted && args.length > 1;
    for (const arg of args) {
      if (anyIsEnough && holds && isTruthy(arg.value) !== wanted) continue;
      collect(arg, wanted, anyIsEnough ? trace.pointer : oneOf, options, clauses);
    }
  } else if ((op === '!' || op === '!!') && first !== undefined) {
    collect(first, (op === '!!') === wanted, oneOf, options, clauses);
  } else if (op === 'if' || op === '?:') {
    // The conditions only chose the branch; the branch is what answers.
    const answer = args.at(-1);
    for (const condition of args.slice(0, -1)) collect(condition, isTruthy(condition.value), undefined, options, clauses);
    if (answer !== undefined) collect(answer, wanted, oneOf, options, clauses);
  } else {
    const { text, wouldSatisfy } = describeClause(trace, wanted, options);
    const clause: Clause = { pointer: trace.pointer, text, result: holds, facts: factsIn(trace) };
    clauses.push({ ...clause, ...(holds || wouldSatisfy === undefined ? {} : { wouldSatisfy }), ...(oneOf === undefined ? {} : { oneOf }) });
  }
}

/** Facts read at or under a node, by path; what was read in the elements of a list is part of the list. */
export function factsIn(trace: RuleTrace): Facts {
  const read: [string, unknown][] = [];
  const visit = (node: RuleTrace): void => {
    if (node.path !== undefined && node.element === undefined && !node.path.includes('[]')) read.push([node.path, node.value]);
    node.args.forEach(visit);
  };
  visit(trace);
  return Object.fromEntries(read);
}
