import type { InjectionToken } from './injection.ts';
import type { EntityClass, EntityRow } from '../entity/index.ts';
import type { Label } from '../language/index.ts';
import type { Actor, UnitOfWork } from '../company/index.ts';
import type { EffectContext, ProcessSpec } from '../process/index.ts';
import type { FactType } from '../rules/index.ts';
import type { Config } from '../config/index.ts';
import type { RouteDefinition } from '../http/index.ts';
import type { PluginRegistry } from './registry.ts';
import type { MigrationSet } from '../company/index.ts';

/**
 * Facts of one entity that rules may ask about, loaded for many rows at once and only when a rule reads one of them.
 * Names are unique per entity over all plugins; the row's own columns are facts already.
 */
export interface FactSource<Name extends string = string> {
  readonly entity: string;
  readonly facts: Readonly<Record<Name, FactType & { readonly label: Label }>>;
  /** Values per row id; a fact that is unknown is null, never absent. `wanted` are the names a rule reads. */
  load(ids: readonly string[], context: { readonly uow: UnitOfWork; readonly wanted: ReadonlySet<string> }): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
}

/** Declares a source of facts. */
export function defineFacts<const Name extends string>(source: FactSource<Name>): FactSource {
  return source;
}

/** A named question with typed outcomes; the regulation answers it with a decision table over `facts`. */
export interface DecisionDefinition {
  readonly id: string;
  readonly label: Label;
  /** Entity whose facts it reads; absent when its caller supplies them all. */
  readonly entity?: string;
  /** Facts a table may read, beyond `p` (parameters). */
  readonly facts: Readonly<Record<string, FactType & { readonly label?: Label }>>;
  readonly outcome: Readonly<Record<string, FactType>>;
}

/** Declares a question that regulations answer. */
export function defineDecision(definition: DecisionDefinition): DecisionDefinition {
  return definition;
}

/** Something a regulation may order. In the transaction by default; `deferred` ones run after commit, at least once, under a stable key. */
export interface EffectDefinition<Params = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly label: Label;
  /** JSON Schema of the parameters, also checked when a regulation is loaded. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly deferred?: boolean;
  /** Entity it may be ordered for; absent: any. */
  readonly entity?: string;
  run(params: Params, context: EffectContext): Promise<void>;
}

/** Declares an effect; `Params` is the type of what its schema lets through. */
export function defineEffect<Params>(definition: EffectDefinition<Params>): EffectDefinition {
  return definition as unknown as EffectDefinition;
}

/** What a save rule sees: the row as it will be, its sections when they were sent, and the unit of work. */
export interface SaveContext {
  readonly uow: UnitOfWork;
  readonly actor: Actor;
  /** The stored row; undefined when it is being made. */
  readonly before: EntityRow | undefined;
  /** Section rows by section name, present only when the request sent them. */
  readonly sections: Record<string, Record<string, unknown>[]>;
  /** Names the request itself set. */
  readonly given: ReadonlySet<string>;
}

/** Defaults, checks and computed columns of one entity, applied in every write, whoever makes it. */
export interface SaveRule {
  readonly id: string;
  readonly entity: string;
  /** Completes `draft` in place. @throws InvalidError with JSON pointers for what a person must mend. */
  prepare?(draft: Record<string, unknown>, context: SaveContext): Promise<void>;
  /** After the row and its sections are stored, in the same transaction. */
  stored?(row: EntityRow, context: SaveContext): Promise<void>;
}

/** Declares a rule of saving, applied after those of the plugins it requires. */
export function defineSaveRule(rule: SaveRule): SaveRule {
  return rule;
}

/** Work that starts by the company's clock over many rows: which rows come into question is SQL, whether is the regulation's. */
export interface ScheduleDefinition {
  readonly id: string;
  readonly label: Label;
  readonly entity: string;
  /** Ids of rows that may be concerned, narrowed by SQL. */
  candidates(uow: UnitOfWork): Promise<string[]>;
}

/** Declares work for the clock; when it runs is the regulation's to say. */
export function defineSchedule(definition: ScheduleDefinition): ScheduleDefinition {
  return definition;
}

/** A permission code with its name for people. */
export interface PermissionDefinition {
  readonly code: string;
  readonly label: Label;
}

