import type { Actor, UnitOfWork } from '../company/index.ts';
import type { EntityRow } from '../entity/index.ts';
import type { Label } from '../language/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import type { ItemRef } from './item-store.ts';

/** What an effect or a subscription may do: everything goes through the engine, so that each change is guarded, recorded and undone together. */
export interface EffectContext {
  readonly uow: UnitOfWork;
  /** Who caused it: the person, or the robot for automatic transitions and timers. */
  readonly actor: Actor;
  readonly now: Date;
  /** The item the effect was ordered for; its row is the present one. */
  readonly item: ItemRef & { readonly row: EntityRow };
  readonly regulation: CompiledRegulation;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Unique per transition and effect, the same whenever it is repeated. */
  readonly key: string;
  /** A row, locked until the end of the transaction. @throws NotFoundError */
  lock(entity: string, id: string): Promise<EntityRow>;
  /** Writes columns of a row (never its states) through its save rules. */
  update(entity: string, id: string, patch: Readonly<Record<string, unknown>>): Promise<EntityRow>;
  /** Makes a row; one with a process starts it. */
  create(entity: string, values: Readonly<Record<string, unknown>>, options?: { readonly event?: string }): Promise<EntityRow>;
  /** Sends an event as the system. With `optional`, an event that is refused or not foreseen is passed over and false is answered. */
  send(entity: string, id: string, event: string, data?: Readonly<Record<string, unknown>>, options?: { readonly optional?: boolean }): Promise<boolean>;
  /** Has the automatic transitions of a row considered again, because something they read has changed. */
  touch(entity: string, id: string): void;
  /** Raises a domain event to subscribers, in this transaction. */
  raise(type: string, entity: string, id: string, data?: Readonly<Record<string, unknown>>): void;
  /** Orders an effect that leaves the database, after commit. */
  defer(effect: string, params: Readonly<Record<string, unknown>>, key?: string): void;
  /** A label with the item's facts in its places. */
  fill(label: Label): Promise<Label>;
}
