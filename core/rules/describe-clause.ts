import type { Label, Locale } from '../language/index.ts';
import type { ExplainOptions, WouldSatisfy } from './explain.ts';
import { formatValue, mapLabel } from './format-value.ts';
import { isTruthy } from './operations.ts';
import type { RuleTrace } from './rule.ts';

interface Description {
  readonly text: Label;
  readonly wouldSatisfy?: WouldSatisfy;
}

const ORDER_WORDS: Readonly<Record<string, Label>> = {
  '>': { ru: 'больше, чем', en: 'is more than' },
  '>=': { ru: 'не меньше, чем', en: 'is at least' },
  '<': { ru: 'меньше, чем', en: 'is less than' },
  '<=': { ru: 'не больше, чем', en: 'is at most' },
};
const DATE_WORDS: Readonly<Record<string, Label>> = {
  '>': { ru: 'позже, чем', en: 'is later than' },
  '>=': { ru: 'не раньше, чем', en: 'is not earlier than' },
  '<': { ru: 'раньше, чем', en: 'is earlier than' },
  '<=': { ru: 'не позже, чем', en: 'is not later than' },
};
const OPPOSITE: Readonly<Record<string, string>> = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' };
const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' };
const SIGNS: Readonly<Record<string, string>> = { '>': '>', '>=': '≥', '<': '<', '<=': '≤' };
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);

/** One leaf of the and/or tree in words, as it turned out, and what would give it the `wanted` truth. */
export function describeClause(trace: RuleTrace, wanted: boolean, options: ExplainOptions): Description {
  const { op, args } = trace;
  const words = new Words(options);
  const isTrue = isTruthy(trace.value);
  switch (op) {
    case '<': case '<=': case '>': case '>=':
      return args.length === 2 ? order(trace, wanted, words) : { text: words.plain(trace) };
    case '==': case '===': case '!=': case '!==':
      return equality(trace, wanted, words);
    case 'in':
      return membership(trace, wanted, words);
    case 'all': case 'some': case 'none':
      return forList(trace, words, options);
    case 'var': {
      const name = words.name(trace);
      const answer = formatValue(typeof trace.value === 'boolean' || trace.value === null ? trace.value : isTrue, () => undefined);
      return { text: mapLabel((locale) => `${name[locale]}: ${answer[locale]}`), wouldSatisfy: suggest(trace, formatValue(wanted, () => undefined)) };
    }
    case 'literal':
      return { text: isTrue ? { ru: 'всегда', en: 'always' } : { ru: 'никогда', en: 'never' } };
    default:
      return { text: words.plain(trace) };
  }
}

/** Names and values for one explanation. */
class Words {
  readonly #options: ExplainOptions;
  constructor(options: ExplainOptions) {
    this.#options = options;
  }

  /** The label of a fact, in quotes. */
  name(trace: RuleTrace): Label {
    const path = trace.path ?? '';
    const label = this.#options.labels(path);
    return { ru: `«${label?.ru ?? path}»`, en: `“${label?.en ?? path}”` };
  }

