import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '../company/index.ts';
import type { EntityClass, EntityDefinition, EntityRow } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import { ConflictError, NotFoundError } from '../errors/index.ts';
import type { SaveContext } from '../plugin/index.ts';
import type { ItemRef } from '../process/index.ts';
import { ProcessEngine, columnsSql, staleVersion } from '../process/index.ts';
import { regulationDefaults } from './defaults.ts';
import type { Writer } from './input.ts';
import { inputProblems, missingCustomProblems, missingProblems, refuseProblems } from './input.ts';
import { audit, indexForSearch } from './journal.ts';
import { nextNumber } from './numbering.ts';
import type { SectionRows } from './sections.ts';
import { sectionProblems, splitSections, storeSections } from './sections.ts';
import { startingStates } from './start-states.ts';
import { databaseValue, sameValue } from './values.ts';
import { ownerOf } from './visibility.ts';

export interface CreateOptions {
  /** True when code or a regulation makes the row: every column may be given. */
  readonly asSystem?: boolean;
  /** Event its history begins with; default `<entity>.created`. */
  readonly event?: string;
  /** Data of that event. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** True for rows taken over from elsewhere: a state given among the values is where the row already stands, and no start is asked. */
  readonly standing?: boolean;
}

export interface UpdateOptions {
  readonly writer?: Writer;
  /** Version the writer saw; another one is a conflict. */
  readonly version?: number;
}

function entityOf(uow: UnitOfWork, id: string): EntityClass {
  const entity = uow.company.plugins.entity(id);
  if (entity === undefined) throw new NotFoundError();
  return entity;
}

/** Name of an entity without its plugin, as events carry it. */
export function aliasOf(entityId: string): string {
  return entityId.slice(entityId.indexOf('.') + 1);
}

async function prepare(uow: UnitOfWork, entityId: string, draft: Record<string, unknown>, context: SaveContext): Promise<void> {
  for (const rule of uow.company.plugins.saveRules(entityId)) await rule.prepare?.(draft, context);
}

async function afterStore(uow: UnitOfWork, entityId: string, row: EntityRow, context: SaveContext): Promise<void> {
  for (const rule of uow.company.plugins.saveRules(entityId)) await rule.stored?.(row, context);
}

/**
 * Makes a row with its sections: defaults, save rules, number, states of the process, search, audit, first history. The whole is one transaction.
 * @throws InvalidError with a pointer per problem, ConflictError when a start's conditions refuse
 */
export async function createRecord(uow: UnitOfWork, entityId: string, values: Readonly<Record<string, unknown>>, options: CreateOptions = {}): Promise<EntityRow> {
  const entity = entityOf(uow, entityId);
  const { definition } = entity;
  const writer: Writer = options.asSystem === true ? 'system' : 'person';
  const { own, sections, problems } = splitSections(definition, values, writer);
  refuseProblems([...problems, ...inputProblems(uow, definition, own, { writer, creating: true, actor: uow.actor, ownerId: uow.actor.userId }), ...sectionProblems(uow, definition, sections, writer, uow.actor.userId)]);

  const draft: Record<string, unknown> = { ...initialValues(uow, definition), ...(await regulationDefaults(uow, definition)), ...own };
  const context: SaveContext = { uow, actor: uow.actor, before: undefined, sections, given: new Set(Object.keys(values)) };
  await prepare(uow, entityId, draft, context);
  await ProcessEngine.of(uow).store.lockParents(entityId, draft);
  const process = uow.company.regulation.processes.get(entityId);
  if (process !== undefined) Object.assign(draft, await startingStates(uow, entity, process, draft, options));
  if (needsNumber(definition, draft)) draft['number'] = await nextNumber(uow, definition);
  refuseProblems([...missingProblems(definition, draft), ...(writer === 'person' ? missingCustomProblems(uow, definition, draft) : [])]);

  if (uow.company.plugins.processSpec(entityId) !== undefined) {
    await uow.elevate();
    draft['regulation_hash'] = uow.company.regulation.hash;
  }
  const row = await insert(uow, entity, draft);
  refuseProblems(await storeSections(uow, definition, row.id, context.sections, true));
  await afterStore(uow, entityId, row, context);
  await indexForSearch(uow, definition, row);
  if (definition.audited !== false && definition.kind !== 'register') await audit(uow, { action: 'create', entity: entityId, itemId: row.id, after: own });
  uow.changes.push({ entity: entityId, id: row.id, version: 1, event: `${aliasOf(entityId)}.created` });
  return ProcessEngine.of(uow).start({ entity: entityId, id: row.id }, row, options.event ?? `${aliasOf(entityId)}.created`, options.data ?? {});
}

function needsNumber(definition: EntityDefinition, draft: Readonly<Record<string, unknown>>): boolean {
  return (definition.kind === 'document' || definition.numbering !== undefined) && 'number' in definition.fields && (draft['number'] ?? null) === null;
}

/** What every new row of an entity begins with. */
export function initialValues(uow: UnitOfWork, definition: EntityDefinition): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(definition.fields)) if (one.default !== undefined) values[name] = one.default;
  if (definition.kind === 'document') {
    values['date'] = definition.fields['date']?.type === 'date' ? uow.today : uow.now;
    values['author_id'] = uow.actor.userId;
    values['responsible_id'] = uow.actor.userId;
  }
  return values;
}

