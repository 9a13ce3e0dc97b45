import { EvaluationBudget } from './evaluation-budget.ts';
import type { RuleLimits } from './evaluation-budget.ts';
import { isTruthy, OPERATIONS } from './operations.ts';
import type { OperatorRegistry } from './operator-registry.ts';
import { argumentPointer, argumentsOf, operatorOf } from './rule.ts';
import type { Facts, Rule, RuleTrace } from './rule.ts';
import { MissingFactError, RuleResultError, UnknownOperatorError } from './rule-error.ts';

export interface EvaluationOptions {
  /** Operators beside the built-in ones. */
  readonly operators?: OperatorRegistry;
  readonly limits?: RuleLimits;
  /** Reading something absent (not null) throws MissingFactError; on by default. Off, it is null as in plain json-logic. */
  readonly strictFacts?: boolean;
  /** Monotonic milliseconds for `limits.ms`; by default the process's own. */
  readonly stopwatch?: () => number;
}

export interface RuleResult {
  readonly value: unknown;
  readonly trace: RuleTrace;
  /** Each path of the facts that was read, with the value seen. */
  readonly factsRead: Facts;
}

/**
 * Evaluates a rule and keeps the trace. Results are those of json-logic-js 2 with three differences, all on the safe side: `var` and `in` see own
 * properties only, `log` is unknown, and a key that `missing` takes from data is never run as a rule.
 * @throws MissingFactError, RuleBudgetError, UnknownOperatorError
 */
export function evaluateRule(rule: Rule, facts: unknown, options: EvaluationOptions = {}): RuleResult {
  const walker = new Walker(options);
  const trace = walker.walk(rule, { data: facts, name: undefined }, '', 1);
  return { value: trace.value, trace, factsRead: Object.fromEntries(walker.factsRead) };
}

/**
 * Evaluates a rule that allows or refuses.
 * @throws RuleResultError unless the answer is exactly true or false; and all that `evaluateRule` throws.
 */
export function evaluateGuard(rule: Rule, facts: Facts, options: EvaluationOptions = {}): RuleResult & { readonly value: boolean } {
  const { value, trace, factsRead } = evaluateRule(rule, facts, options);
  if (typeof value !== 'boolean') throw new RuleResultError(value);
  return { value, trace, factsRead };
}

/** What `var` reads from: the facts, or one element of the list called `name`. */
interface Scope {
  readonly data: unknown;
  readonly name: string | undefined;
}

class Walker {
  readonly factsRead = new Map<string, unknown>();
  readonly #budget: EvaluationBudget;
  readonly #operators: OperatorRegistry | undefined;
  readonly #strict: boolean;

  constructor(options: EvaluationOptions) {
    this.#budget = new EvaluationBudget(options.limits, options.stopwatch);
    this.#operators = options.operators;
    this.#strict = options.strictFacts ?? true;
  }

