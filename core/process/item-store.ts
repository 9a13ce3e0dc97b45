import type { UnitOfWork } from '../company/index.ts';
import { NotFoundError } from '../errors/index.ts';
import type { EntityClass, EntityDefinition, EntityRow } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import type { CompiledProcess } from './compile.ts';
import { GENESIS } from './history.ts';

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

/** Rows this unit of work has locked, each read once and kept current with every write that goes through the engine. */
export class ItemStore {
  readonly #items = new Map<string, Item>();

  constructor(readonly uow: UnitOfWork) {}

  known(ref: ItemRef): Item | undefined {
    return this.#items.get(`${ref.entity}:${ref.id}`);
  }

  /** Ancestors from the root down to the parent of `entity`, each with the SQL that finds its id from the row's own. */
  #ancestors(entity: string): { readonly entity: string; readonly idSql: string }[] {
    const chain: { entity: string; idSql: string }[] = [];
    let current = entity;
    let idSql = '$1';
    for (let hops = 0; hops < 10; hops += 1) {
      const parent = this.uow.company.plugins.processSpec(current)?.parent;
      if (parent === undefined) break;
      idSql = `(select "${parent.via}" from "${tableName(current)}" where id = ${idSql})`;
      chain.unshift({ entity: parent.entity, idSql });
      current = parent.entity;
    }
    return chain;
  }

  /**
   * Locks a row, its ancestors first and from the root: two changes of one group therefore wait for each other instead of deciding on each
   * other's past. @throws NotFoundError
   */
  async lock(ref: ItemRef): Promise<Item> {
    const known = this.known(ref);
    if (known !== undefined) return known;
    for (const ancestor of this.#ancestors(ref.entity)) await this.#fetch(ancestor.entity, ancestor.idSql, ref.id);
    const item = await this.#fetch(ref.entity, '$1', ref.id);
    if (item === undefined) throw new NotFoundError();
    return item;
  }

  /** The parent of a locked item, or undefined when it has none. */
  async parent(item: Item): Promise<Item | undefined> {
    const link = item.process?.spec.parent ?? this.uow.company.plugins.processSpec(item.entity)?.parent;
    const id = link === undefined ? null : item.row[link.via];
    return link === undefined || typeof id !== 'string' ? undefined : this.lock({ entity: link.entity, id });
  }

  async #fetch(entityId: string, idSql: string, id: string): Promise<Item | undefined> {
    const { plugins } = this.uow.company;
    const entity = plugins.entity(entityId);
    if (entity === undefined) throw new NotFoundError();
    const hasProcess = plugins.processSpec(entityId) !== undefined;
    const tip = hasProcess ? `(select h.hash from core_history h where h.entity = '${entityId}' and h.item_id = t.id order by h.version desc, h.step desc limit 1)` : 'null::text';
    const rows = await this.uow.query<EntityRow & { history_tip: string | null }>(
      `select ${columnsSql(entity, hasProcess)}, ${tip} as history_tip from "${tableName(entityId)}" t where t.id = ${idSql} for update of t`,
      [id],
    );
    const found = rows[0];
    if (found === undefined) return undefined;
    const { history_tip: hash, ...row } = found;
    return this.#keep(entityId, row as EntityRow, hash ?? GENESIS);
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
