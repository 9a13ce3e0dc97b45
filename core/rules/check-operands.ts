import { nearest } from '../language/index.ts';
import { TYPE_LABELS } from './fact-type.ts';
import type { FactType } from './fact-type.ts';
import { isKnown } from './known-values.ts';
import { ruleProblem } from './rule-problem.ts';
import type { RuleProblem } from './rule-problem.ts';

/** What is known about an argument without running the rule. */
export interface Operand {
  /** Undefined for the literal null. */
  readonly type: FactType | undefined;
  /** Prefixes of `path` at which a null may stand. */
  readonly nullablePaths: readonly string[];
  readonly path?: string;
  readonly literal?: unknown;
  /** Of a list written in the rule: its elements. */
  readonly members?: readonly Operand[];
}

type Report = (problem: RuleProblem) => void;
type At = (index: number) => string;

const EQUALITY = new Set(['==', '===', '!=', '!==']);
const ORDER = new Set(['<', '<=', '>', '>=']);
const ARITHMETIC = new Set(['+', '-', '*', '/', '%', 'min', 'max']);

/** Checks the types of arguments against each other and gives the type of the result; undefined for an operator of a registry. */
export function checkOperands(op: string, operands: readonly Operand[], at: At, known: ReadonlySet<string>, report: Report): FactType | undefined {
  if (EQUALITY.has(op)) {
    const [left, right] = operands as [Operand, Operand];
    checkEqual(left, right, at(0), at(1), report);
    return { type: 'boolean' };
  }
  if (ORDER.has(op)) {
    checkOrder(op, operands, at, known, report);
    return { type: 'boolean' };
  }
  if (ARITHMETIC.has(op)) {
    operands.forEach((operand, index) => {
      const kind = kindOf(operand);
      if (kind !== 'number' && kind !== 'any') report(ruleProblem('error', 'not_a_number', at(index), { name: op, type: TYPE_LABELS[kind] }));
      warnOfNull(operand, at(index), known, report);
    });
    return { type: 'number' };
  }
  if (op === 'in') {
    checkIn(operands as [Operand, Operand], at, report);
    return { type: 'boolean' };
  }
  if (op === '!' || op === '!!') return { type: 'boolean' };
  if (op === 'cat' || op === 'substr') return { type: 'string' };
  return op === 'merge' ? { type: 'array' } : undefined;
}

function kindOf({ type }: Operand): FactType['type'] | 'null' {
  return type?.type ?? 'null';
}

function checkEqual(left: Operand, right: Operand, leftPointer: string, rightPointer: string, report: Report): void {
  const kinds = [kindOf(left), kindOf(right)] as const;
  if (kinds.includes('any') || kinds.includes('null')) return;
  if (kinds[0] !== kinds[1]) return report(unlike(kinds, leftPointer));
  // Two lists or objects are equal only when they are the same one, which two facts never are.
  if (kinds[0] === 'array' || kinds[0] === 'object') return report(ruleProblem('error', 'not_comparable', leftPointer, { name: '==', type: TYPE_LABELS[kinds[0]] }));
  checkEnum(left, right, rightPointer, report);
  checkEnum(right, left, leftPointer, report);
}

function checkEnum(fact: Operand, value: Operand, pointer: string, report: Report): void {
  const allowed = fact.type?.enum;
  if (allowed === undefined || typeof value.literal !== 'string' || allowed.includes(value.literal)) return;
  report(ruleProblem('error', 'not_in_enum', pointer, { name: value.literal, fact: fact.path ?? '' }, nearest(value.literal, allowed)));
}

function checkOrder(op: string, operands: readonly Operand[], at: At, known: ReadonlySet<string>, report: Report): void {
  let first: FactType['type'] | undefined;
  operands.forEach((operand, index) => {
    const kind = kindOf(operand);
    warnOfNull(operand, at(index), known, report);
    if (kind === 'any') return;
    if (kind !== 'number' && kind !== 'string') return report(ruleProblem('error', 'not_comparable', at(index), { name: op, type: TYPE_LABELS[kind] }));
    if (first !== undefined && first !== kind) return report(unlike([first, kind], at(index)));
    first = kind;
  });
}

function checkIn([needle, haystack]: readonly [Operand, Operand], at: At, report: Report): void {
  const kind = kindOf(haystack);
  if (kind === 'string') report(ruleProblem('warning', 'substring_search', at(1)));
  else if (kind !== 'array' && kind !== 'any') report(ruleProblem('error', 'not_a_list', at(1), { name: 'in', type: TYPE_LABELS[kind] }));
  if (haystack.members !== undefined) {
    haystack.members.forEach((member, index) => checkEqual(needle, member, at(0), `${at(1)}/${index}`, report));
  } else if (kind === 'array' && haystack.type?.items !== undefined) {
    checkEqual(needle, { type: haystack.type.items, nullablePaths: [] }, at(0), at(1), report);
  }
}

function warnOfNull(operand: Operand, pointer: string, known: ReadonlySet<string>, report: Report): void {
  const open = operand.nullablePaths.some((path) => !isKnown(path, known));
  if (open && operand.path !== undefined) report(ruleProblem('warning', 'may_be_null', pointer, { name: operand.path }));
}

function unlike(kinds: readonly (FactType['type'] | 'null')[], pointer: string): RuleProblem {
  const [left = 'any', right = 'any'] = kinds;
  return ruleProblem('error', 'unlike_types', pointer, { left: TYPE_LABELS[left], right: TYPE_LABELS[right] });
}