  /** A value as people write it; `beside` is the fact it is compared with, whose codes have names. */
  value(trace: RuleTrace, beside?: RuleTrace): Label {
    const path = trace.path ?? beside?.path;
    return formatValue(trace.value, (code) => (path === undefined ? undefined : this.#options.valueLabels?.(path, code)));
  }

  /** An argument: a fact with its value, a computed value with what it was computed from, a constant. */
  operand(trace: RuleTrace, beside?: RuleTrace): Label {
    const value = this.value(trace, beside);
    if (trace.op === 'literal') return value;
    const source = trace.op === 'var' ? this.name(trace) : this.#computed(trace);
    return mapLabel((locale) => `${source[locale]} (${value[locale]})`);
  }

  plain(trace: RuleTrace): Label {
    const label = this.#options.operators?.get(trace.op)?.label;
    if (label === undefined) return this.operand(trace);
    const operands = trace.args.map((arg) => this.operand(arg));
    const filled = mapLabel((locale) => label[locale].replace(/\{(\d+)\}/g, (place, index: string) => operands[Number(index)]?.[locale] ?? place));
    if (isTruthy(trace.value)) return filled;
    return { ru: `неверно, что ${filled.ru}`, en: `it is not so that ${filled.en}` };
  }

  #computed(trace: RuleTrace): Label {
    const parts = trace.args.filter((arg) => arg.element === undefined).map((arg) => this.operand(arg));
    if (!ARITHMETIC.has(trace.op)) return mapLabel((locale) => `${trace.op}: ${parts.map((part) => part[locale]).join('; ')}`);
    const sign = trace.op === '-' ? '−' : trace.op === '*' ? '×' : trace.op;
    return mapLabel((locale) => (parts.length === 1 ? `${sign}${parts[0]?.[locale] ?? ''}` : parts.map((part) => part[locale]).join(` ${sign} `)));
  }
}

function suggest(trace: RuleTrace | undefined, text: Label): WouldSatisfy | undefined {
  return trace?.path === undefined ? undefined : { fact: trace.path, text };
}

function order(trace: RuleTrace, wanted: boolean, words: Words): Description {
  const [left, right] = trace.args as [RuleTrace, RuleTrace];
  const comparable = (typeof left.value === 'number' && typeof right.value === 'number') || (typeof left.value === 'string' && typeof right.value === 'string');
  const leftText = words.operand(left, right);
  const rightText = words.operand(right, left);
  const demand = wanted ? trace.op : OPPOSITE[trace.op] ?? trace.op;
  // What a person can change is the fact, not the parameter it is measured by.
  const isParameter = left.path?.startsWith('p.') === true && right.path !== undefined;
  const subject = left.path === undefined || isParameter ? right : left;
  const other = subject === left ? right : left;
  const sign = SIGNS[subject === left ? demand : MIRRORED[demand] ?? demand] ?? demand;
  const bound = words.value(other, subject);
  const wouldSatisfy = other.value === null ? undefined : suggest(subject, mapLabel((locale) => `${sign} ${bound[locale]}`));
  // Null and text compare in ways of JavaScript's own, so "not less" would not mean "at least" there.
  if (!comparable) return { text: mapLabel((locale) => `${leftText[locale]} ${SIGNS[trace.op]} ${rightText[locale]}: ${truthWord(trace.value, locale)}`), wouldSatisfy };
  const relation = (isDate(left.value) && isDate(right.value) ? DATE_WORDS : ORDER_WORDS)[isTruthy(trace.value) ? trace.op : OPPOSITE[trace.op] ?? trace.op];
  return { text: mapLabel((locale) => `${leftText[locale]} ${relation?.[locale]} ${rightText[locale]}`), wouldSatisfy };
}

/** A calendar date, with or without the time. */
function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value);
}

function truthWord(value: unknown, locale: Locale): string {
  return formatValue(isTruthy(value), () => undefined)[locale];
}

function equality(trace: RuleTrace, wanted: boolean, words: Words): Description {
  const [one, two] = trace.args as [RuleTrace, RuleTrace];
  const [subject, other] = one.op === 'literal' ? [two, one] : [one, two];
  const asks = trace.op.startsWith('=');
  const equal = asks === isTruthy(trace.value);
  const wantsEqual = asks === wanted;
  const name = subject.op === 'var' ? words.name(subject) : words.operand(subject);
  const value = words.value(subject);
  if (other.op === 'literal' && other.value === null) {
    const text = equal ? { ru: `${name.ru}: значение не задано`, en: `${name.en} is not set` } : { ru: `${name.ru}: задано (${value.ru})`, en: `${name.en} is set (${value.en})` };
    return { text, wouldSatisfy: suggest(subject, wantsEqual ? { ru: 'без значения', en: 'not set' } : { ru: 'любое значение', en: 'any value' }) };
  }
  const otherValue = words.value(other, subject);
  const wouldSatisfy = suggest(subject, mapLabel((locale) => `${wantsEqual ? '=' : '≠'} ${otherValue[locale]}`));
  if (other.op === 'literal') {
    const text = equal
      ? mapLabel((locale) => `${name[locale]}: ${value[locale]}`)
      : { ru: `${name.ru}: ${value.ru}, а не ${otherValue.ru}`, en: `${name.en}: ${value.en}, not ${otherValue.en}` };
    return { text, wouldSatisfy };
  }
  const relation: Label = equal ? { ru: 'совпадает с', en: 'equals' } : { ru: 'не совпадает с', en: 'differs from' };
  const [left, right] = [words.operand(subject), words.operand(other, subject)];
  return { text: mapLabel((locale) => `${left[locale]} ${relation[locale]} ${right[locale]}`), wouldSatisfy };
}

