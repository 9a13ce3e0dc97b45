import { LIST_OPERATORS } from './operations.ts';
import { argumentsOf, operatorOf } from './rule.ts';

/**
 * Paths of the facts that a rule may read, in order of appearance, found without running it: what to load, and nothing else.
 * Reads inside the body of a list operator are not listed, for they are of the element. A computed path gives `''`: all facts.
 */
export function readFactPaths(rule: unknown): readonly string[] {
  const paths = new Set<string>();
  collect(rule, paths, new Set());
  return [...paths];
}

/** First segments of `readFactPaths`: the names to load. */
export function readFactNames(rule: unknown): readonly string[] {
  if (typeof rule !== 'object' || rule === null) return [];
  let names = namesByRule.get(rule);
  if (names === undefined) namesByRule.set(rule, (names = Object.freeze([...new Set(readFactPaths(rule).map((path) => path.split('.', 1)[0] ?? ''))])));
  return names;
}

/** Rules are data of a published regulation, which never changes. */
const namesByRule = new WeakMap<object, readonly string[]>();

/** `seen` holds the parts already read, for YAML may repeat one by reference. */
function collect(rule: unknown, paths: Set<string>, seen: Set<unknown>): void {
  if (typeof rule !== 'object' || rule === null || seen.has(rule)) return;
  seen.add(rule);
  if (Array.isArray(rule)) {
    for (const item of rule) collect(item, paths, seen);
    return;
  }
  const op = operatorOf(rule);
  if (op === undefined) return;
  const args = argumentsOf(rule, op);
  if (op === 'var') {
    paths.add(literalPath(args[0]));
    collect(args.slice(operatorOf(args[0]) === undefined ? 1 : 0), paths, seen);
  } else if (op === 'missing' || op === 'missing_some') {
    const keys = (op === 'missing' ? args : args.slice(1)).flat();
    for (const key of keys) paths.add(literalPath(key));
    collect(args, paths, seen);
  } else {
    collect(LIST_OPERATORS.has(op) ? args.filter((_, index) => index !== 1) : args, paths, seen);
  }
}

function literalPath(path: unknown): string {
  return typeof path === 'string' || typeof path === 'number' ? String(path) : '';
}