  walk(rule: unknown, scope: Scope, pointer: string, depth: number, element?: number): RuleTrace {
    this.#budget.spend(1);
    if (Array.isArray(rule)) return this.#list(rule, scope, pointer, depth, element);
    const op = operatorOf(rule);
    if (op === undefined) return { op: 'literal', pointer, value: rule, args: NO_ARGS, element };
    this.#budget.enter(depth);
    const args: RuleTrace[] = [];
    const node = { op, pointer, value: undefined as unknown, args, path: undefined as string | undefined, element };
    const given = argumentsOf(rule, op);
    const argument = (index: number): RuleTrace => {
      const trace = this.walk(given[index], scope, argumentPointer(pointer, rule, op, index), depth + 1);
      args.push(trace);
      return trace;
    };
    switch (op) {
      case 'var':
        if (given.length !== 1 || typeof given[0] !== 'string') given.forEach((_, index) => argument(index));
        node.path = pathIn(scope, args.length === 0 ? given[0] : args[0]?.value);
        node.value = this.#read(args.length === 0 ? given[0] : args[0]?.value, args[1]?.value, scope, this.#strict);
        break;
      case 'if':
      case '?:':
        node.value = conditional(given.length, argument);
        break;
      case 'and':
      case 'or':
        for (let index = 0; index < given.length; index += 1) {
          node.value = argument(index).value;
          if (isTruthy(node.value) === (op === 'or')) break;
        }
        break;
      case 'filter':
      case 'map':
      case 'all':
      case 'some':
      case 'none':
      case 'reduce': {
        const list = argument(0);
        const initial = op === 'reduce' && given[2] !== undefined ? argument(2).value : null;
        const name = listName(list);
        const bodyPointer = argumentPointer(pointer, rule, op, 1);
        node.value = this.#eachElement(op, list.value, initial, (data, index) => {
          const body = this.walk(given[1], { data, name }, bodyPointer, depth + 1, index);
          args.push(body);
          return body.value;
        });
        break;
      }
      default:
        given.forEach((_, index) => argument(index));
        node.value = this.#call(op, args.map((arg) => arg.value), scope);
    }
    return node;
  }

  /** A list of constants is taken whole: a guard's `in` list is the commonest argument of all. */
  #list(rule: readonly unknown[], scope: Scope, pointer: string, depth: number, element: number | undefined): RuleTrace {
    if (rule.every((item) => typeof item !== 'object' || item === null)) {
      this.#budget.spend(rule.length);
      return { op: 'literal', pointer, value: rule, args: NO_ARGS, element };
    }
    this.#budget.enter(depth);
    const args = rule.map((item, index) => this.walk(item, scope, `${pointer}/${index}`, depth + 1));
    const value = args.map((arg) => arg.value);
    this.#budget.spendOn(value);
    return { op: 'list', pointer, value, args, element };
  }

  #eachElement(op: string, list: unknown, initial: unknown, body: (element: unknown, index: number) => unknown): unknown {
    const elements: readonly unknown[] = Array.isArray(list) ? list : [];
    const holds = (element: unknown, index: number): boolean => isTruthy(body(element, index));
    switch (op) {
      case 'filter':
        return elements.filter(holds);
      case 'map': {
        const value = elements.map(body);
        this.#budget.spendOn(value);
        return value;
      }
      case 'all':
        return elements.length > 0 && elements.every(holds);
      case 'some':
        return elements.some(holds);
      case 'none':
        return !elements.some(holds);
      default:
        return elements.reduce((accumulator, current, index) => body({ current, accumulator }, index), initial);
    }
  }

  #call(op: string, args: readonly unknown[], scope: Scope): unknown {
    for (const arg of args) this.#budget.spendOn(arg);
    if (op === 'missing') return this.#missing(args, scope);
    if (op === 'missing_some') {
      const [needed, keys] = args as [number, string[]];
      const absent = this.#missing(Array.isArray(keys) ? keys : [keys], scope);
      return keys.length - absent.length >= needed ? [] : absent;
    }
    const builtIn = OPERATIONS.get(op);
    if (builtIn !== undefined) return builtIn(args);
    const operator = this.#operators?.get(op);
    if (operator === undefined) throw new UnknownOperatorError(op);
    const value = operator.evaluate(args);
    this.#budget.spendOn(value);
    return value;
  }

  /** Absence is what it asks about, so it never throws for it. A key that is itself a list is `[path, default]`. */
  #missing(args: readonly unknown[], scope: Scope): unknown[] {
    const keys = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
    this.#budget.spend(keys.length);
    return keys.filter((key) => {
      const [path, fallback] = Array.isArray(key) ? (key as unknown[]) : [key];
      const value = this.#read(path, fallback, scope, false);
      return value === null || value === '';
    });
  }

  #read(path: unknown, fallback: unknown, scope: Scope, strict: boolean): unknown {
    const value = this.#resolve(path, fallback, scope, strict);
    if (scope.name === undefined) this.factsRead.set(String(path ?? ''), value);
    return value;
  }

  #resolve(path: unknown, fallback: unknown, scope: Scope, strict: boolean): unknown {
    if (path === undefined || path === '' || path === null) return scope.data;
    const notFound = fallback === undefined ? null : fallback;
    let data = scope.data;
    const segments = String(path).split('.');
    for (let index = 0; index < segments.length; index += 1) {
      if (data === null || data === undefined) return notFound;
      const segment = segments[index]!;
      data = Object.hasOwn(data, segment) ? (data as Record<string, unknown>)[segment] : undefined;
      if (data !== undefined) continue;
      // A default speaks for a part that may lack; a fact that was not loaded at all is a mistake whatever the default.
      const spokenFor = fallback !== undefined && (index > 0 || scope.name !== undefined);
      if (strict && !spokenFor) throw new MissingFactError(pathIn(scope, path));
      return notFound;
    }
    return data;
  }
}

const NO_ARGS: readonly RuleTrace[] = [];

function conditional(count: number, argument: (index: number) => RuleTrace): unknown {
  let index = 0;
  for (; index < count - 1; index += 2) {
    if (isTruthy(argument(index).value)) return argument(index + 1).value;
  }
  return index === count - 1 ? argument(index).value : null;
}

function pathIn(scope: Scope, path: unknown): string {
  const text = String(path ?? '');
  if (scope.name === undefined) return text;
  return text === '' ? `${scope.name}[]` : `${scope.name}[].${text}`;
}

/** What the elements of a list are called: by the fact that the list was read from, through any filter. */
function listName(list: RuleTrace): string {
  if (list.path !== undefined) return list.path;
  return list.op === 'filter' && list.args[0] !== undefined ? listName(list.args[0]) : '';
}
