import type { Actor, UnitOfWork } from '../company/index.ts';
import type { RefusalReason } from '../errors/index.ts';
import type { EntityRow } from '../entity/index.ts';
import type { DomainEvent } from '../plugin/index.ts';
import type { CompiledTransition } from './compile.ts';
import { SETTLE, edgeKey } from './compile.ts';
import { endlessChain, guardsRefused, staleVersion } from './conflicts.ts';
import type { ConditionResult } from './condition.ts';
import { evaluateCondition, factsOfCondition } from './condition.ts';
import type { EffectContext } from './effect-context.ts';
import { effectContext, fieldValues, runEffects } from './effects.ts';
import { factTypesOf, loadFacts } from './fact-loader.ts';
import { hiddenFacts } from './hidden-facts.ts';
import type { HistoryDetails } from './history.ts';
import { absentPerson } from './history.ts';
import { writeStep } from './write-step.ts';
import type { Item, ItemRef } from './item-store.ts';
import { ItemStore } from './item-store.ts';
import { machineStep } from './machine-step.ts';
import { checkAccess, checkNeeds, refuseUnavailable } from './refusals.ts';
import { timersOfState, waitCodes } from './timers.ts';

/** One state that changed. */
export interface Move extends ItemRef {
  readonly region: string;
  readonly from: string | null;
  readonly to: string;
  readonly code: string;
  readonly event: string;
}

export interface SendOptions {
  /** Version the sender saw; another one is a conflict. */
  readonly version?: number;
  /** Sent on a regulation's order: the actor's roles are not asked for. */
  readonly asSystem?: boolean;
  readonly comment?: string;
}

/** Links of one chain of consequences before the regulation must be going round in a circle. */
const MAX_STEPS = 500;

/** An edge whose conditions were asked, with the answers. */
export interface Judged {
  readonly transition: CompiledTransition;
  readonly allowed: boolean;
  readonly reasons: readonly RefusalReason[];
  readonly trace: readonly ConditionResult['trace'][];
}

/**
 * The only writer of states. One engine serves one unit of work: it locks the item (ancestors first), asks the conditions of the edges in
 * question, takes the pure XState step, writes row, history and waits in one statement, runs the ordered effects, raises the event to its
 * subscribers, and then lets everything that was touched settle: automatic transitions are taken, children before parents, until none holds.
 */
export class ProcessEngine {
  readonly store: ItemStore;
  readonly moves: Move[] = [];
  readonly #raised: DomainEvent[] = [];
  readonly #causes: string[] = [];
  readonly #dirty = new Map<string, ItemRef>();
  #steps = 0;
  #depth = 0;

  private constructor(readonly uow: UnitOfWork) {
    this.store = new ItemStore(uow);
  }

  /** The engine of a unit of work, made on first use. */
  static of(uow: UnitOfWork): ProcessEngine {
    return uow.remember(ProcessEngine, () => new ProcessEngine(uow));
  }

  /** The event people or timers sent that what now follows goes back to; undefined before the first. */
  #cause: string | undefined;