function membership(trace: RuleTrace, wanted: boolean, words: Words): Description {
  const [needle, list] = trace.args as [RuleTrace, RuleTrace];
  const left = words.operand(needle, list);
  const values = words.value(list, needle);
  const listName = list.path === undefined ? undefined : words.name(list);
  const verb: Label = isTruthy(trace.value) ? { ru: 'входит в список', en: 'is one of' } : { ru: 'не входит в список', en: 'is not one of' };
  const text = mapLabel((locale) => `${left[locale]} ${verb[locale]}${listName === undefined ? '' : ` ${listName[locale]}`}: ${values[locale]}`);
  const demand: Label = wanted ? { ru: 'одно из', en: 'one of' } : { ru: 'ни одно из', en: 'none of' };
  return { text, wouldSatisfy: suggest(needle, mapLabel((locale) => `${demand[locale]}: ${values[locale]}`)) };
}

const LIST_WORDS: Readonly<Record<string, readonly [whenTrue: Label, whenFalse: Label]>> = {
  all: [{ ru: 'условие выполнено для всех', en: 'the condition holds for all' }, { ru: 'условие выполнено не для всех', en: 'the condition does not hold for all' }],
  some: [{ ru: 'есть подходящие', en: 'some fit' }, { ru: 'нет ни одного подходящего', en: 'none fits' }],
  none: [{ ru: 'нет ни одного подходящего', en: 'none fits' }, { ru: 'есть подходящие', en: 'some fit' }],
};

/** A condition over a list, with the element that settled it: the last one visited when the answer came early. */
function forList(trace: RuleTrace, words: Words, options: ExplainOptions): Description {
  const [list, ...bodies] = trace.args as [RuleTrace, ...RuleTrace[]];
  const source = sourceOf(list);
  const name = source === undefined ? { ru: 'Список', en: 'List' } : words.name(source);
  const count = Array.isArray(list.value) ? list.value.length : 0;
  const verdict = LIST_WORDS[trace.op]?.[isTruthy(trace.value) ? 0 : 1] ?? { ru: '', en: '' };
  const empty: Label = { ru: ' (список пуст)', en: ' (the list is empty)' };
  const settled = bodies.at(-1);
  const early = settled !== undefined && isTruthy(settled.value) !== (trace.op === 'all');
  const because = early ? reasons(settled, options) : undefined;
  return {
    text: mapLabel((locale) => {
      const number = `${(settled?.element ?? 0) + 1}/${count}`;
      const detail = count === 0 ? empty[locale] : because === undefined ? '' : ` — ${locale === 'ru' ? '№' : 'no.'} ${number}: ${because[locale]}`;
      return `${name[locale]}: ${verdict[locale]}${detail}`;
    }),
  };
}

/** Leaves of one element's body that agree with its result: why it fits, or why it does not. */
function reasons(body: RuleTrace, options: ExplainOptions): Label {
  const verdict = isTruthy(body.value);
  const leaves = (node: RuleTrace): RuleTrace[] => (node.op === 'and' || node.op === 'or' ? node.args.flatMap(leaves) : [node]);
  const texts = leaves(body).filter((leaf) => isTruthy(leaf.value) === verdict).map((leaf) => describeClause(leaf, verdict, options).text);
  return mapLabel((locale) => texts.map((text) => text[locale]).join(locale === 'ru' ? ' и ' : ' and '));
}

function sourceOf(list: RuleTrace): RuleTrace | undefined {
  if (list.op === 'var') return list;
  return list.op === 'filter' && list.args[0] !== undefined ? sourceOf(list.args[0]) : undefined;
}