/** A check of live data for `reglament verify`; each row found is a violation. */
export interface InvariantDefinition {
  /** `V3` … of the promises, or the plugin's own. */
  readonly code: string;
  readonly label: Label;
  find(uow: UnitOfWork): Promise<readonly { readonly entity: string; readonly id: string; readonly text: string }[]>;
}

/** What happened to an item, as subscribers hear it in the same transaction. */
export interface DomainEvent {
  readonly type: string;
  readonly entity: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reacts to a domain event in the transaction that raised it. */
export interface Subscription {
  readonly id: string;
  readonly on: string;
  run(event: DomainEvent, context: EffectContext): Promise<void>;
}

/** Declares an interest in an event of any plugin. */
export function defineSubscription(subscription: Subscription): Subscription {
  return subscription;
}

/** What an importer works with. */
export interface ImportContext {
  /** The import's one transaction; with `dryRun` it is rolled back when all is done. */
  readonly uow: UnitOfWork;
  readonly params: Readonly<Record<string, unknown>>;
  readonly dryRun: boolean;
  /** Says how far it is; seen by others at once, so call it as often as there is something to say. */
  progress(done: number, total: number): Promise<void>;
}

/**
 * Reads a file from outside into the company, all of it or nothing. Taking the same file in again must change nothing.
 * Its result is counts and other short facts. @throws InvalidError of `refuseRows`, with every bad row and column
 */
export interface ImporterDefinition {
  readonly id: string;
  readonly label: Label;
  /** Permission a person needs. */
  readonly permission: string;
  /** Endings with their dot, and media types. */
  readonly accept: readonly string[];
  /** JSON Schema of what is asked beside the file, each a text as forms send it. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** What each of them is called on the screen. */
  readonly paramLabels?: Readonly<Record<string, Label>>;
  run(file: { readonly name: string; readonly content: Buffer }, context: ImportContext): Promise<Readonly<Record<string, unknown>>>;
  /** Notes a refusal in a transaction of its own, once that of the import was rolled back; not called for a dry run. */
  noteRefusal?(file: { readonly name: string }, context: Pick<ImportContext, 'uow' | 'params'> & { readonly reason: Label }): Promise<void>;
}

/** A service and the token others ask for it by; one is made for each unit of work. */
export interface ServiceRegistration {
  readonly token: InjectionToken;
  readonly useClass: new (...args: never[]) => unknown;
}

/** What a starting node hands to each plugin. */
export interface PluginHost {
  readonly log: (message: string) => void;
  /** The parts of the configuration that concern plugins. */
  readonly config: Pick<Config, 'mode' | 'mail' | 'files' | 'outbound' | 'settings'>;
  readonly registry: PluginRegistry;
}

/** A plugin's manifest: everything it adds to the system, as data. */
export interface PluginDefinition {
  readonly id: string;
  readonly version: string;
  readonly label?: Label;
  /** Plugin id → semver range. */
  readonly requires?: Readonly<Record<string, string>>;
  readonly entities?: readonly EntityClass[];
  readonly processes?: readonly ProcessSpec[];
  readonly facts?: readonly FactSource[];
  readonly decisions?: readonly DecisionDefinition[];
  readonly effects?: readonly EffectDefinition[];
  readonly saveRules?: readonly SaveRule[];
  readonly schedules?: readonly ScheduleDefinition[];
  readonly subscriptions?: readonly Subscription[];
  readonly permissions?: readonly PermissionDefinition[];
  readonly invariants?: readonly InvariantDefinition[];
  readonly importers?: readonly ImporterDefinition[];
  readonly services?: readonly ServiceRegistration[];
  /** JSON Schemas of the parameters this plugin reads from a regulation, by name; `check` says where a value does not fit. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly routes?: readonly RouteDefinition[];
  readonly migrations?: MigrationSet['migrations'];
  /** Path or URL of a YAML regulation fragment that companies overlay. */
  readonly defaults?: URL;
  /** Error codes this plugin answers with, for the documentation and its test. */
  readonly errors?: Readonly<Record<string, Label>>;
  /** Opens what lives outside the database: a watcher, a socket, a way out for letters. */
  start?(host: PluginHost): Promise<void>;
  stop?(): Promise<void>;
}

/** Types a manifest; it is data, checked whole by the host before anything runs. */
export function definePlugin(definition: PluginDefinition): PluginDefinition {
  return definition;
}
