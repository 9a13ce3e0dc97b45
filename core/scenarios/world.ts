import type { Label } from '../language/index.ts';
import type { Answer, Door } from './door.ts';
import type { Reference } from './reference.ts';
import { fillIn } from './reference.ts';
import type { Lookup, Scenario } from './scenario.ts';
import type { EntityWords, Vocabulary } from './vocabulary.ts';

/** A row that a name stands for. */
export interface NamedItem {
  readonly entity: EntityWords;
  readonly id: string;
}

/** A step that cannot be carried on: a name leads nowhere, a lookup is not unique, a row cannot be read. */
export class StuckError extends Error {
  constructor(readonly label: Label) {
    super(label.en);
  }
}

export interface HistoryRow {
  readonly region: string;
  readonly from_value: string | null;
  readonly to_value: string;
  readonly version: number;
  readonly step: number;
}

/** What the names of a running scenario mean, read through the door as whoever is looking. */
export class World {
  readonly #items = new Map<string, NamedItem>();
  readonly #answers = new Map<string, unknown>();
  readonly #users = new Map<string, unknown>();

  constructor(
    readonly scenario: Scenario,
    readonly vocabulary: Vocabulary,
    readonly door: Door,
  ) {}

  loginOf(person: string): string {
    return this.scenario.users[person] ?? person;
  }

  entity(id: string): EntityWords {
    const words = this.vocabulary.entities.get(id);
    if (words === undefined) throw new StuckError({ ru: `Сущности «${id}» нет`, en: `There is no entity "${id}"` });
    return words;
  }

  remember(name: string, meaning: NamedItem | { readonly answer: unknown }): void {
    if ('answer' in meaning) this.#answers.set(name, meaning.answer);
    else this.#items.set(name, meaning);
  }

  /** Whether a name stands for what a route answered rather than for a row. */
  isAnswer(name: string): boolean {
    return this.#answers.has(name);
  }

  /** The row a name stands for; a known one is looked up the first time. @throws StuckError */
  async item(name: string, login: string): Promise<NamedItem> {
    const item = this.#items.get(name);
    if (item !== undefined) return item;
    const lookup = this.scenario.known[name];
    if (lookup === undefined) throw new StuckError({ ru: `«${name}» ещё не появилось`, en: `"${name}" has not come into being` });
    const found: NamedItem = { entity: this.entity(lookup.find), id: await this.find(await this.fill(lookup, login, true) as Lookup, login) };
    this.#items.set(name, found);
    return found;
  }

  /** As `item`, for asking about the time before a step: undefined while the row is not there. */
  async itemIfThere(name: string, login: string): Promise<NamedItem | undefined> {
    try {
      return await this.item(name, login);
    } catch (error) {
      if (error instanceof StuckError) return undefined;
      throw error;
    }
  }

  /** References and lookups replaced by what they mean. `shallow`: the value is itself a lookup that is wanted as such. */
  async fill(value: unknown, login: string, shallow = false): Promise<unknown> {
    const resolve = (reference: Reference): Promise<unknown> => this.#resolve(reference, login);
    const find = (lookup: Lookup): Promise<string> => this.find(lookup, login);
    if (!shallow) return fillIn(value, resolve, find);
    const lookup = value as Lookup;
    return { find: lookup.find, where: await fillIn(lookup.where, resolve, find) };
  }

  /** Id of the only row that fits. @throws StuckError */
  async find({ find, where }: Lookup, login: string): Promise<string> {
    const rows = await this.rows(find, where, login);
    const only = rows[0] as { id?: unknown } | undefined;
    if (rows.length !== 1 || typeof only?.id !== 'string') {
      throw new StuckError({ ru: `${find} ${JSON.stringify(where)}: нужна одна строка, нашлось ${rows.length}`, en: `${find} ${JSON.stringify(where)}: one row is needed, ${rows.length} were found` });
    }
    return only.id;
  }

  /** Rows of an entity that fit, at most 200, oldest first. @throws StuckError when the list is refused */
  async rows(entityId: string, where: Readonly<Record<string, unknown>>, login: string): Promise<readonly unknown[]> {
    const parameters = new URLSearchParams({ limit: '200', sort: 'created_at' });
    for (const [field, value] of Object.entries(where)) parameters.append(...filterOf(field, value));
    const answer = await this.door.call(login, 'GET', `${this.entity(entityId).path}?${parameters}`);
    return (demandOk(answer, entityId) as { data: unknown[] }).data;
  }

  /** A row as this person sees it, with a section or relation. @throws StuckError */
  async row({ entity, id }: NamedItem, login: string, includes: readonly string[] = []): Promise<Record<string, unknown>> {
    const query = includes.length === 0 ? '' : `?include=${includes.join(',')}`;
    return demandOk(await this.door.call(login, 'GET', `${entity.path}/${id}${query}`), entity.id) as Record<string, unknown>;
  }

  /** Every step of an item's life, oldest first. */
  async history({ entity, id }: NamedItem, login: string): Promise<readonly HistoryRow[]> {
    return (demandOk(await this.door.call(login, 'GET', `${entity.path}/${id}/history`), entity.id) as { data: HistoryRow[] }).data;
  }

  async #resolve({ name, path }: Reference, login: string): Promise<unknown> {
    if (Object.hasOwn(this.scenario.users, name)) return valueAt(await this.#user(name), path.length === 0 ? ['id'] : path, name);
    if (this.#answers.has(name)) return valueAt(this.#answers.get(name), path, name);
    const item = await this.item(name, login);
    if (path.length === 0) return item.id;
    const head = path[0] as string;
    return valueAt(await this.row(item, login, item.entity.includes.has(head) ? [head] : []), path, name);
  }

  async #user(name: string): Promise<unknown> {
    const known = this.#users.get(name);
    if (known !== undefined) return known;
    const session = demandOk(await this.door.call(this.loginOf(name), 'GET', '/api/session'), name) as { user: unknown };
    this.#users.set(name, session.user);
    return session.user;
  }
}

/** One condition of a list query; a list means any of its values, null means empty. */
function filterOf(field: string, value: unknown): [name: string, value: string] {
  if (value === null) return [`filter[${field}][null]`, 'true'];
  if (Array.isArray(value)) return [`filter[${field}][in]`, value.join(',')];
  return [`filter[${field}]`, String(value)];
}

function demandOk(answer: Answer, about: string): unknown {
  if (answer.status < 300) return answer.body;
  const detail = (answer.body as { detail?: string } | undefined)?.detail ?? '';
  throw new StuckError({ ru: `${about}: прочитать нельзя (${answer.status} ${detail})`, en: `${about}: cannot be read (${answer.status} ${detail})` });
}

function valueAt(value: unknown, path: readonly string[], name: string): unknown {
  let found = value;
  for (const token of path) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[token] : undefined;
    if (found === undefined) throw new StuckError({ ru: `У «${name}» нет «${path.join('.')}»`, en: `"${name}" has no "${path.join('.')}"` });
  }
  return found;
}
