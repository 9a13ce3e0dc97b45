/**
 * A rule in the classic json-logic dialect: a literal, a list, or an object with exactly one key, the operator, whose value holds
 * the arguments. A *fact* is a named value that a rule reads with `var`; *facts* are one object, parameters of the regulation
 * under `p`. Inside the body of `filter`, `map`, `all`, `some`, `none` and `reduce`, `var` reads the element instead.
 */
export type Rule = null | boolean | number | string | readonly Rule[] | { readonly [operator: string]: Rule | undefined };

/** Values that a rule may read, by name. An unknown value is null; an absent name is an error of whoever loads facts. */
export type Facts = Readonly<Record<string, unknown>>;

/** One evaluated node of a rule: what it was, where it stands, what it gave. Nodes that were skipped by short circuit are absent. */
export interface RuleTrace {
  /** Operator; `literal` for a constant and `list` for a list with rules inside. */
  readonly op: string;
  /** JSON pointer (RFC 6901) into the rule. */
  readonly pointer: string;
  readonly value: unknown;
  /** Evaluated arguments in order; after the first one of a list operator, one node for each element visited. */
  readonly args: readonly RuleTrace[];
  /** Of `var`: the path read. In an element it is prefixed with the list: `lines[].quantity`. */
  readonly path?: string;
  /** Position of the element (from 0) whose body this node is. */
  readonly element?: number;
}

/** Splits `{op: arguments}` into operator and argument list; undefined for anything that json-logic takes as a literal. */
export function operatorOf(rule: unknown): string | undefined {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  const keys = Object.keys(rule);
  return keys.length === 1 ? keys[0] : undefined;
}

/** Arguments of the operator as a list: `{"!": x}` is short for `{"!": [x]}`. */
export function argumentsOf(rule: unknown, operator: string): readonly unknown[] {
  const given = (rule as Record<string, unknown>)[operator];
  return Array.isArray(given) ? given : [given];
}

/** Pointers of the arguments, in the form in which they were written. */
export function argumentPointer(pointer: string, rule: unknown, operator: string, index: number): string {
  const base = `${pointer}/${escapeKey(operator)}`;
  return Array.isArray((rule as Record<string, unknown>)[operator]) ? `${base}/${index}` : base;
}

/** A key as a token of a JSON pointer. */
export function escapeKey(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
