import type { Label } from '../language/index.ts';
import type { Expectation } from './scenario.ts';
import { readStateWords } from './state-words.ts';

type Bare = Expectation extends infer One ? (One extends unknown ? Omit<One, 'pointer'> : never) : never;

const NAME = '[a-z][a-z0-9_]*';
const OF_ITEM = new RegExp(`^(${NAME})(?:\\.(${NAME}(?:\\.[a-z0-9_]+)*))?$`);
const HISTORY = new RegExp(`^history (${NAME})(?:\\.(${NAME}))?$`);
const WORK = new RegExp(`^(tasks|reminders) (${NAME})$`);
const DECISION = new RegExp(`^decision (${NAME}\\.${NAME}) (${NAME})$`);
const LIST = new RegExp(`^list (${NAME}\\.${NAME})$`);

/** What is still to be done about an item, by the kernel's own entities. */
const OPEN_WORK = {
  tasks: { entity: 'core.task', states: ['new', 'in_progress'] },
  reminders: { entity: 'core.reminder', states: ['active'] },
} as const;

function fault(ru: string, en: string): { readonly fault: Label } {
  return { fault: { ru, en } };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads one line under `expect`; one that lists several questions to the same entity gives several. */
export function readExpectation(key: string, wanted: unknown): Bare[] | { readonly fault: Label } {
  const [, verb, get] = /^(GET) (\/api\/.*)$/.exec(key) ?? [];
  if (verb !== undefined) return [{ kind: 'get', path: get as string, wanted }];
  const [, historyItem, region] = HISTORY.exec(key) ?? [];
  if (historyItem !== undefined) {
    if (!Array.isArray(wanted) || !wanted.every((state) => typeof state === 'string')) return fault('Здесь нужен список состояний', 'A list of states is needed here');
    return [{ kind: 'history', item: historyItem, region, states: wanted as string[] }];
  }
  const [, work, subject] = WORK.exec(key) ?? [];
  if (work !== undefined) {
    const { entity, states } = OPEN_WORK[work as keyof typeof OPEN_WORK];
    return [{ kind: 'list', entity, where: { subject_id: `$${subject as string}`, state: [...states] }, rows: wanted }];
  }
  const [, decision, about] = DECISION.exec(key) ?? [];
  if (decision !== undefined) return [{ kind: 'decision', decision, item: about as string, wanted }];
  const [, entity] = LIST.exec(key) ?? [];
  if (entity !== undefined) return readLists(entity, wanted);
  const [, item, path] = OF_ITEM.exec(key) ?? [];
  if (item === undefined) {
    return fault(
      `«${key.slice(0, 60)}» не понято: ждут имя, имя.поле, «history имя», «tasks имя», «reminders имя», «list сущность», «decision решение имя» или «GET адрес»`,
      `"${key.slice(0, 60)}" is not understood: a name, name.field, "history name", "tasks name", "reminders name", "list entity", "decision decision name" or "GET address" is expected`,
    );
  }
  if (path !== undefined) return [{ kind: 'row', item, path: path.split('.'), wanted }];
  if (!isMap(wanted)) return readStates(item, wanted);
  const { is, ...fields } = wanted;
  const rest: Bare[] = Object.keys(fields).length === 0 ? [] : [{ kind: 'row', item, path: [], wanted: fields }];
  if (is === undefined) return rest;
  const states = readStates(item, is);
  return 'fault' in states ? states : [...states, ...rest];
}

function readStates(item: string, text: unknown): Bare[] | { readonly fault: Label } {
  if (typeof text === 'string' && readStateWords(text) !== undefined) return [{ kind: 'states', item, text }];
  return fault('Здесь нужны состояния («won», «a → b», «=», через «/» по областям) или поля', 'States ("won", "a → b", "=", regions separated by "/") or fields are needed here');
}

function readLists(entity: string, wanted: unknown): Bare[] | { readonly fault: Label } {
  const several = Array.isArray(wanted) && wanted.length > 0 && wanted.every((one) => isMap(one) && 'where' in one);
  const questions = (several ? wanted : [wanted]) as unknown[];
  const lists = questions.map((one): Bare | undefined => {
    if (!isMap(one) || !isMap(one['where'])) return Array.isArray(one) ? { kind: 'list', entity, where: {}, rows: one } : undefined;
    const { where, ...rest } = one as { where: Record<string, unknown>; rows?: unknown; count?: unknown };
    const keys = Object.keys(rest);
    if (keys.length !== 1 || !['rows', 'count'].includes(keys[0] as string)) return undefined;
    return { kind: 'list', entity, where, rows: 'rows' in rest ? rest.rows : { count: rest.count } };
  });
  if (lists.includes(undefined)) return fault('Здесь нужен список строк или { where: …, rows: […] } либо { where: …, count: … }', 'A list of rows is needed here, or { where: …, rows: […] }, or { where: …, count: … }');
  return lists as Bare[];
}
