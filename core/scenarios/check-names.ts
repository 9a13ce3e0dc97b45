import type { Label } from '../language/index.ts';
import { nearest } from '../language/index.ts';
import type { Diagnostic } from '../regulation/source/index.ts';
import { MATCH_WORDS } from './match.ts';
import { pointerOf } from './raw-scenario.ts';
import { isLookup, referencesIn } from './reference.ts';
import type { Action, Expectation, Scenario, Step } from './scenario.ts';
import { readStateWords, statesNamed } from './state-words.ts';
import type { EntityWords, Vocabulary } from './vocabulary.ts';

/** What a name stands for: a person, a row of an entity, or an answer of any shape. */
type Meaning = { readonly kind: 'user' } | { readonly kind: 'item'; readonly entity: string } | { readonly kind: 'answer' };

/** Every name of a scenario, held against what is declared before it and against what the company's plugins know. */
export class NameChecker {
  readonly #names = new Map<string, Meaning>();

  /** `checked`: steps already reported on, since variants share them with the file's own story. */
  constructor(
    readonly scenario: Scenario,
    readonly vocabulary: Vocabulary | undefined,
    readonly diagnostics: Diagnostic[],
    readonly checked: Set<Step>,
  ) {}

  check(): void {
    const first = this.checked.size === 0;
    for (const name of Object.keys(this.scenario.users)) this.#names.set(name, { kind: 'user' });
    for (const [name, lookup] of Object.entries(this.scenario.known)) this.#declare(name, { kind: 'item', entity: lookup.find }, pointerOf('', 'known', name), first);
    if (first) this.#checkHead();
    for (const step of this.scenario.steps) this.#checkStep(step, !this.checked.has(step));
    for (const step of this.scenario.steps) this.checked.add(step);
  }

  #checkHead(): void {
    this.#person(this.scenario.observer, '/observer');
    const later = new Set([...this.#names.keys(), ...this.scenario.steps.flatMap((step) => step.actions.flatMap((action) => action.as ?? []))]);
    for (const [name, { find, where }] of Object.entries(this.scenario.known)) {
      const pointer = pointerOf('', 'known', name, 'where');
      this.#fields(this.vocabulary?.entities.get(find), where, pointer, false);
      for (const [place, reference] of referencesOf(where, pointer)) if (!later.has(reference)) this.#unknown(place, reference, later);
    }
  }

  #checkStep(step: Step, loud: boolean): void {
    for (const action of step.actions) {
      if (loud) this.#checkAction(action);
      if (action.as !== undefined) this.#declare(action.as, action.deed.verb === 'create' ? { kind: 'item', entity: action.deed.entity } : { kind: 'answer' }, pointerOf(action.pointer, 'as'), loud);
    }
    if (!loud) return;
    if (step.seenBy !== undefined) this.#person(step.seenBy, pointerOf(step.pointer, 'seen_by'));
    for (const expectation of step.expectations) this.#checkExpectation(expectation);
  }

