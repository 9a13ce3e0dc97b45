import { Decimal } from 'decimal.js';
import type { UnitOfWork } from '../company/index.ts';
import type { EntityRow, Field } from '../entity/index.ts';
import type { FactType } from '../rules/index.ts';

/** Type a column has as a fact. Money and quantities become numbers here and only here, rounded to their scale. */
export function columnFactType(one: Field): FactType & { label: Field['label'] } {
  const nullable = one.required !== true;
  const base = { nullable, label: one.label };
  switch (one.type) {
    case 'integer':
    case 'decimal':
      return { ...base, type: 'number' };
    case 'boolean':
      return { ...base, type: 'boolean' };
    case 'enum':
      // A state may be one that a company has added, so only what people choose from is a closed list.
      return one.writable === 'system' ? { ...base, type: 'string' } : { ...base, type: 'string', enum: (one.values ?? []).map((value) => value.code) };
    case 'enums':
    case 'strings':
    case 'references':
      return { ...base, type: 'array', items: { type: 'string' } };
    case 'json':
      return { ...base, type: 'any' };
    default:
      return { ...base, type: 'string' };
  }
}

/** A column's value as a rule sees it. */
export function columnFact(one: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (one.type === 'decimal') return new Decimal(String(value)).toDecimalPlaces(one.scale ?? 2).toNumber();
  if (value instanceof Date) return value.toISOString();
  return value;
}

/** Facts that every rule may read beside those of its item, and their types. */
export const COMMON_FACTS: Readonly<Record<string, FactType>> = {
  p: { type: 'any', label: { ru: 'Параметры регламента', en: 'Parameters of the regulation' } },
  event: { type: 'any', label: { ru: 'Данные события', en: 'Data of the event' } },
  actor: {
    type: 'object',
    label: { ru: 'Кто действует', en: 'Who acts' },
    properties: { id: { type: 'string' }, roles: { type: 'array', items: { type: 'string' } }, kind: { type: 'string', enum: ['person', 'robot'] } },
  },
  today: { type: 'string', label: { ru: 'Сегодня', en: 'Today' } },
  now: { type: 'string', label: { ru: 'Сейчас', en: 'Now' } },
};

type Plugins = UnitOfWork['company']['plugins'];

const typesByEntity = new WeakMap<Plugins, Map<string, Readonly<Record<string, FactType>>>>();

/** Types of every fact a rule about `entity` may read: its columns, what plugins offer, and the common ones. */
export function factTypesOf(plugins: Plugins, entity: string): Readonly<Record<string, FactType>> {
  let known = typesByEntity.get(plugins);
  if (known === undefined) typesByEntity.set(plugins, (known = new Map()));
  let types = known.get(entity);
  if (types === undefined) known.set(entity, (types = collectTypes(plugins, entity)));
  return types;
}

function collectTypes(plugins: Plugins, entity: string): Readonly<Record<string, FactType>> {
  const columns = Object.entries(plugins.entity(entity)?.definition.fields ?? {}).map(([name, one]) => [name, columnFactType(one)] as const);
  return Object.assign({}, Object.fromEntries(columns), ...plugins.factSources(entity).map((source) => source.facts), COMMON_FACTS) as Record<string, FactType>;
}

export interface FactRequest {
  readonly entity: string;
  readonly row: EntityRow;
  readonly names: ReadonlySet<string>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
}

/** Loads the named facts of one row, and nothing else: each plugin's source is asked only for what is wanted of it. */
export async function loadFacts(uow: UnitOfWork, request: FactRequest): Promise<Record<string, unknown>> {
  const { entity, row, names } = request;
  const definition = uow.company.plugins.entity(entity)?.definition;
  const facts: Record<string, unknown> = {};
  for (const name of names) {
    const one = definition?.fields[name];
    if (one !== undefined) facts[name] = columnFact(one, row[name]);
  }
  // Asked together, their statements travel together.
  const loaded = await Promise.all(
    uow.company.plugins.factSources(entity).map(async (source) => {
      const wanted = new Set(Object.keys(source.facts).filter((name) => names.has(name)));
      return { wanted, found: wanted.size === 0 ? undefined : (await source.load([row.id], { uow, wanted })).get(row.id) };
    }),
  );
  for (const { wanted, found } of loaded) for (const name of wanted) facts[name] = found?.[name] ?? null;
  for (const name of names) {
    // What the sender gave with the event answers for facts that the item itself does not have.
    if (!(name in facts) && request.event !== undefined && Object.hasOwn(request.event, name)) facts[name] = request.event[name];
  }
  facts['p'] = request.parameters;
  facts['event'] = request.event ?? {};
  facts['actor'] = { id: uow.actor.userId, roles: uow.actor.roles, kind: uow.actor.kind };
  facts['today'] = uow.today;
  facts['now'] = uow.now.toISOString();
  return facts;
}