  /**
   * Sends an event to an item. @throws NotFoundError, ConflictError (a guard said no, the state does not foresee it, a stale version),
   * ForbiddenError (none of the roles), InvalidError (needed data is missing).
   */
  async send(ref: ItemRef, event: string, data: Readonly<Record<string, unknown>> = {}, options: SendOptions = {}): Promise<EntityRow> {
    return this.#whole(async () => {
      const item = await this.store.lock(ref);
      if (options.version !== undefined && options.version !== item.row.version) throw staleVersion(item.row);
      const candidates = this.candidates(item, event);
      if (candidates.length === 0) refuseUnavailable(item, event);
      const open = options.asSystem === true ? candidates : checkAccess(this.uow.actor, item, candidates);
      checkNeeds(open, data);
      const judged = await this.judge(item, open, data);
      const taken = firstAllowed(judged);
      if (taken.length === 0) throw guardsRefused(item.entity, event, judged);
      await this.#take(item, event, taken, data, this.uow.actor, options.comment ?? textOf(data['comment']));
      return item.row;
    });
  }

  /** As `send` on the system's own behalf; with `optional`, a refusal or an unforeseen event answers false. */
  async sendAsSystem(ref: ItemRef, event: string, data: Readonly<Record<string, unknown>>, optional: boolean): Promise<boolean> {
    const item = await this.store.lock(ref);
    const candidates = this.candidates(item, event);
    if (candidates.length === 0) {
      if (optional) return false;
      refuseUnavailable(item, event);
    }
    const judged = await this.judge(item, candidates, data);
    const taken = firstAllowed(judged);
    if (taken.length === 0) {
      if (optional) return false;
      throw guardsRefused(item.entity, event, judged);
    }
    await this.#whole(() => this.#take(item, event, taken, data, this.uow.actor, textOf(data['comment'])));
    return true;
  }

  /** Writes the start of an item that was just inserted: its first history row per region, its first waits, the start's effects. */
  async start(ref: ItemRef, row: EntityRow, event: string, data: Readonly<Record<string, unknown>>): Promise<EntityRow> {
    return this.#whole(async () => {
      const item = await this.store.adopt(ref.entity, row);
      const process = item.process;
      if (process === undefined) {
        this.raise({ type: event, entity: ref.entity, id: ref.id, data });
        return item.row;
      }
      const starts = Object.keys(process.regions).map((region) => process.starts.find((one) => one.region === region && one.to === item.row[process.regions[region]?.field ?? '']));
      await writeStep(this.uow, item, {
        patch: {},
        actorId: this.uow.actor.userId,
        cancelTimers: [],
        armTimers: Object.entries(process.regions).flatMap(([region, spec]) => timersOfState(item, region, String(item.row[spec.field]), this.uow.now)),
        history: Object.entries(process.regions).map(([region, spec], step) => ({
          entry: this.#entry(item, region, null, String(item.row[spec.field]), starts[step]?.code ?? 'start', event, step, this.uow.actor),
          details: { cause: null, is_manual: false, skipped_states: null, comment: null, data: Object.keys(data).length > 0 ? data : null, trace: null },
        })),
      });
      this.#cause ??= event;
      this.#happened(item, event, data);
      for (const one of starts) {
        if (one !== undefined) await runEffects(this, item, one.code, one.effects, event, data, this.uow.actor);
      }
      return item.row;
    });
  }

  /** Tells that columns of an item have changed: subscribers hear of it and automatic transitions are considered. */
  async changed(item: Item, event: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#whole(async () => {
      this.#cause ??= event;
      this.#happened(item, event, data);
    });
  }

  /** Edges of the present states that `event` may take. */
  candidates(item: Item, event: string): readonly CompiledTransition[] {
    return (item.process?.byEvent.get(event) ?? []).filter((one) => this.stands(item, one));
  }

  /** Whether the item stands in a state that the transition leaves. */
  stands(item: Item, one: CompiledTransition): boolean {
    const field = item.process?.regions[one.region]?.field;
    return field !== undefined && one.from !== 'start' && one.from.includes(String(item.row[field]));
  }

  /** Asks the conditions of several edges, loading together the facts that any of them reads. */
  async judge(item: Item, transitions: readonly CompiledTransition[], data: Readonly<Record<string, unknown>>): Promise<Judged[]> {
    const names = new Set(transitions.flatMap((one) => one.when.flatMap((condition) => [...factsOfCondition(condition, item.regulation)])));
    const facts = names.size === 0 && transitions.every((one) => one.when.length === 0)
      ? {}
      : await loadFacts(this.uow, { entity: item.entity, row: item.row, names, parameters: item.regulation.parameters, event: data });
    const types = factTypesOf(this.uow.company.plugins, item.entity);
    const asked = { labels: (fact: string) => types[fact]?.label, hidden: () => hiddenFacts(this.uow.actor, item.definition, item.row), decided: new Map() };
    return transitions.map((one) => {
      const results = one.when.map((condition) => evaluateCondition(condition, facts, item.regulation, asked));
      return {
        transition: one,
        allowed: results.every((result) => result.allowed),
        // Words are found when somebody asks for them: most of what is judged is an automatic transition that is simply not due.
        get reasons() {
          return results.flatMap((result) => (result.reason === undefined ? [] : [result.reason()]));
        },
        trace: results.map((result) => result.trace),
      };
    });
  }

  /** Has an item's automatic transitions considered once the present step is over. */
  touch(ref: ItemRef): void {
    this.#dirty.set(`${ref.entity}:${ref.id}`, ref);
  }

  /** Raises an event to the plugins that subscribed to it. */
  raise(event: DomainEvent): void {
    this.#causes.push(event.type);
    this.#raised.push(event);
  }

  /** Does `work`, then lets every consequence follow; nested calls leave the consequences to the outermost. */
  async #whole<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#depth += 1;
    let result: Result;
    try {
      result = await work();
    } finally {
      this.#depth -= 1;
    }
    if (this.#depth === 0) {
      await this.settle();
      this.#cause = undefined;
    }
    return result;
  }

  /** Delivers raised events and takes automatic transitions until nothing more follows. */
  async settle(): Promise<void> {
    this.#depth += 1;
    try {
      for (;;) {
        const event = this.#raised.shift();
        if (event !== undefined) {
          await this.#deliver(event);
          continue;
        }
        const next = this.#deepest();
        if (next === undefined) return;
        this.#dirty.delete(`${next.entity}:${next.id}`);
        await this.#settleItem(await this.store.lock(next));
      }
    } finally {
      this.#depth -= 1;
    }
  }

  async #deliver(event: DomainEvent): Promise<void> {
    const subscriptions = this.uow.company.plugins.subscriptions(event.type);
    if (subscriptions.length === 0) return;
    const item = await this.store.lock(event);
    for (const subscription of subscriptions) {
      await subscription.run(event, this.contextFor(item, event.type, event.data, this.uow.company.robot, subscription.id));
    }
  }

  /** Children before parents: what a parent concludes must be concluded from settled children. */
  #deepest(): ItemRef | undefined {
    let found: ItemRef | undefined;
    let depth = -1;
    for (const ref of this.#dirty.values()) {
      const own = this.uow.company.plugins.processDepth(ref.entity);
      if (own > depth) {
        depth = own;
        found = ref;
      }
    }
    return found;
  }

  async #settleItem(item: Item): Promise<void> {
    const process = item.process;
    if (process !== undefined && process.automatic.length > 0) {
      for (;;) {
        const candidates = process.automatic.filter((one) => this.stands(item, one) && (one.causes === undefined || one.causes.some((cause) => this.#causes.includes(cause))));
        if (candidates.length === 0) break;
        const taken = firstAllowed(await this.judge(item, candidates, {}));
        if (taken.length === 0) break;
        await this.#take(item, SETTLE, taken, {}, this.uow.company.robot, null);
      }
    }
    const parent = await this.store.parent(item);
    if (parent !== undefined) this.touch(parent);
  }

  #entry(item: Item, region: string, from: string | null, to: string, code: string, event: string, step: number, actor: Actor): Parameters<typeof writeStep>[2]['history'][number]['entry'] {
    return {
      entity: item.entity,
      item_id: item.id,
      step,
      region,
      from_value: from,
      to_value: to,
      transition_code: code,
      event,
      actor_id: actor.userId,
      on_behalf_of: actor.onBehalfOf ?? null,
      at: this.uow.now.toISOString(),
      regulation_hash: item.process === undefined ? null : item.regulation.hash,
    };
  }

  /** One pure step of the machine and its record. */
  async #take(item: Item, event: string, taken: readonly Judged[], data: Readonly<Record<string, unknown>>, actor: Actor, comment: string | null): Promise<void> {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw endlessChain(item.entity, event, MAX_STEPS);
    const process = item.process;
    if (process === undefined) return;
    const regions = Object.entries(process.regions);
    const present = Object.fromEntries(regions.map(([name, spec]) => [name, String(item.row[spec.field])]));
    const single = regions.length === 1;
    const allowed = new Set(taken.map((one) => edgeKey(one.transition)));
    const { value, taken: fired } = machineStep(process.machine, single ? (Object.values(present)[0] as string) : present, { type: event, allowed });

    const patch: Record<string, unknown> = {};
    const history: Parameters<typeof writeStep>[2]['history'][number][] = [];
    const cancelTimers: string[] = [];
    const entered: { region: string; state: string }[] = [];
    const automatic = event === SETTLE;
    const shown = automatic ? (this.#cause ?? event) : event;
    for (const judged of taken) {
      const one = judged.transition;
      if (!fired.includes(edgeKey(one))) continue;
      const spec = process.regions[one.region];
      if (spec === undefined) continue;
      const from = present[one.region] as string;
      const to = typeof value === 'string' ? value : (value[one.region] as string);
      if (to !== from) {
        patch[spec.field] = to;
        if (spec.enteredAt !== undefined) patch[spec.enteredAt] = this.uow.now;
        cancelTimers.push(...waitCodes(item, one.region, from));
        entered.push({ region: one.region, state: to });
      }
      const details: HistoryDetails = {
        cause: automatic || this.#cause === undefined || this.#cause === shown ? null : this.#cause,
        is_manual: one.manual === true,
        skipped_states: one.manual === true ? skipped(Object.keys(spec.states), from, to) : null,
        comment,
        data: Object.keys(data).length > 0 ? data : null,
        trace: judged.trace.length > 0 ? judged.trace : null,
      };
      const entry = this.#entry(item, one.region, from, to, one.code, shown, history.length, actor);
      history.push({ entry: { ...entry, on_behalf_of: absentPerson(one.needs, data, actor.userId) ?? entry.on_behalf_of }, details });
      this.moves.push({ entity: item.entity, id: item.id, region: one.region, from, to, code: one.code, event: shown });
    }
    const sets = await fieldValues(this.uow, item, taken.flatMap((one) => one.transition.effects), data);
    await writeStep(this.uow, item, {
      patch: { ...sets, ...patch },
      history,
      cancelTimers,
      armTimers: entered.flatMap(({ region, state }) => timersOfState({ ...item, row: { ...item.row, ...sets } as EntityRow }, region, state, this.uow.now)),
      actorId: actor.userId,
    });
    if (automatic) {
      this.touch(item);
    } else {
      this.#cause ??= event;
      this.#happened(item, event, data);
    }
    for (const { region } of entered) this.#regionChanged(item, region);
    this.uow.changes.push({ entity: item.entity, id: item.id, version: item.row.version, event: shown });
    for (const judged of taken) await runEffects(this, item, judged.transition.code, judged.transition.effects, shown, data, actor);
  }

  #happened(item: Item, event: string, data: Readonly<Record<string, unknown>>): void {
    this.raise({ type: event, entity: item.entity, id: item.id, data });
    this.touch(item);
  }

  /** Tells subscribers that a state of this item is another now: `<entity>.<field>_changed`. */
  #regionChanged(item: Item, region: string): void {
    const field = item.process?.regions[region]?.field ?? region;
    const alias = item.entity.slice(item.entity.indexOf('.') + 1);
    this.raise({ type: `${alias}.${field}_changed`, entity: item.entity, id: item.id, data: {} });
  }

  contextFor(item: Item, event: string, data: Readonly<Record<string, unknown>>, actor: Actor, key: string): EffectContext {
    return effectContext(this, item, event, data, actor, key);
  }
}

/** Edges to take: in each region the first, in the order of the process, whose conditions hold. */
function firstAllowed(judged: readonly Judged[]): Judged[] {
  const byRegion = new Map<string, Judged>();
  for (const one of judged) {
    if (one.allowed && !byRegion.has(one.transition.region)) byRegion.set(one.transition.region, one);
  }
  return [...byRegion.values()];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 ? value.slice(0, 500) : null;
}

function skipped(states: readonly string[], from: string, to: string): string[] | null {
  const [start, end] = [states.indexOf(from), states.indexOf(to)];
  return end > start + 1 ? states.slice(start + 1, end) : null;
}
