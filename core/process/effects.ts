import type { Actor, UnitOfWork } from '../company/index.ts';
import { InvalidError } from '../errors/index.ts';
import type { EntityRow } from '../entity/index.ts';
import type { Label } from '../language/index.ts';
import { LOCALES, translate } from '../language/index.ts';
import { createRecord, updateRecord } from '../records/index.ts';
import type { Rule } from '../rules/index.ts';
import { evaluateRule, readFactNames } from '../rules/index.ts';
import type { CompiledEffect } from './compile.ts';
import type { EffectContext } from './effect-context.ts';
import type { ProcessEngine } from './engine.ts';
import { loadFacts } from './fact-loader.ts';
import type { Item } from './item-store.ts';
import { queueDelivery } from './outbox.ts';

/** The one effect the engine performs itself: columns of the item, written together with its state. */
export const SET_FIELDS = 'core.set';

/** True for a value that is a rule (`{ var: 'event.reason' }`), to be answered when the effect is performed. */
function isRule(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1 && readFactNames(value).length > 0;
}

/** Answers the rules among an effect's parameters; everything else is taken as written. */
async function resolveParams(uow: UnitOfWork, item: Item, params: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const names = new Set(Object.values(params).filter(isRule).flatMap((value) => [...readFactNames(value)]));
  if (names.size === 0) return { ...params };
  const facts = await loadFacts(uow, { entity: item.entity, row: item.row, names, parameters: item.regulation.parameters, event: data });
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isRule(value) ? evaluateRule(value as Rule, facts, { strictFacts: false }).value : value]),
  );
}

/** Columns that the ordered `core.set` effects give, to be written in the step's own statement. */
export async function fieldValues(uow: UnitOfWork, item: Item, effects: readonly CompiledEffect[], data: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const effect of effects) {
    if (effect.effect === SET_FIELDS) Object.assign(values, await resolveParams(uow, item, effect.params, data));
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === 'now' && item.definition.fields[name]?.type === 'datetime' ? uow.now : value === 'today' ? uow.today : value]));
}

/** Performs what a transition or a wait ordered, in order. Deferred effects become deliveries in the same transaction. */
export async function runEffects(
  engine: ProcessEngine,
  item: Item,
  code: string,
  effects: readonly CompiledEffect[],
  event: string,
  data: Readonly<Record<string, unknown>>,
  actor: Actor,
): Promise<void> {
  for (const [index, ordered] of effects.entries()) {
    if (ordered.effect === SET_FIELDS) continue;
    const definition = engine.uow.company.plugins.effect(ordered.effect);
    if (definition === undefined) {
      throw new InvalidError('core.unknown_effect', { ru: 'Действие «{effect}» не установлено.', en: 'The effect “{effect}” is not installed.' }, { params: { effect: ordered.effect } });
    }
    const params = await resolveParams(engine.uow, item, ordered.params, data);
    const key = `${item.entity}:${item.id}:${item.row.version}:${code}:${index}`;
    if (definition.deferred === true) queueDelivery(engine.uow, { key, effect: definition.id, params: { ...params, event }, entity: item.entity, itemId: item.id });
    else await definition.run(params, effectContext(engine, item, event, data, actor, key));
  }
}

/** Fills a label's places with the item's own facts, those of plugins included. */
async function fillFromItem(uow: UnitOfWork, item: Item, label: Label, event: Readonly<Record<string, unknown>>): Promise<Label> {
  const places = new Set(LOCALES.flatMap((locale) => [...label[locale].matchAll(/\{([a-z_][\w.]*)\}/g)].map((match) => match[1] ?? '')));
  if (places.size === 0) return label;
  const names = new Set([...places].map((place) => place.split('.')[0] ?? ''));
  const facts = await loadFacts(uow, { entity: item.entity, row: item.row, names, parameters: item.regulation.parameters, event });
  const values = Object.fromEntries([...places].map((place) => [place, valueAt(facts, place)] as const).filter(([, value]) => value !== undefined));
  return { ru: translate(label, 'ru', values), en: translate(label, 'en', values) };
}

/** Value at a dotted path, own properties only. */
function valueAt(facts: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined), facts);
}

/** What an effect, a subscription or a timer works with. */
export function effectContext(engine: ProcessEngine, item: Item, event: string, data: Readonly<Record<string, unknown>>, actor: Actor, key: string): EffectContext {
  const { uow } = engine;
  let deferred = 0;
  return {
    uow,
    actor,
    now: uow.now,
    item: {
      entity: item.entity,
      id: item.id,
      get row(): EntityRow {
        return item.row;
      },
    },
    regulation: item.regulation,
    event,
    data,
    key,
    lock: async (entity, id) => (await engine.store.lock({ entity, id })).row,
    update: async (entity, id, patch) => updateRecord(uow, { entity, id }, patch),
    create: async (entity, values, options) => createRecord(uow, entity, values, { asSystem: true, ...(options?.event === undefined ? {} : { event: options.event }) }),
    send: async (entity, id, name, sent = {}, options) => engine.sendAsSystem({ entity, id }, name, sent, options?.optional === true),
    touch: (entity, id) => engine.touch({ entity, id }),
    raise: (type, entity, id, sent = {}) => engine.raise({ type, entity, id, data: sent }),
    defer: (effect, params, ownKey) => {
      deferred += 1;
      queueDelivery(uow, { key: ownKey ?? `${key}:d${deferred}`, effect, params, entity: item.entity, itemId: item.id });
    },
    fill: async (label) => fillFromItem(uow, item, label, data),
  };
}
