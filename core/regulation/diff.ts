import { isDeepStrictEqual } from 'node:util';
import type { Label } from '../language/index.ts';
import type { RegulationDocument } from './document.ts';
import { childPointer, pointerTokens } from './source/index.ts';

/** One difference between two documents. `pointer` is a JSON pointer; `before` and `after` are undefined where there is nothing. */
export interface DocumentChange {
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: unknown;
  readonly after: unknown;
  /** The difference in words. */
  readonly sentence: Label;
}

type Kind = DocumentChange['kind'];
type Words = Readonly<Record<Kind, Label>>;

const MASCULINE: Words = { added: { ru: 'добавлен', en: 'added' }, removed: { ru: 'убран', en: 'removed' }, changed: { ru: 'изменён', en: 'changed' } };
const FEMININE: Words = { ...MASCULINE, added: { ru: 'добавлена', en: 'added' }, removed: { ru: 'убрана', en: 'removed' }, changed: { ru: 'изменена', en: 'changed' } };
const NEUTER: Words = { ...MASCULINE, added: { ru: 'добавлено', en: 'added' }, removed: { ru: 'убрано', en: 'removed' }, changed: { ru: 'изменено', en: 'changed' } };

interface Subject {
  /** Tokens of the pointer; `*` is any name. */
  readonly path: readonly string[];
  readonly name: Label;
  readonly words: Words;
}

/** What people call the parts of a document, the most particular first. What is listed is reported as one thing when it comes or goes. */
const SUBJECTS: readonly Subject[] = [
  { path: ['processes', '*', 'regions', '*', 'states', '*', 'after', '*'], name: { ru: 'ожидание', en: 'wait' }, words: NEUTER },
  { path: ['processes', '*', 'regions', '*', 'states', '*'], name: { ru: 'состояние', en: 'state' }, words: NEUTER },
  { path: ['processes', '*', 'regions', '*'], name: { ru: 'область', en: 'region' }, words: FEMININE },
  { path: ['processes', '*', 'transitions', '*'], name: { ru: 'переход', en: 'transition' }, words: MASCULINE },
  { path: ['processes', '*'], name: { ru: 'процесс', en: 'process' }, words: MASCULINE },
  { path: ['roles', '*', 'permissions', '*'], name: { ru: 'право', en: 'permission' }, words: NEUTER },
  { path: ['roles', '*'], name: { ru: 'роль', en: 'role' }, words: FEMININE },
  { path: ['parameters', '*'], name: { ru: 'параметр', en: 'parameter' }, words: MASCULINE },
  { path: ['decisions', '*'], name: { ru: 'решение', en: 'decision' }, words: NEUTER },
  { path: ['rules', '*'], name: { ru: 'правило', en: 'rule' }, words: NEUTER },
  { path: ['schedules', '*'], name: { ru: 'расписание', en: 'schedule' }, words: NEUTER },
  { path: ['maps', '*'], name: { ru: 'карта процесса', en: 'process map' }, words: FEMININE },
  { path: ['kpis', '*'], name: { ru: 'показатель', en: 'KPI' }, words: MASCULINE },
  { path: ['fields', '*', '*'], name: { ru: 'поле', en: 'field' }, words: NEUTER },
  { path: ['defaults', '*', '*'], name: { ru: 'значение по умолчанию', en: 'default' }, words: NEUTER },
  { path: ['numbering', '*'], name: { ru: 'нумерация', en: 'numbering' }, words: FEMININE },
  { path: ['catalogs', '*', '*'], name: { ru: 'запись справочника', en: 'catalogue row' }, words: FEMININE },
];

/** Lists whose items have names of their own, so that they are compared by name and not by place. */
const KEYED: Readonly<Record<string, string>> = { catalogs: 'code', rows: 'id', examples: 'name' };

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function subjectOf(tokens: readonly string[]): { readonly subject: Subject; readonly inside: readonly string[] } | undefined {
  const subject = SUBJECTS.find(({ path }) => path.length <= tokens.length && path.every((name, index) => name === '*' || name === tokens[index]));
  return subject === undefined ? undefined : { subject, inside: tokens.slice(subject.path.length) };
}

/**
 * What `after` has that `before` has not, and the other way round, each in words: `transition I-06 of crm.interest removed`. A thing that came
 * or went is one difference; of one that stayed, each changed part is. Rows of tables and catalogues are compared by their names.
 */