  #checkAction({ pointer, by, deed, values, version }: Action): void {
    this.#person(by, pointerOf(pointer, 'by'));
    const at = pointerOf(pointer, 'with');
    this.#references(values, at);
    this.#references(version, pointerOf(pointer, 'version'));
    if (deed.verb === 'create') return this.#fields(this.vocabulary?.entities.get(deed.entity), values, at, false);
    if (deed.verb === 'import') return;
    if (deed.verb === 'post' || deed.verb === 'upload') return this.#references(deed.path, pointerOf(pointer, deed.verb));
    const entity = this.#item(deed.item, deed.verb === 'send' ? pointerOf(pointer, 'send', deed.item) : pointerOf(pointer, deed.verb));
    if (deed.verb === 'patch') this.#fields(entity, values, at, false);
    if (deed.verb === 'send' && entity !== undefined && !entity.events.has(deed.event)) {
      this.#report(pointerOf(pointer, 'send', deed.item), 'unknown_event', { ru: `У «${entity.id}» нет события «${deed.event}»`, en: `"${entity.id}" has no event "${deed.event}"` }, nearest(deed.event, entity.events));
    }
  }

  #checkExpectation(one: Expectation): void {
    const { pointer } = one;
    switch (one.kind) {
      case 'states':
        return this.#checkStates(this.#item(one.item, pointer), one.text, pointer);
      case 'history': {
        const entity = this.#item(one.item, pointer);
        if (entity === undefined) return;
        const region = one.region === undefined && entity.regions.length === 1 ? entity.regions[0] : entity.regions.find(({ name }) => name === one.region);
        if (region === undefined) return this.#report(pointer, 'unknown_region', { ru: `Назовите область «${entity.id}»: ${entity.regions.map(({ name }) => name).join(', ')}`, en: `Name a region of "${entity.id}": ${entity.regions.map(({ name }) => name).join(', ')}` });
        for (const [index, state] of one.states.entries()) this.#state(state, region.states, pointerOf(pointer, index));
        return;
      }
      case 'row': {
        const meaning = this.#names.get(one.item);
        if (meaning === undefined || meaning.kind === 'item') this.#path(this.#item(one.item, pointer), one.path, pointer);
        if (one.path.length === 0 && meaning?.kind === 'item') this.#fields(this.vocabulary?.entities.get(meaning.entity), one.wanted, pointer, true);
        return this.#references(one.wanted, pointer);
      }
      case 'list': {
        const entity = this.vocabulary?.entities.get(one.entity);
        if (this.vocabulary !== undefined && entity === undefined) return this.#report(pointer, 'unknown_entity', { ru: `Сущности «${one.entity}» нет`, en: `There is no entity "${one.entity}"` }, nearest(one.entity, this.vocabulary.entities.keys()));
        this.#fields(entity, one.where, pointer, false);
        for (const row of Array.isArray(one.rows) ? one.rows : []) this.#fields(entity, row, pointer, true);
        this.#references(one.where, pointer);
        return this.#references(one.rows, pointer);
      }
      case 'decision': {
        this.#item(one.item, pointer);
        const known = this.vocabulary?.decisions;
        if (known !== undefined && !known.has(one.decision)) this.#report(pointer, 'unknown_decision', { ru: `Решения «${one.decision}» нет`, en: `There is no decision "${one.decision}"` }, nearest(one.decision, known));
        return this.#references(one.wanted, pointer);
      }
      case 'get':
        this.#references(one.path, pointer);
        return this.#references(one.wanted, pointer);
    }
  }

  #checkStates(entity: EntityWords | undefined, text: string, pointer: string): void {
    const words = readStateWords(text) ?? [];
    if (entity === undefined) return;
    if (words.length !== entity.regions.length) {
      const names = entity.regions.map(({ name }) => name).join(' / ');
      return this.#report(pointer, 'regions', { ru: `У «${entity.id}» области: ${names || 'нет'}`, en: `The regions of "${entity.id}": ${names || 'none'}` });
    }
    words.forEach((word, index) => statesNamed(word).forEach((state) => this.#state(state, entity.regions[index]?.states ?? new Set(), pointer)));
  }

  #state(state: string, known: ReadonlySet<string>, pointer: string): void {
    if (!known.has(state)) this.#report(pointer, 'unknown_state', { ru: `Состояния «${state}» нет`, en: `There is no state "${state}"` }, nearest(state, known));
  }

  #declare(name: string, meaning: Meaning, pointer: string, loud: boolean): void {
    if (loud && this.#names.has(name)) this.#report(pointer, 'name_twice', { ru: `Имя «${name}» уже занято`, en: `The name "${name}" is taken already` });
    this.#names.set(name, meaning);
  }

  #person(name: string, pointer: string): void {
    if (Object.hasOwn(this.scenario.users, name)) return;
    const people = Object.keys(this.scenario.users);
    this.#report(pointer, 'unknown_person', { ru: `Человека «${name}» в as нет`, en: `There is nobody called "${name}" in as` }, nearest(name, people));
  }

  /** Words of the item's entity; undefined when the name is wrong, or nothing is known about entities. */
  #item(name: string, pointer: string): EntityWords | undefined {
    const meaning = this.#names.get(name);
    if (meaning === undefined) this.#unknown(pointer, name, this.#names.keys());
    else if (meaning.kind !== 'item') this.#report(pointer, 'not_an_item', { ru: `«${name}» — не строка сущности`, en: `"${name}" is no row of an entity` });
    return meaning?.kind === 'item' ? this.vocabulary?.entities.get(meaning.entity) : undefined;
  }

  #path(entity: EntityWords | undefined, path: readonly string[], pointer: string): void {
    const head = path[0];
    if (entity === undefined || head === undefined || entity.fields.has(head) || entity.includes.has(head)) return;
    this.#report(pointer, 'unknown_field', { ru: `У «${entity.id}» нет поля «${head}»`, en: `"${entity.id}" has no field "${head}"` }, nearest(head, [...entity.fields, ...entity.includes]));
  }

  /** Names of a map of fields, its sections' rows included; `reading` allows relations and words of comparison. */
  #fields(entity: EntityWords | undefined, value: unknown, pointer: string, reading: boolean): void {
    if (entity === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const keys = Object.keys(value);
    if (reading && keys.length === 1 && (MATCH_WORDS as readonly string[]).includes(keys[0] as string)) return;
    for (const [name, one] of Object.entries(value)) {
      const section = entity.sections.get(name);
      if (section !== undefined) {
        const rows = Array.isArray(one) ? one : [];
        rows.forEach((row, index) => this.#fields(this.vocabulary?.entities.get(section), row, pointerOf(pointer, name, index), reading));
      } else if (!entity.fields.has(name) && !(reading && entity.includes.has(name))) {
        this.#report(pointerOf(pointer, name), 'unknown_field', { ru: `У «${entity.id}» нет поля «${name}»`, en: `"${entity.id}" has no field "${name}"` }, nearest(name, [...entity.fields, ...entity.includes]));
      }
    }
  }

  #references(value: unknown, pointer: string): void {
    for (const [place, name, path] of referencesOf(value, pointer)) {
      const meaning = this.#names.get(name);
      if (meaning === undefined) this.#unknown(place, name, this.#names.keys());
      else if (meaning.kind === 'item') this.#path(this.vocabulary?.entities.get(meaning.entity), path, place);
    }
    for (const [place, lookup] of lookupsOf(value, pointer)) {
      const entity = this.vocabulary?.entities.get(lookup.find);
      if (this.vocabulary !== undefined && entity === undefined) this.#report(place, 'unknown_entity', { ru: `Сущности «${lookup.find}» нет`, en: `There is no entity "${lookup.find}"` }, nearest(lookup.find, this.vocabulary.entities.keys()));
      else this.#fields(entity, lookup.where, pointerOf(place, 'where'), false);
    }
  }

  #unknown(pointer: string, name: string, known: Iterable<string>): void {
    this.#report(pointer, 'unknown_name', { ru: `Имени «${name}» до этого места нет`, en: `There is no name "${name}" before this place` }, nearest(name, known));
  }

  #report(pointer: string, code: string, message: Label, suggestion?: string): void {
    this.diagnostics.push({
      ...this.scenario.locate(pointer), severity: 'error', code, message, pointer,
      ...(suggestion === undefined ? {} : { fix: { ru: `возможно, имелось в виду «${suggestion}»`, en: `did you mean "${suggestion}"?` } }),
    });
  }
}

function referencesOf(value: unknown, pointer: string): [place: string, name: string, path: readonly string[]][] {
  if (typeof value === 'string') return referencesIn(value).map(({ name, path }) => [pointer, name, path]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => referencesOf(one, pointerOf(pointer, key)));
}

function lookupsOf(value: unknown, pointer: string): [place: string, lookup: { readonly find: string; readonly where: unknown }][] {
  if (typeof value !== 'object' || value === null) return [];
  if (isLookup(value)) return [[pointer, value]];
  return Object.entries(value).flatMap(([key, one]) => lookupsOf(one, pointerOf(pointer, key)));
}
