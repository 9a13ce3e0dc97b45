import type { UnitOfWork } from '../company/index.ts';
import type { SqlStatement } from '../database/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { NotFoundError } from '../errors/index.ts';
import type { EntityClass, EntityDefinition, EntityRow } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import type { CompiledProcess } from './compile.ts';
import { GENESIS } from './history.ts';

/** An item by its entity (`crm.interest`) and id. */
export interface ItemRef {
  readonly entity: string;
  readonly id: string;
}

/** A locked row with the process and the regulation version it runs on. */
export interface Item extends ItemRef {
  row: EntityRow;
  readonly definition: EntityDefinition;
  readonly process: CompiledProcess | undefined;
  readonly regulation: CompiledRegulation;
  /** Hash of its last history entry. */
  tip: string;
}

const columnLists = new WeakMap<EntityClass, string>();

/** Columns of an entity as SQL, alias `t`; written out because a named statement may not use `*`. */
export function columnsSql(entity: EntityClass, hasProcess: boolean): string {
  let list = columnLists.get(entity);
  if (list === undefined) {
    list = [...Object.keys(entity.definition.fields), ...(hasProcess ? ['regulation_hash'] : [])].map((name) => `t."${name}"`).join(', ');
    columnLists.set(entity, list);
  }
  return list;
}

type LockedRow = EntityRow & { history_tip: string | null };

/** One statement of a lock; without an entity it only waits for the row. */
interface LockStep {
  readonly entity?: string;
  /** `$1`: id of the row at the end of the chain. */
  readonly sql: string;
}

const chains = new WeakMap<PluginRegistry, Map<string, readonly LockStep[]>>();

/**
 * Statements that lock a row, its ancestors first and from the root. Whoever waits for a lock goes on with the snapshot of before: the root's row is
 * therefore waited for by a statement of its own, so that the next ones see the history that the one before has written.
 */
function lockSteps(plugins: PluginRegistry, entityId: string): readonly LockStep[] {
  let known = chains.get(plugins);
  if (known === undefined) chains.set(plugins, (known = new Map()));
  let steps = known.get(entityId);
  if (steps === undefined) known.set(entityId, (steps = makeSteps(plugins, entityId)));
  return steps;
}

function makeSteps(plugins: PluginRegistry, entityId: string): LockStep[] {
  const steps: LockStep[] = [];
  let current: string | undefined = entityId;
  let idSql = '$1';
  for (let hops = 0; current !== undefined && hops < 10; hops += 1) {
    const entity = plugins.entity(current);
    if (entity === undefined) throw new NotFoundError();
    const process = plugins.processSpec(current);
    const tip = process === undefined ? 'null::text' : `(select h.hash from core_history h where h.entity = '${current}' and h.item_id = t.id order by h.version desc, h.step desc limit 1)`;
    const from = `from "${tableName(current)}" t where t.id = ${idSql} for no key update of t`;
    steps.unshift({ entity: current, sql: `select ${columnsSql(entity, process !== undefined)}, ${tip} as history_tip ${from}` });
    if (process !== undefined && process.parent === undefined) steps.unshift({ sql: `select ${from}` });
    if (process?.parent !== undefined) idSql = `(select "${process.parent.via}" from "${tableName(current)}" where id = ${idSql})`;
    current = process?.parent?.entity;
  }
  return steps;
}

/** The statements `ItemStore.lock` begins with, for a transaction that is opened in order to lock this row. */
export function lockStatements(plugins: PluginRegistry, { entity, id }: ItemRef): SqlStatement[] {
  return lockSteps(plugins, entity).map(({ sql }) => ({ sql, values: [id] }));
}

/** Rows this unit of work has locked, each read once and kept current with every write that goes through the engine. */
export class ItemStore {
  readonly #items = new Map<string, Item>();

  constructor(readonly uow: UnitOfWork) {}

  known(ref: ItemRef): Item | undefined {
    return this.#items.get(`${ref.entity}:${ref.id}`);
  }

  /**
   * Locks a row against other writers (not against references to it), its ancestors first and from the root: two changes of one group therefore wait for each other instead of deciding on each
   * other's past. @throws NotFoundError
   */
  async lock(ref: ItemRef): Promise<Item> {
    const known = this.known(ref);
    if (known !== undefined) return known;
    const item = await this.#lockChain(ref);
    if (item === undefined) throw new NotFoundError();
    return item;
  }

  /** Sends the locks of the whole chain together; the server takes them in order. Answers the last, undefined when there is no such row. */
  async #lockChain({ entity, id }: ItemRef): Promise<Item | undefined> {
    const steps = lockSteps(this.uow.company.plugins, entity);
    const found = await Promise.all(steps.map(({ sql }) => this.uow.query<LockedRow>(sql, [id])));
    let item: Item | undefined;
    for (const [index, step] of steps.entries()) {
      const row = found[index]?.[0];
      item = step.entity === undefined || row === undefined ? undefined : await this.#keepLocked(step.entity, row);
    }
    return item;
  }

  /**
   * Locks the parents that a row to be made will have, before anything else of it is locked: a new child and an event of its parent then take their
   * locks in one order. A parent that does not exist is left for the foreign key to name.
   */
  async lockParents(entityId: string, draft: Readonly<Record<string, unknown>>): Promise<void> {
    const parent = this.uow.company.plugins.processSpec(entityId)?.parent;
    const id = parent === undefined ? undefined : draft[parent.via];
    if (parent === undefined || typeof id !== 'string' || this.known({ entity: parent.entity, id }) !== undefined) return;
    await this.#lockChain({ entity: parent.entity, id });
  }

  /** The parent of a locked item, or undefined when it has none. */
  async parent(item: Item): Promise<Item | undefined> {
    const link = item.process?.spec.parent ?? this.uow.company.plugins.processSpec(item.entity)?.parent;
    const id = link === undefined ? null : item.row[link.via];
    return link === undefined || typeof id !== 'string' ? undefined : this.lock({ entity: link.entity, id });
  }

  async #keepLocked(entity: string, { history_tip: hash, ...row }: LockedRow): Promise<Item> {
    return this.#keep(entity, row as EntityRow, hash ?? GENESIS);
  }

  async #keep(entityId: string, row: EntityRow, tip: string): Promise<Item> {
    const { company } = this.uow;
    const present = this.known({ entity: entityId, id: row.id });
    if (present !== undefined) return present;
    const pinned = row['regulation_hash'];
    const regulation = typeof pinned === 'string' ? await company.version(pinned, this.uow) : company.regulation;
    const item: Item = {
      entity: entityId,
      id: row.id,
      row,
      definition: (company.plugins.entity(entityId) as EntityClass).definition,
      process: regulation.processes.get(entityId),
      regulation,
      tip,
    };
    this.#items.set(`${entityId}:${row.id}`, item);
    return item;
  }

  /** Takes in a row this unit has just made. */
  async adopt(entityId: string, row: EntityRow, tip: string = GENESIS): Promise<Item> {
    return this.#keep(entityId, row, tip);
  }

  /** Forgets what was read, so that the next look sees what plain SQL has written. */
  async refresh(item: Item): Promise<void> {
    const entity = this.uow.company.plugins.entity(item.entity) as EntityClass;
    const rows = await this.uow.query<EntityRow>(`select ${columnsSql(entity, item.process !== undefined)} from "${tableName(item.entity)}" t where t.id = $1`, [item.id]);
    if (rows[0] !== undefined) item.row = rows[0];
  }
}