export function diffDocuments(before: RegulationDocument, after: RegulationDocument): DocumentChange[] {
  const changes: DocumentChange[] = [];
  compare(before, after, '', changes);
  return changes;
}

function compare(before: unknown, after: unknown, pointer: string, changes: DocumentChange[]): void {
  if (isDeepStrictEqual(before, after)) return;
  const [left, right] = [named(before, pointer), named(after, pointer)];
  if (left !== undefined && right !== undefined) {
    for (const name of new Set([...left.keys(), ...right.keys()])) compare(left.get(name), right.get(name), childPointer(pointer, name), changes);
    return;
  }
  // A section that only one document has holds things that are told one by one.
  const only = left ?? right;
  const given = before === undefined || after === undefined;
  if (given && only !== undefined && subjectOf(pointerTokens(pointer)) === undefined && only.size > 0) {
    for (const [name, value] of only) compare(before === undefined ? undefined : value, before === undefined ? value : undefined, childPointer(pointer, name), changes);
    return;
  }
  const kind: Kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  changes.push({ pointer, kind, before, after, sentence: sentenceOf(pointer, kind, before, after) });
}

/** Parts of a value by name; undefined when it has none and is compared as a whole. */
function named(value: unknown, pointer: string): ReadonlyMap<string, unknown> | undefined {
  const tokens = pointerTokens(pointer);
  if (isMap(value)) return isRuleOrLiteral(tokens) ? undefined : new Map(Object.entries(value));
  if (!Array.isArray(value)) return undefined;
  const key = tokens[0] === 'catalogs' && tokens.length === 2 ? KEYED['catalogs'] : tokens[0] === 'decisions' && tokens.length === 3 ? KEYED[tokens[2] ?? ''] : undefined;
  if (key === undefined) return undefined;
  const names = value.map((item, index) => (isMap(item) && typeof item[key] === 'string' ? item[key] : String(index + 1)));
  return new Set(names).size === names.length ? new Map(value.map((item, index) => [names[index] ?? '', item])) : undefined;
}

/** Rules and outcomes read as a whole: a difference inside one says nothing by itself. */
function isRuleOrLiteral(tokens: readonly string[]): boolean {
  const last = tokens.at(-1) ?? '';
  if (tokens[0] === 'rules' && last === 'when') return true;
  if (tokens[0] === 'decisions' && tokens.length >= 5) return true;
  return isLabelPlace(tokens, last);
}

function isLabelPlace(tokens: readonly string[], last: string): boolean {
  return last === 'label' || last === 'description' || (tokens.length === 1 && last === 'title');
}

function show(value: unknown, locale: 'ru' | 'en'): string {
  if (isMap(value) && typeof value[locale] === 'string') return `«${value[locale]}»`;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '—');
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Whose part it is, for things that live inside a process, a role or an entity. */
function ownerOf(tokens: readonly string[], subject: Subject): string | undefined {
  return subject.path.length > 2 ? tokens[1] : undefined;
}

function sentenceOf(pointer: string, kind: Kind, before: unknown, after: unknown): Label {
  const tokens = pointerTokens(pointer);
  const found = subjectOf(tokens);
  const words = (locale: 'ru' | 'en'): string => {
    const values = kind === 'changed' ? `${show(before, locale)} → ${show(after, locale)}` : show(kind === 'added' ? after : before, locale);
    if (found === undefined) return `${tokens.join(' › ')}: ${kind === 'changed' ? values : `${NEUTER[kind][locale]}: ${values}`}`;
    const { subject, inside } = found;
    const owner = ownerOf(tokens, subject);
    const name = tokens[subject.path.length - 1] ?? '';
    const who = `${subject.name[locale]} «${name}»${owner === undefined ? '' : locale === 'ru' ? ` у ${owner}` : ` of ${owner}`}`;
    if (inside.length > 0) return `${who}: ${inside.join(' › ')}: ${kind === 'changed' ? values : `${NEUTER[kind][locale]}: ${values}`}`;
    const plain = kind === 'changed' || !isMap(kind === 'added' ? after : before);
    const label = isMap(after ?? before) ? ((after ?? before) as { label?: unknown }).label : undefined;
    const shownLabel = isMap(label) ? ` (${show(label, locale)})` : '';
    return kind === 'changed' ? `${who}: ${values}` : `${who} ${subject.words[kind][locale]}${plain ? `: ${values}` : shownLabel}`;
  };
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return { ru: capital(words('ru')), en: capital(words('en')) };
}
