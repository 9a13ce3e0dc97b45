import { nearest } from '../language/index.ts';
import { checkOperands } from './check-operands.ts';
import type { Operand } from './check-operands.ts';
import { DEFAULT_DEPTH } from './evaluation-budget.ts';
import { ANY, TYPE_LABELS, typeOfValue } from './fact-type.ts';
import type { FactType } from './fact-type.ts';
import { addKnownValues } from './known-values.ts';
import { ARITY, LIST_OPERATORS } from './operations.ts';
import type { OperatorRegistry } from './operator-registry.ts';
import { resolvePath } from './resolve-path.ts';
import { argumentPointer, argumentsOf, escapeKey } from './rule.ts';
import { ruleProblem } from './rule-problem.ts';
import type { RuleProblem } from './rule-problem.ts';

/** What a rule may name. */
export interface RuleContext {
  readonly facts: Readonly<Record<string, FactType>>;
  readonly operators?: OperatorRegistry;
  /** Names every rule may read beside its own facts, such as the parameters `p`; a fact of the same name wins. */
  readonly scopes?: Readonly<Record<string, FactType>>;
  /** A guard must answer true or false; `any` is for rules that compute a value. Default `boolean`. */
  readonly result?: 'boolean' | 'any';
  /** Paths that are known not to be null before the rule runs. */
  readonly known?: ReadonlySet<string>;
}

const MAX_NODES = 5000;
const UNKNOWN: Operand = { type: ANY, nullablePaths: [] };
const BOOLEAN: Operand = { type: { type: 'boolean' }, nullablePaths: [] };

/** Checks a rule as it was written, before it ever runs, and returns all its problems at once. */
export function checkRule(rule: unknown, context: RuleContext): readonly RuleProblem[] {
  const checker = new RuleChecker(context);
  const root: FactType = { type: 'object', properties: { ...context.scopes, ...context.facts } };
  const { type } = checker.check(rule, '', 1, { root, isElement: false, known: new Set(context.known) });
  if ((context.result ?? 'boolean') === 'boolean') checker.checkResult(type);
  return checker.problems;
}

/** What `var` reads, and which of its paths earlier clauses have shown not to be null. */
interface CheckScope {
  readonly root: FactType;
  readonly isElement: boolean;
  readonly known: Set<string>;
}

class RuleChecker {
  readonly problems: RuleProblem[] = [];
  readonly #operators: OperatorRegistry | undefined;
  #nodes = 0;
  #stopped = false;

  constructor(context: RuleContext) {
    this.#operators = context.operators;
  }