async function insert(uow: UnitOfWork, entity: EntityClass, draft: Readonly<Record<string, unknown>>): Promise<EntityRow> {
  const { definition } = entity;
  const hasProcess = uow.company.plugins.processSpec(definition.id) !== undefined;
  const row: Record<string, unknown> = {
    ...draft, id: draft['id'] ?? randomUUID(), version: hasProcess ? 0 : 1, created_at: uow.now, updated_at: uow.now, created_by: uow.actor.userId, updated_by: uow.actor.userId,
  };
  const columns = Object.keys(row).filter((name) => name in definition.fields || (hasProcess && name === 'regulation_hash'));
  const table = tableName(definition.id);
  const rows = await uow.query<EntityRow>(
    `insert into "${table}" as t (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')}) returning ${columnsSql(entity, hasProcess)}`,
    columns.map((name) => databaseValue(definition.fields[name], row[name])),
  );
  return rows[0] as EntityRow;
}

/**
 * Changes columns of a row and, when sent, its sections. States are not columns in this sense: only an event moves them.
 * A patch that changes nothing writes nothing. @throws NotFoundError, InvalidError, ConflictError for a stale version
 */
export async function updateRecord(uow: UnitOfWork, ref: ItemRef, patch: Readonly<Record<string, unknown>>, options: UpdateOptions = {}): Promise<EntityRow> {
  const entity = entityOf(uow, ref.entity);
  const { definition } = entity;
  const writer = options.writer ?? 'system';
  const engine = ProcessEngine.of(uow);
  const item = await engine.store.lock(ref);
  if (options.version !== undefined && options.version !== item.row.version) throw staleVersion(item.row);
  const { own, sections, problems } = splitSections(definition, patch, writer);
  const ownerId = ownerOf(definition, item.row);
  refuseProblems([...problems, ...inputProblems(uow, definition, own, { writer, creating: false, actor: uow.actor, ownerId }), ...sectionProblems(uow, definition, sections, writer, ownerId)]);
  for (const region of Object.values(item.process?.regions ?? {})) {
    if (region.field in own) throw new Error(`${ref.entity}.${region.field} is a state: send an event instead of writing it`);
  }
  const before = item.row;
  const draft: Record<string, unknown> = { ...before, ...own };
  const context: SaveContext = { uow, actor: uow.actor, before, sections, given: new Set(Object.keys(patch)) };
  await prepare(uow, ref.entity, draft, context);
  const changed = Object.keys(definition.fields).filter((name) => name in draft && !sameValue(definition.fields[name], draft[name], before[name]));
  if (changed.length === 0 && Object.keys(sections).length === 0) return before;
  refuseProblems([...missingProblems(definition, draft), ...(writer === 'person' ? missingCustomProblems(uow, definition, draft) : [])]);
  refuseProblems(await storeSections(uow, definition, ref.id, context.sections, false));
  item.row = await write(uow, entity, before, draft, changed);
  await afterStore(uow, ref.entity, item.row, context);
  if (changed.some((name) => definition.fields[name]?.searched === true)) await indexForSearch(uow, definition, item.row);
  if (definition.audited !== false && definition.kind !== 'register') {
    await audit(uow, { action: 'update', entity: ref.entity, itemId: ref.id, before: pick(before, changed), after: { ...pick(item.row, changed), ...sectionsTouched(sections) } });
  }
  uow.changes.push({ entity: ref.entity, id: ref.id, version: item.row.version, event: `${aliasOf(ref.entity)}.updated` });
  await engine.changed(item, `${aliasOf(ref.entity)}.updated`, { fields: changed });
  return item.row;
}

function sectionsTouched(sections: SectionRows): Record<string, number> {
  return Object.fromEntries(Object.entries(sections).map(([name, rows]) => [name, rows.length]));
}

function pick(row: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

async function write(uow: UnitOfWork, entity: EntityClass, before: EntityRow, draft: Readonly<Record<string, unknown>>, changed: readonly string[]): Promise<EntityRow> {
  const { definition } = entity;
  const columns = changed.filter((name) => !['id', 'version', 'updated_at', 'updated_by', 'created_at', 'created_by'].includes(name));
  const rows = await uow.query<EntityRow>(
    `update "${tableName(definition.id)}" t set ${[...columns.map((name, index) => `"${name}" = $${index + 5}`), 'version = t.version + 1', 'updated_at = $3', 'updated_by = $4'].join(', ')}
     where t.id = $1 and t.version = $2 returning ${columnsSql(entity, uow.company.plugins.processSpec(definition.id) !== undefined)}`,
    [before.id, before.version, uow.now, uow.actor.userId, ...columns.map((name) => databaseValue(definition.fields[name], draft[name]))],
  );
  if (rows[0] === undefined) throw staleVersion(before);
  return rows[0];
}

/** Marks a row as deleted. What has a history is cancelled by an event instead. @throws ConflictError then, or for a stale version */
export async function deleteRecord(uow: UnitOfWork, ref: ItemRef, version: number): Promise<void> {
  const { definition } = entityOf(uow, ref.entity);
  if (definition.kind === 'document' || uow.company.plugins.processSpec(ref.entity) !== undefined) {
    throw new ConflictError('core.cancel_instead', { ru: 'Документ не удаляют, а отменяют: история остаётся.', en: 'A document is cancelled, not deleted: its history stays.' });
  }
  await updateRecord(uow, ref, { deletion_mark: true }, { version });
}
