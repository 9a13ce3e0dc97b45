import { LIST_OPERATORS } from './operations.ts';
import { argumentsOf, operatorOf } from './rule.ts';

const COMPARISONS = new Set(['==', '===', '!=', '!==', '<', '<=', '>', '>=', 'in']);

/**
 * Constants that rules compare each path with, and which paths they compare with one another: the values at which an answer can
 * change. Paths in an element are written `lines[].quantity`.
 */
export class ComparedValues {
  readonly #constants = new Map<string, Set<unknown>>();
  readonly #links = new Map<string, Set<string>>();

  add(rule: unknown, element = ''): void {
    if (Array.isArray(rule)) {
      for (const item of rule) this.add(item, element);
      return;
    }
    const op = operatorOf(rule);
    if (op === undefined) return;
    const args = argumentsOf(rule, op);
    if (op === 'var') {
      if (typeof args[0] === 'string') this.#entry(pathOf(args[0], element));
      return;
    }
    if (COMPARISONS.has(op)) this.#compare(args, element);
    args.forEach((arg, index) => {
      const isBody = LIST_OPERATORS.has(op) && index === 1;
      this.add(arg, isBody ? `${listPath(args[0], element)}[]` : element);
    });
  }

  paths(): readonly string[] {
    return [...this.#constants.keys()];
  }

  /** Constants compared with the path or with any path it is compared with, however remotely. */
  constantsOf(path: string): readonly unknown[] {
    const group = new Set([path]);
    for (const member of group) for (const other of this.#links.get(member) ?? []) group.add(other);
    return [...new Set([...group].flatMap((member) => [...(this.#constants.get(member) ?? [])]))];
  }

  /** Paths compared with this one, directly or through others. */
  linked(path: string): readonly string[] {
    const group = new Set([path]);
    for (const member of group) for (const other of this.#links.get(member) ?? []) group.add(other);
    return [...group].slice(1);
  }

  #compare(args: readonly unknown[], element: string): void {
    const paths = args.flatMap((arg) => operandPaths(arg, element));
    const constants = args.flat().filter((arg) => arg !== null && typeof arg !== 'object');
    for (const path of paths) {
      for (const constant of constants) this.#entry(path).add(constant);
      for (const other of paths) if (other !== path) entry(this.#links, path).add(other);
    }
  }

  #entry(path: string): Set<unknown> {
    return entry(this.#constants, path);
  }
}

function entry<Value>(map: Map<string, Set<Value>>, key: string): Set<Value> {
  const found = map.get(key) ?? new Set<Value>();
  map.set(key, found);
  return found;
}

function pathOf(path: string, element: string): string {
  if (element === '') return path;
  return path === '' ? element : `${element}.${path}`;
}

/** What the elements of a list are called, through any filter. */
function listPath(list: unknown, element: string): string {
  const op = operatorOf(list);
  if (op === undefined) return element;
  const [first] = argumentsOf(list, op);
  if (op === 'var') return typeof first === 'string' ? pathOf(first, element) : element;
  return op === 'filter' ? listPath(first, element) : element;
}

/** Paths that feed a compared value, also through arithmetic. */
function operandPaths(operand: unknown, element: string): string[] {
  const op = operatorOf(operand);
  if (op === undefined || LIST_OPERATORS.has(op)) return [];
  const args = argumentsOf(operand, op);
  if (op === 'var') return typeof args[0] === 'string' ? [pathOf(args[0], element)] : [];
  return args.flatMap((arg) => operandPaths(arg, element));
}