  readonly #report = (problem: RuleProblem): void => {
    this.problems.push(problem);
  };

  checkResult(type: FactType | undefined): void {
    if (type !== undefined && (type.type === 'any' || (type.type === 'boolean' && type.nullable !== true))) return;
    const kind = type === undefined || type.type === 'boolean' ? 'null' : type.type;
    this.#report(ruleProblem('error', 'result_not_boolean', '', { type: TYPE_LABELS[kind] }));
  }

  check(rule: unknown, pointer: string, depth: number, scope: CheckScope): Operand {
    this.#nodes += 1;
    if (this.#stopped) return UNKNOWN;
    if (this.#nodes > MAX_NODES) return this.#stop(ruleProblem('error', 'too_large', pointer, { limit: MAX_NODES }));
    if (typeof rule !== 'object' || rule === null) return this.#literal(rule, pointer);
    if (depth > DEFAULT_DEPTH) return this.#stop(ruleProblem('error', 'too_deep', pointer, { limit: DEFAULT_DEPTH }));
    if (Array.isArray(rule)) {
      const members = rule.map((item, index) => this.check(item, `${pointer}/${index}`, depth + 1, scope));
      return { type: { type: 'array', items: members.length === 0 ? ANY : union(members).type ?? ANY }, nullablePaths: [], members };
    }
    const keys = Object.keys(rule);
    const [op] = keys;
    if (op === undefined || keys.length > 1) {
      this.#report(ruleProblem('error', op === undefined ? 'empty_object' : 'several_keys', pointer, { name: keys.join(', ') }));
      return UNKNOWN;
    }
    const args = argumentsOf(rule, op);
    const at = (index: number): string => argumentPointer(pointer, rule, op, index);
    if (!this.#isKnownOperator(op, args.length, `${pointer}/${escapeKey(op)}`)) {
      if (!ARITY.has(op)) args.forEach((arg, index) => this.check(arg, at(index), depth + 1, scope));
      return UNKNOWN;
    }
    if (op === 'var') return this.#var(args, at, depth, scope);
    if (op === 'missing' || op === 'missing_some') return this.#missing(op, args, at, scope);
    if (LIST_OPERATORS.has(op)) return this.#listOperator(op, args, at, depth, scope);
    if (op === 'and' || op === 'or' || op === 'if' || op === '?:') return this.#branches(op, args, at, depth, scope);
    const operands = args.map((arg, index) => this.check(arg, at(index), depth + 1, scope));
    const type = checkOperands(op, operands, at, scope.known, this.#report);
    return { type: type ?? this.#operators?.get(op)?.returns ?? ANY, nullablePaths: [] };
  }

  #stop(problem: RuleProblem): Operand {
    this.#stopped = true;
    this.#report(problem);
    return UNKNOWN;
  }

  #literal(value: unknown, pointer: string): Operand {
    if (typeof value === 'number' && !Number.isFinite(value)) this.#report(ruleProblem('error', 'not_finite', pointer));
    if (value === null) return { type: undefined, nullablePaths: [], literal: null };
    const type = typeOfValue(value);
    if (type === 'any' || type === 'null') {
      this.#report(ruleProblem('error', 'unreadable_rule', pointer, { type: typeof value }));
      return UNKNOWN;
    }
    return { type: { type }, nullablePaths: [], literal: value };
  }

  #isKnownOperator(op: string, given: number, pointer: string): boolean {
    const custom = this.#operators?.get(op);
    const arity = ARITY.get(op) ?? (custom === undefined ? undefined : [custom.minArgs, custom.maxArgs] as const);
    if (arity === undefined) {
      const suggestion = nearest(op, [...ARITY.keys(), ...(this.#operators?.names() ?? [])]);
      this.#report(ruleProblem('error', op === 'log' ? 'log_refused' : 'unknown_operator', pointer, { name: op }, op === 'log' ? undefined : suggestion));
      return false;
    }
    const [min, max] = arity;
    if (given >= min && given <= max) return true;
    const wanted = min === max ? String(min) : max === Infinity ? `≥ ${min}` : `${min}–${max}`;
    this.#report(ruleProblem('error', 'argument_count', pointer, { name: op, wanted, given }));
    return false;
  }

  #var(args: readonly unknown[], at: (index: number) => string, depth: number, scope: CheckScope): Operand {
    const [path] = args;
    if (args.length > 1) this.check(args[1], at(1), depth + 1, scope);
    if (path === '' && scope.isElement) return { type: scope.root, nullablePaths: scope.root.nullable === true ? [''] : [], path: '' };
    if (typeof path !== 'string' && typeof path !== 'number') {
      this.#report(ruleProblem('error', 'dynamic_path', at(0), { name: 'var' }));
      return UNKNOWN;
    }
    if (path === '') {
      this.#report(ruleProblem('error', 'whole_facts', at(0)));
      return UNKNOWN;
    }
    return { ...resolvePath(scope.root, String(path), at(0), this.#report), path: String(path) };
  }

  #missing(op: string, args: readonly unknown[], at: (index: number) => string, scope: CheckScope): Operand {
    args.forEach((arg, index) => {
      if (op === 'missing_some' && index === 0) {
        if (typeof arg !== 'number') this.#report(ruleProblem('error', 'not_a_number', at(0), { name: op, type: TYPE_LABELS[typeOfValue(arg)] }));
        return;
      }
      for (const key of Array.isArray(arg) ? (arg as unknown[]) : [arg]) {
        if (typeof key === 'string' && key !== '') resolvePath(scope.root, key, at(index), this.#report);
        else this.#report(ruleProblem('error', 'dynamic_path', at(index), { name: op }));
      }
    });
    return { type: { type: 'array', items: { type: 'string' } }, nullablePaths: [] };
  }

  #listOperator(op: string, args: readonly unknown[], at: (index: number) => string, depth: number, scope: CheckScope): Operand {
    const list = this.check(args[0], at(0), depth + 1, scope);
    const kind = list.type?.type ?? 'null';
    if (kind !== 'array' && kind !== 'any') this.#report(ruleProblem('error', 'not_a_list', at(0), { name: op, type: TYPE_LABELS[kind] }));
    const items = (kind === 'array' ? list.type?.items : undefined) ?? ANY;
    const initial = op === 'reduce' ? this.check(args[2], at(2), depth + 1, scope) : undefined;
    const root: FactType = initial === undefined ? items : { type: 'object', properties: { current: items, accumulator: initial.type ?? ANY } };
    const body = this.check(args[1], at(1), depth + 1, { root, isElement: true, known: new Set() });
    if (op === 'filter') return { type: { type: 'array', items }, nullablePaths: [] };
    if (op === 'map') return { type: { type: 'array', items: body.type ?? ANY }, nullablePaths: [] };
    return initial === undefined ? BOOLEAN : union([initial, body]);
  }

  /** Clauses in order, each knowing what the ones before it have settled about nulls. */
  #branches(op: string, args: readonly unknown[], at: (index: number) => string, depth: number, scope: CheckScope): Operand {
    const known = new Set(scope.known);
    const results: Operand[] = [];
    const isConditional = op === 'if' || op === '?:';
    args.forEach((arg, index) => {
      const inside = { ...scope, known: new Set(known) };
      if (isConditional && index % 2 === 1) addKnownValues(args[index - 1], true, inside.known);
      const operand = this.check(arg, at(index), depth + 1, inside);
      // A rule over the limits may repeat itself without end by reference: read no further.
      if (this.#stopped) return;
      const isCondition = isConditional && index % 2 === 0 && index < args.length - 1;
      if (!isCondition) results.push(operand);
      if (!isConditional) addKnownValues(arg, op === 'and', known);
      else if (index % 2 === 1) addKnownValues(args[index - 1], false, known);
    });
    if (isConditional && args.length % 2 === 0) results.push({ type: undefined, nullablePaths: [] });
    // A null clause of an `or` is passed over unless it is the last one.
    if (op !== 'or') return union(results);
    return union(results.map((result, index) => (index === results.length - 1 || result.type === undefined ? result : { ...result, type: { ...result.type, nullable: false } })));
  }
}

/** The type that all have in common. When they differ, one that is not boolean: a guard that may answer with it is then refused. */
function union(operands: readonly Operand[]): Operand {
  const types = operands.flatMap(({ type }) => (type === undefined ? [] : [type]));
  const [first] = types;
  const nullable = operands.some(({ type }) => type === undefined || type.nullable === true);
  if (first === undefined) return { type: undefined, nullablePaths: [] };
  const other = types.find(({ type }) => type !== first.type && type !== 'any');
  const type = types.some(({ type }) => type === 'any') && other === undefined ? ANY : first.type === 'boolean' && other !== undefined ? other : first;
  return { type: { type: type.type, items: type.items, properties: type.properties, nullable: nullable || undefined }, nullablePaths: [] };
}
