import { relationName } from '../entity/index.ts';
import type { EntityDefinition } from '../entity/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { RegulationDocument } from '../regulation/index.ts';
import { entityPath } from '../surface/index.ts';

/** Parallel states of an entity, in the order its process declares them. */
export interface RegionWords {
  readonly name: string;
  readonly field: string;
  readonly states: ReadonlySet<string>;
}

/** Names that may be used about one entity. */
export interface EntityWords {
  readonly id: string;
  /** Address of its rows: `/api/crm/customer-orders`. */
  readonly path: string;
  readonly fields: ReadonlySet<string>;
  /** Sections and relations that can be read together with a row. */
  readonly includes: ReadonlySet<string>;
  /** Section name → entity of its rows. */
  readonly sections: ReadonlyMap<string, string>;
  readonly regions: readonly RegionWords[];
  readonly events: ReadonlySet<string>;
}

/** Everything a scenario of one company may name. */
export interface Vocabulary {
  readonly entities: ReadonlyMap<string, EntityWords>;
  readonly decisions: ReadonlySet<string>;
  readonly importers: ReadonlySet<string>;
}

function includesOf(definition: EntityDefinition): Set<string> {
  const relations = Object.entries(definition.fields).filter(([, one]) => one.type === 'reference').map(([name]) => relationName(name));
  return new Set([...Object.keys(definition.sections ?? {}), ...relations]);
}

/** The names of a company: what its plugins declare, with the states and events its regulation adds. */
export function vocabularyOf(registry: PluginRegistry, document?: Pick<RegulationDocument, 'processes'>): Vocabulary {
  const entities = new Map<string, EntityWords>();
  for (const { definition } of registry.entities) {
    const spec = registry.processSpec(definition.id);
    const overlay = document?.processes?.[definition.id];
    const regions = Object.entries(spec?.regions ?? {}).map(([name, region]) => ({ name, field: region.field, states: new Set(Object.keys({ ...region.states, ...overlay?.regions?.[name]?.states })) }));
    const events = [...Object.values(spec?.transitions ?? {}), ...Object.values(overlay?.transitions ?? {})].flatMap((one) => (one.on === undefined ? [] : [one.on]));
    entities.set(definition.id, {
      id: definition.id,
      path: entityPath(registry, definition),
      fields: new Set(Object.keys(definition.fields)),
      includes: includesOf(definition),
      sections: new Map(Object.entries(definition.sections ?? {}).map(([name, section]) => [name, section.entity])),
      regions,
      events: new Set(events),
    });
  }
  return { entities, decisions: new Set(registry.decisions.map((one) => one.id)), importers: new Set(registry.importers.map((one) => one.id)) };
}
