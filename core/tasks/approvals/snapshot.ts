import { createHash } from 'node:crypto';
import type { UnitOfWork } from '../../company/index.ts';
import type { EntityDefinition, EntityRow } from '../../entity/index.ts';
import { tableName } from '../../entity/index.ts';
import { NotFoundError } from '../../errors/index.ts';
import type { SaveContext, SaveRule } from '../../plugin/index.ts';
import { defineSaveRule } from '../../plugin/index.ts';
import type { ItemRef } from '../../process/index.ts';
import { ProcessEngine } from '../../process/index.ts';
import { canonicalJson } from '../../validation/index.ts';

/** What an approval of an entity covers: a change of any of it voids the approval, a change of the rest does not. */
export interface SnapshotShape {
  readonly entity: string;
  readonly columns: readonly string[];
  /** By section name of the entity. */
  readonly sections?: Readonly<Record<string, { readonly entity: string; readonly via: string; readonly columns: readonly string[] }>>;
  /** Column with the sum, decimal string in roubles, that an approver's signature limit is compared with. */
  readonly amount?: string;
}

interface SnapshotRule extends SaveRule {
  readonly snapshot: SnapshotShape;
}

/**
 * Declares what an approval of an entity covers. The answer goes into the manifest's `saveRules`: whoever then writes the row or its section rows,
 * approvals of other content are withdrawn in the same transaction (AP-06).
 */
export function defineSnapshot(shape: SnapshotShape): readonly SaveRule[] {
  const own: SnapshotRule = {
    id: `${shape.entity}_snapshot`,
    entity: shape.entity,
    snapshot: shape,
    async stored(row: EntityRow, context: SaveContext) {
      if (context.before !== undefined) await voidStale(context.uow, { entity: shape.entity, id: row.id });
    },
  };
  const sections = Object.entries(shape.sections ?? {}).map(([name, section]) => defineSaveRule({
    id: `${shape.entity}_snapshot_${name}`,
    entity: section.entity,
    async stored(row, { uow }) {
      const owner = row[section.via];
      if (typeof owner === 'string') await voidStale(uow, { entity: shape.entity, id: owner });
    },
  }));
  return [own, ...sections];
}

/** What an approval keeps: the covered content and its sha256 (hex) in canonical JSON. */
export interface Snapshot {
  readonly content: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** Finds out what approvals cover and takes it down. Without a declaration everything people can write counts, which voids too much rather than too little. */
export class SnapshotRegistry {
  constructor(readonly uow: UnitOfWork) {}

  shape(entity: string): SnapshotShape {
    const declared = this.uow.company.plugins.saveRules(entity).find((rule): rule is SnapshotRule => 'snapshot' in rule);
    if (declared !== undefined) return declared.snapshot;
    const definition = this.#definition(entity);
    const sections = Object.entries(definition.sections ?? {}).map(([name, link]) => [name, { entity: link.entity, via: link.via, columns: writtenByPeople(this.#definition(link.entity), link.via) }] as const);
    return { entity, columns: writtenByPeople(definition, definition.owner), sections: Object.fromEntries(sections) };
  }

  /** The covered content as it now stands, writes of this transaction included. @throws NotFoundError */
  async capture({ entity, id }: ItemRef): Promise<Snapshot> {
    const shape = this.shape(entity);
    const [row] = await this.uow.query(`select ${columnList(['id', ...shape.columns])} from "${tableName(entity)}" where id = $1`, [id]);
    if (row === undefined) throw new NotFoundError();
    const content: Record<string, unknown> = Object.fromEntries(shape.columns.map((name) => [name, plain(row[name])]));
    for (const [name, section] of Object.entries(shape.sections ?? {})) {
      const order = 'line_no' in this.#definition(section.entity).fields ? 'line_no, id' : 'created_at, id';
      const rows = await this.uow.query(`select ${columnList(section.columns)} from "${tableName(section.entity)}" where "${section.via}" = $1 and not deletion_mark order by ${order}`, [id]);
      content[name] = rows.map((one) => Object.fromEntries(section.columns.map((column) => [column, plain(one[column])])));
    }
    return { content, hash: hashOf(content) };
  }

  /** The sum that signature limits are compared with, or null when the entity has none. */
  async amount({ entity, id }: ItemRef): Promise<string | null> {
    const { amount } = this.shape(entity);
    if (amount === undefined) return null;
    const [row] = await this.uow.query<{ amount: string | null }>(`select "${amount}"::text as amount from "${tableName(entity)}" where id = $1`, [id]);
    return row?.amount ?? null;
  }

  #definition(entity: string): EntityDefinition {
    const found = this.uow.company.plugins.entity(entity);
    if (found === undefined) throw new NotFoundError();
    return found.definition;
  }
}

/** Withdraws the approvals of a row that were asked for, or given to, another content than the present. */
export async function voidStale(uow: UnitOfWork, subject: ItemRef): Promise<void> {
  const live = await uow.query<{ id: string; content_hash: string | null }>(
    `select id, content_hash from core_approval where subject_entity = $1 and subject_id = $2 and state in ('pending', 'approved', 'returned') order by id`,
    [subject.entity, subject.id],
  );
  if (live.length === 0) return;
  const { hash } = await new SnapshotRegistry(uow).capture(subject);
  for (const { id, content_hash: covered } of live) {
    if (covered !== hash) await ProcessEngine.of(uow).sendAsSystem({ entity: 'core.approval', id }, 'subject.changed', {}, true);
  }
}

/** sha256 (hex) of a content, the same whatever the order of its keys. */
export function hashOf(content: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function columnList(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null);
}

function writtenByPeople(definition: EntityDefinition, apart: string | undefined): string[] {
  return Object.entries(definition.fields)
    .filter(([name, one]) => one.writable !== 'system' && name !== apart && !['id', 'external_ids'].includes(name))
    .map(([name]) => name);
}
