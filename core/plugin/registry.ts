import { container as rootContainer } from './injection.ts';
import type { DependencyContainer } from './injection.ts';
import type { UnitOfWork } from '../company/index.ts';
import { UnitOfWorkToken } from './tokens.ts';
import type { EntityClass } from '../entity/index.ts';
import type { ProcessSpec } from '../process/index.ts';
import { checkManifests, prefixOf } from './check-manifests.ts';
import type {
  DecisionDefinition, EffectDefinition, FactSource, ImporterDefinition, InvariantDefinition, PermissionDefinition, PluginDefinition, SaveRule, ScheduleDefinition, Subscription,
} from './contributions.ts';
import { PluginProblemsError } from './problems.ts';

function byId<Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((one) => [one.id, one]));
}

/**
 * Everything a set of plugins contributes, checked together and looked up by name. One holds all plugins of the process; a company that uses fewer
 * works with a part of it (`only`).
 */
export class PluginRegistry {
  readonly plugins: readonly PluginDefinition[];
  /** The registry of all installed plugins: this one, unless it is a part. */
  readonly installed: PluginRegistry;
  readonly #parts = new Map<string, PluginRegistry>();
  readonly #entities: ReadonlyMap<string, EntityClass>;
  readonly #paths: ReadonlyMap<string, EntityClass>;
  readonly #processes: ReadonlyMap<string, ProcessSpec>;
  readonly #depths = new Map<string, number>();
  readonly #facts = new Map<string, FactSource[]>();
  readonly #decisions: ReadonlyMap<string, DecisionDefinition>;
  readonly #effects: ReadonlyMap<string, EffectDefinition>;
  readonly #saveRules = new Map<string, SaveRule[]>();
  readonly #schedules: ReadonlyMap<string, ScheduleDefinition>;
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #container: DependencyContainer;

  /** @throws PluginProblemsError with every problem of the manifests */
  constructor(plugins: readonly PluginDefinition[], whole?: PluginRegistry) {
    this.installed = whole ?? this;
    const { ordered, problems } = checkManifests(plugins);
    if (problems.length > 0) throw new PluginProblemsError(problems);
    this.plugins = ordered;
    const entities = ordered.flatMap((plugin) => (plugin.entities ?? []).map((entity) => ({ plugin, entity })));
    this.#entities = new Map(entities.map(({ entity }) => [entity.definition.id, entity]));
    this.#paths = new Map(entities.map(({ plugin, entity }) => [`${plugin.id}/${entity.definition.path}`, entity]));
    this.#processes = byId(ordered.flatMap((plugin) => plugin.processes ?? []));
    this.#decisions = byId(ordered.flatMap((plugin) => plugin.decisions ?? []));
    this.#effects = byId(ordered.flatMap((plugin) => plugin.effects ?? []));
    this.#schedules = byId(ordered.flatMap((plugin) => plugin.schedules ?? []));
    for (const plugin of ordered) {
      for (const source of plugin.facts ?? []) this.#facts.set(source.entity, [...(this.#facts.get(source.entity) ?? []), source]);
      for (const rule of plugin.saveRules ?? []) this.#saveRules.set(rule.entity, [...(this.#saveRules.get(rule.entity) ?? []), rule]);
      for (const one of plugin.subscriptions ?? []) this.#subscriptions.set(one.on, [...(this.#subscriptions.get(one.on) ?? []), one]);
    }
    // A container of its own: two applications in one process must not see each other's services.
    this.#container = rootContainer.createChildContainer();
    for (const { token, useClass } of ordered.flatMap((plugin) => plugin.services ?? [])) this.#container.register(token, { useClass: useClass as never });
  }

  /** The part of the installation that uses the named plugins, those they require, and the kernel; all of it when none are named. */
  only(ids: readonly string[] | undefined): PluginRegistry {
    const { plugins } = this.installed;
    if (ids === undefined) return this.installed;
    const wanted = new Set<string>();
    const want = (id: string): void => {
      const plugin = plugins.find((one) => one.id === id);
      if (plugin === undefined || wanted.has(id)) return;
      wanted.add(id);
      for (const other of Object.keys(plugin.requires ?? {})) want(other);
    };
    for (const id of ['core', ...ids]) want(id);
    if (wanted.size === plugins.length) return this.installed;
    const key = [...wanted].sort().join(' ');
    let part = this.installed.#parts.get(key);
    if (part === undefined) this.installed.#parts.set(key, (part = new PluginRegistry(plugins.filter((one) => wanted.has(one.id)), this.installed)));
    return part;
  }

  /** Whether the plugin is used here. */
  has(pluginId: string): boolean {
    return this.plugins.some((plugin) => plugin.id === pluginId);
  }

  entity(id: string): EntityClass | undefined {
    return this.#entities.get(id);
  }

  /** By the two path segments of the HTTP surface: `crm`, `customer-orders`. */
  entityByPath(pluginId: string, path: string): EntityClass | undefined {
    return this.#paths.get(`${pluginId}/${path}`);
  }

  get entities(): readonly EntityClass[] {
    return [...this.#entities.values()];
  }

  /** Plugin id an entity belongs to. */
  pluginOf(entityId: string): string {
    return this.plugins.find((plugin) => entityId.startsWith(`${prefixOf(plugin.id)}.`))?.id ?? 'core';
  }

  processSpec(entityId: string): ProcessSpec | undefined {
    return this.#processes.get(entityId);
  }

  get processes(): readonly ProcessSpec[] {
    return [...this.#processes.values()];
  }

  /** How many parents stand above an entity; what is deeper settles first. */
  processDepth(entityId: string): number {
    let depth = this.#depths.get(entityId);
    if (depth === undefined) {
      const parent = this.#processes.get(entityId)?.parent?.entity;
      depth = parent === undefined ? 0 : 1 + this.processDepth(parent);
      this.#depths.set(entityId, depth);
    }
    return depth;
  }

  factSources(entityId: string): readonly FactSource[] {
    return this.#facts.get(entityId) ?? [];
  }

  decision(id: string): DecisionDefinition | undefined {
    return this.#decisions.get(id);
  }

  get decisions(): readonly DecisionDefinition[] {
    return [...this.#decisions.values()];
  }

  effect(id: string): EffectDefinition | undefined {
    return this.#effects.get(id);
  }

  get effects(): readonly EffectDefinition[] {
    return [...this.#effects.values()];
  }

  saveRules(entityId: string): readonly SaveRule[] {
    return this.#saveRules.get(entityId) ?? [];
  }

  schedule(id: string): ScheduleDefinition | undefined {
    return this.#schedules.get(id);
  }

  get schedules(): readonly ScheduleDefinition[] {
    return [...this.#schedules.values()];
  }

  /** Subscribers of an event, those of every event (`*`) last. */
  subscriptions(event: string): readonly Subscription[] {
    return [...(this.#subscriptions.get(event) ?? []), ...(this.#subscriptions.get('*') ?? [])];
  }

  get permissions(): readonly PermissionDefinition[] {
    return this.plugins.flatMap((plugin) => plugin.permissions ?? []);
  }

  get invariants(): readonly InvariantDefinition[] {
    return this.plugins.flatMap((plugin) => plugin.invariants ?? []);
  }

  get importers(): readonly ImporterDefinition[] {
    return this.plugins.flatMap((plugin) => plugin.importers ?? []);
  }

  /** Container of one unit of work: services are made for it and end with it. */
  containerFor(uow: UnitOfWork): DependencyContainer {
    return uow.remember(this, () => {
      const child = this.#container.createChildContainer();
      child.register(UnitOfWorkToken, { useValue: uow });
      return child;
    });
  }
}
