import type { Label, Locale } from '../../../core/index.ts';

/** What the words of a rule are taken from. */
export interface Names {
  readonly locale: Locale;
  /** Name of a fact for people; undefined for one that has none. */
  fact(path: string): string | undefined;
  /** Name of a coded value of a fact. */
  value(path: string | undefined, code: string): string | undefined;
  /** Value of a parameter of the regulation. */
  parameter(name: string): unknown;
}

const WORDS: Readonly<Record<string, Label>> = {
  and: { ru: ' и ', en: ' and ' },
  or: { ru: ' или ', en: ' or ' },
  '==': { ru: ' — ', en: ' is ' },
  '!=': { ru: ' — не ', en: ' is not ' },
  '>': { ru: ' больше, чем ', en: ' is more than ' },
  '>=': { ru: ' не меньше, чем ', en: ' is at least ' },
  '<': { ru: ' меньше, чем ', en: ' is less than ' },
  '<=': { ru: ' не больше, чем ', en: ' is at most ' },
  in: { ru: ' — одно из: ', en: ' is one of: ' },
};
const YES: Label = { ru: 'да', en: 'yes' };
const NO: Label = { ru: 'нет', en: 'no' };
const OTHERWISE: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '>': '<=', '>=': '<', '<': '>=', '<=': '>' };

type Node = Readonly<Record<string, unknown>>;

function nodeOf(rule: unknown): { readonly op: string; readonly args: readonly unknown[] } | undefined {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  const [op, args] = Object.entries(rule as Node)[0] ?? ['', undefined];
  return { op: op === '===' ? '==' : op === '!==' ? '!=' : op, args: Array.isArray(args) ? args : [args] };
}

/** The path of a fact that a rule reads as it is, or by a cast to true or false. */
function pathOf(rule: unknown): string | undefined {
  const node = nodeOf(rule);
  if (node === undefined) return undefined;
  if (node.op === 'var') return String(Array.isArray(node.args[0]) ? node.args[0][0] : node.args[0]);
  return node.op === '!!' ? pathOf(node.args[0]) : undefined;
}

/** Facts that are read anywhere in a rule. */
function pathsIn(rule: unknown): string[] {
  if (Array.isArray(rule)) return rule.flatMap(pathsIn);
  const path = pathOf(rule);
  if (path !== undefined) return [path];
  return nodeOf(rule)?.args.flatMap(pathsIn) ?? [];
}

function quoted(path: string, names: Names): string | undefined {
  const name = names.fact(path);
  if (name === undefined) return undefined;
  return names.locale === 'ru' ? `«${name}»` : `“${name}”`;
}

function literal(value: unknown, beside: string | undefined, names: Names): string | undefined {
  if (typeof value === 'boolean') return (value ? YES : NO)[names.locale];
  if (typeof value === 'number') return new Intl.NumberFormat(names.locale).format(value);
  if (typeof value === 'string') return names.value(beside, value) ?? (/^[a-z_.]+$/.test(value) ? undefined : value);
  if (Array.isArray(value)) {
    const words = value.map((one) => literal(one, beside, names));
    return words.includes(undefined) ? undefined : words.join(', ');
  }
  return undefined;
}

/** A side of a comparison: a fact by its name, a parameter by its value, a constant. */
function side(rule: unknown, other: unknown, names: Names): string | undefined {
  const path = pathOf(rule);
  if (path === undefined) return nodeOf(rule) === undefined ? literal(rule, pathOf(other), names) : undefined;
  return path.startsWith('p.') ? literal(names.parameter(path.slice(2)), pathOf(other), names) : quoted(path, names);
}

function comparison(op: string, args: readonly unknown[], names: Names): string | undefined {
  const [left, right] = args;
  const [subject, other] = pathOf(left) === undefined && pathOf(right) !== undefined && (op === '==' || op === '!=') ? [right, left] : [left, right];
  const name = side(subject, other, names);
  if (name === undefined) return undefined;
  if (other === null) return names.locale === 'ru' ? `${name} ${op === '==' ? 'не указано' : 'указано'}` : `${name} is ${op === '==' ? 'not set' : 'set'}`;
  if (typeof other === 'boolean') return `${name}: ${((op === '==') === other ? YES : NO)[names.locale]}`;
  const value = side(other, subject, names);
  return value === undefined ? undefined : `${name}${WORDS[op]?.[names.locale] ?? ''}${value}`;
}

function words(rule: unknown, names: Names, inside: boolean): string | undefined {
  const node = nodeOf(rule);
  if (node === undefined) return undefined;
  const { op, args } = node;
  if (op === 'and' || op === 'or') {
    const parts = args.map((one) => words(one, names, true));
    if (parts.includes(undefined)) return undefined;
    const text = parts.join(WORDS[op]?.[names.locale]);
    return inside && parts.length > 1 ? `(${text})` : text;
  }
  const path = pathOf(rule);
  if (path !== undefined) {
    const name = quoted(path, names);
    return name === undefined ? undefined : `${name}: ${YES[names.locale]}`;
  }
  if (op === '!') {
    const inner = nodeOf(args[0]);
    const fact = pathOf(args[0]);
    if (fact !== undefined) return comparison('==', [args[0], false], names);
    return inner !== undefined && OTHERWISE[inner.op] !== undefined ? comparison(OTHERWISE[inner.op] as string, inner.args, names) : undefined;
  }
  return WORDS[op] === undefined ? undefined : comparison(op, args, names);
}

/** A rule as a sentence: `«Сумма» не больше, чем 3 000 000`; undefined for one too involved to be told in one. */
export function logicWords(rule: unknown, names: Names): string | undefined {
  return words(rule, names, false);
}

/** What a rule looks at, when what it asks cannot be told; undefined when even the facts have no names. */
export function factsInWords(rule: unknown, names: Names): string | undefined {
  const facts = [...new Set(pathsIn(rule).flatMap((path) => quoted(path, names) ?? []))];
  return facts.length === 0 ? undefined : `${{ ru: 'проверяется', en: 'it depends on' }[names.locale]}: ${facts.join(', ')}`;
}
