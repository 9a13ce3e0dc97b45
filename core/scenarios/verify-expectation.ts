import type { Label } from '../language/index.ts';
import type { Mismatch } from './match.ts';
import { mismatches } from './match.ts';
import type { Failure } from './result.ts';
import { shown } from './result.ts';
import type { Expectation } from './scenario.ts';
import { readStateWords } from './state-words.ts';
import type { HistoryRow, NamedItem, World } from './world.ts';

/** How far the histories went before the step began: number of rows by name; a name that is not here had none. */
export type HistoryMarks = ReadonlyMap<string, number>;

interface Look {
  readonly world: World;
  readonly login: string;
  readonly zone: string;
  readonly marks: HistoryMarks;
}

/** Names whose history before the step matters to what is expected after it. */
export function historiesAsked(expectations: readonly Expectation[]): string[] {
  return expectations.flatMap((one) => (one.kind === 'history' || (one.kind === 'states' && /[=>→]/.test(one.text)) ? [one.item] : []));
}

/** What is not as expected, every difference on its own. @throws StuckError */
export async function verifyExpectation(one: Expectation, look: Look): Promise<Failure[]> {
  const { world, login } = look;
  switch (one.kind) {
    case 'states':
      return verifyStates(one.item, one.text, one.pointer, look);
    case 'history': {
      const item = await world.item(one.item, login);
      const region = one.region ?? item.entity.regions[0]?.name ?? '';
      const passed = passedIn(await newHistory(one.item, item, look), region);
      return sameWords(one.states, passed) ? [] : [failure(look, one.pointer, PASSED, one.states.join(' → '), passed.join(' → '))];
    }
    case 'row':
      return verifyRow(one, look);
    case 'list': {
      const where = (await world.fill(one.where, login)) as Record<string, unknown>;
      const wanted = await world.fill(one.rows, login);
      return compared(wanted, await world.rows(one.entity, where, login), one.pointer, { ...look, anyOrder: true });
    }
    case 'decision': {
      const { entity, id } = await world.item(one.item, login);
      const { status, body } = await world.door.call(login, 'GET', `${entity.path}/${id}/explain/${one.decision}`);
      if (status >= 300) return [failure(look, one.pointer, UNREADABLE, one.decision, `${status} ${shown(body)}`)];
      return compared(await world.fill(one.wanted, login), (body as { outcome?: unknown }).outcome, one.pointer, look);
    }
    case 'get': {
      const path = String(await world.fill(one.path, login));
      const { status, body } = await world.door.call(login, 'GET', path);
      if (status >= 300) return [failure(look, one.pointer, UNREADABLE, path, `${status} ${shown(body)}`)];
      return compared(await world.fill(one.wanted, login), body, one.pointer, look);
    }
  }
}

const PASSED: Label = { ru: 'Пройдены другие состояния', en: 'Other states were passed' };
const STANDS: Label = { ru: 'Стоит в другом состоянии', en: 'It stands in another state' };
const UNREADABLE: Label = { ru: 'Прочитать нельзя', en: 'It cannot be read' };

function failure({ world }: Look, pointer: string, message: Label, wanted: string, got: string): Failure {
  return { place: world.scenario.locate(pointer), message, wanted, got };
}

async function newHistory(name: string, item: NamedItem, { world, login, marks }: Look): Promise<readonly HistoryRow[]> {
  return (await world.history(item, login)).slice(marks.get(name) ?? 0);
}

/** States a region entered, in order; an event that stays where it is passes none. */
function passedIn(rows: readonly HistoryRow[], region: string): string[] {
  return rows.filter((row) => row.region === region && row.from_value !== row.to_value).map((row) => row.to_value);
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, index) => word === right[index]);
}

async function verifyStates(name: string, text: string, pointer: string, look: Look): Promise<Failure[]> {
  const item = await look.world.item(name, look.login);
  const row = await look.world.row(item, look.login);
  const words = readStateWords(text) ?? [];
  const history = words.some((word) => word.kind !== 'stands') ? await newHistory(name, item, look) : [];
  return words.flatMap((word, index) => {
    const region = item.entity.regions[index];
    if (region === undefined) return [];
    const label = words.length === 1 ? '' : `${region.name}: `;
    if (word.kind === 'stands') {
      const now = String(row[region.field]);
      return now === word.state ? [] : [failure(look, pointer, STANDS, `${label}${word.state}`, `${label}${now}`)];
    }
    const passed = passedIn(history, region.name);
    const wanted = word.kind === 'passed' ? word.states : [];
    return sameWords(wanted, passed) ? [] : [failure(look, pointer, PASSED, `${label}${wanted.join(' → ') || '='}`, `${label}${passed.join(' → ') || `= (${String(row[region.field])})`}`)];
  });
}

async function verifyRow(one: Extract<Expectation, { kind: 'row' }>, look: Look): Promise<Failure[]> {
  const { world, login } = look;
  if (world.isAnswer(one.item)) {
    const reference = [one.item, ...one.path].join('.');
    return compared(await world.fill(one.wanted, login), await world.fill(`$${reference}`, login), one.pointer, look);
  }
  const item = await world.item(one.item, login);
  const named = one.path.length > 0 ? [one.path[0] as string] : typeof one.wanted === 'object' && one.wanted !== null ? Object.keys(one.wanted) : [];
  let got: unknown = await world.row(item, login, named.filter((name) => item.entity.includes.has(name)));
  for (const token of one.path) got = typeof got === 'object' && got !== null ? (got as Record<string, unknown>)[token] : undefined;
  return compared(await world.fill(one.wanted, login), got, one.pointer, look);
}

function compared(wanted: unknown, got: unknown, pointer: string, look: Look & { readonly anyOrder?: boolean }): Failure[] {
  const found: Mismatch[] = mismatches(wanted, got, { zone: look.zone, ...(look.anyOrder === true ? { anyOrder: true } : {}) });
  return found.map((one) => {
    const place = look.world.scenario.locate(one.path === '' ? pointer : `${pointer}/${one.path.replaceAll('.', '/')}`);
    const where = one.path === '' ? '' : `${one.path}: `;
    const note = one.note ?? { ru: 'не то значение', en: 'not the value' };
    return { place, message: { ru: `${where}${note.ru}`, en: `${where}${note.en}` }, wanted: shown(one.wanted), got: shown(one.got) };
  });
}
