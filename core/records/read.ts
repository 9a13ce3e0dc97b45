import type { Actor, UnitOfWork } from '../company/index.ts';
import type { EntityClass, EntityDefinition, EntityRow, Field } from '../entity/index.ts';
import { relationName, tableName } from '../entity/index.ts';
import { BadRequestError, NotFoundError } from '../errors/index.ts';
import { nearest } from '../language/index.ts';
import { columnsSql } from '../process/index.ts';
import { demandAccess, ownerOf, presentRecord } from './visibility.ts';
import type { ListQuery } from './list-query.ts';
import { decodeCursor, encodeCursor, parseListQuery } from './list-query.ts';
import { conditionSql } from './list-conditions.ts';
import { isOwnerReadable, ofReadableOwners } from './section-owners.ts';

/** A page of rows as a person may see them. `next` is the cursor of the following page, null on the last. */
export interface Page {
  readonly data: Record<string, unknown>[];
  readonly next: string | null;
  readonly total?: number;
  /** Sums over all its pages, decimal text by column. */
  readonly sums?: Readonly<Record<string, string>>;
}

function entityOf(uow: UnitOfWork, id: string): EntityClass {
  const entity = uow.company.plugins.entity(id);
  if (entity === undefined) throw new NotFoundError();
  return entity;
}

/** A row by id, with its sections, as this actor may see it; `known` spares reading it again. @throws NotFoundError also when it may not be read */
export async function readRecord(uow: UnitOfWork, entityId: string, id: string, include: readonly string[] = [], known?: EntityRow): Promise<Record<string, unknown>> {
  const entity = entityOf(uow, entityId);
  const row = known ?? (await rawRecord(uow, entityId, id));
  demandAccess(uow.actor, entity.definition, 'read', row);
  if (!(await isOwnerReadable(uow, entity.definition, row))) throw new NotFoundError();
  const [shown] = await withRelations(uow, entity, [row], [presentRecord(uow.actor, entity.definition, row)], [...Object.keys(entity.definition.sections ?? {}), ...include]);
  return shown as Record<string, unknown>;
}

/** A row by id as it is stored, without any check of rights. @throws NotFoundError */
export async function rawRecord(uow: UnitOfWork, entityId: string, id: string): Promise<EntityRow> {
  const entity = entityOf(uow, entityId);
  const rows = await uow.query<EntityRow>(`select ${columnsSql(entity, uow.company.plugins.processSpec(entityId) !== undefined)} from "${tableName(entityId)}" t where t.id = $1`, [id]);
  if (rows[0] === undefined) throw new NotFoundError();
  return rows[0];
}

/** A list query of the HTTP surface. @throws BadRequestError naming the parameter that is not declared or not understood */
export async function listRecords(uow: UnitOfWork, entityId: string, parameters: URLSearchParams): Promise<Page> {
  const entity = entityOf(uow, entityId);
  demandAccess(uow.actor, entity.definition, 'read');
  return pageOf(uow, entity, parseListQuery(uow, entity.definition, parameters));
}

/** Rows that one statement of a whole list reads. */
const BATCH = 1000;

/**
 * The whole list of such a query, batch by batch, however many rows a page may have; `most`: how many rows are enough.
 * @throws BadRequestError as `listRecords` does
 */
export async function* wholeList(uow: UnitOfWork, entityId: string, parameters: URLSearchParams, most: number): AsyncGenerator<readonly Record<string, unknown>[]> {
  const entity = entityOf(uow, entityId);
  demandAccess(uow.actor, entity.definition, 'read');
  const query = { ...parseListQuery(uow, entity.definition, parameters), total: false, sums: [] };
  let after: string | null | undefined = query.after;
  for (let left = most; left > 0 && after !== null; left -= BATCH) {
    const page: Page = await pageOf(uow, entity, { ...query, limit: Math.min(BATCH, left), ...(after === undefined ? {} : { after }) });
    yield page.data;
    after = page.next;
  }
}

async function pageOf(uow: UnitOfWork, entity: EntityClass, query: ListQuery): Promise<Page> {
  const entityId = entity.definition.id;
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [...readableRows(uow, entity.definition, bind), ...query.filters.map((one) => conditionSql(entity.definition, one, bind, statesOf(uow, entityId)))];
  if (query.search !== undefined) where.push(searchSql(entityId, query.search, bind));
  const table = tableName(entityId);
  const { total, sums } = await totalsOf(uow, query, table, where, values);
  if (query.after !== undefined) where.push(afterSql(entity.definition, query, decodeCursor(query.after, query.sort.length), bind));
  const columns = selectedColumns(entity, query);
  const order = [...query.sort.map((one) => orderSql(entity.definition, one)), `t.id ${query.sort[0]?.descending === false ? 'asc' : 'desc'}`];
  const rows = await uow.query<EntityRow>(`select ${columns} from "${table}" t where ${where.join(' and ')} order by ${order.join(', ')} limit ${query.limit + 1}`, values);
  const page = rows.slice(0, query.limit);
  const last = page[page.length - 1];
  const shown = page.map((row) => presentRecord(uow.actor, entity.definition, row, query.fields));
  return {
    data: await withRelations(uow, entity, page, shown, query.include),
    next: rows.length > query.limit && last !== undefined ? encodeCursor(query.sort.map(({ name }) => last[name]), last.id) : null,
    ...(total === undefined ? {} : { total }),
    ...(sums === undefined ? {} : { sums }),
  };
}

/** How many rows the whole list has and what its columns add up to, as far as it was asked for, in one reading. */
async function totalsOf(uow: UnitOfWork, query: ListQuery, table: string, where: readonly string[], values: readonly unknown[]): Promise<{ readonly total?: number; readonly sums?: Readonly<Record<string, string>> }> {
  if (!query.total && query.sums.length === 0) return {};
  const columns = query.sums.map((name) => `, coalesce(sum(t."${name}"), 0)::text as "sum ${name}"`).join('');
  const row = (await uow.query<Record<string, string>>(`select count(*) as n${columns} from "${table}" t where ${where.join(' and ')}`, values))[0] ?? {};
  return { ...(query.total ? { total: Number(row['n'] ?? 0) } : {}), ...(query.sums.length === 0 ? {} : { sums: Object.fromEntries(query.sums.map((name) => [name, row[`sum ${name}`] ?? '0'])) }) };
}

function selectedColumns(entity: EntityClass, query: ListQuery): string {
  if (query.fields === undefined) return Object.keys(entity.definition.fields).map((name) => `t."${name}"`).join(', ');
  const wanted = new Set(['id', 'version', ...(entity.definition.owner === undefined ? [] : [entity.definition.owner]), ...query.fields, ...query.sort.map((one) => one.name), ...query.include.map((name) => referenceColumn(entity.definition, name)).filter((name) => name !== undefined)]);
  return [...wanted].map((name) => `t."${name}"`).join(', ');
}

/** Every state that the regulation in force gives the entity, its own included. */
export function statesOf(uow: UnitOfWork, entityId: string): ReadonlySet<string> {
  const process = uow.company.hasRegulation ? uow.company.regulation.processes.get(entityId) : undefined;
  return new Set(Object.values(process?.regions ?? {}).flatMap((region) => Object.keys(region.states)));
}

/** SQL that keeps the rows of `t` to those this person may read. */
export function readableRows(uow: UnitOfWork, definition: EntityDefinition, bind: (value: unknown) => string): string[] {
  return ['not t.deletion_mark', ...ownRowsOnly(uow.actor, definition, bind), ...ofReadableOwners(uow, definition, bind)];
}

/** A permission granted as `own` narrows every list to the person's own rows, as `team` to those of his departments. */
function ownRowsOnly(actor: Actor, definition: EntityDefinition, bind: (value: unknown) => string): string[] {
  const permission = definition.permissions.read;
  if (permission === undefined || actor.kind === 'robot') return [];
  const scope = actor.permissions.get(permission);
  if (scope === 'all') return [];
  if (definition.owner === undefined) return definition.kind === 'section' ? [] : ['false'];
  const owners = scope === 'team' ? [actor.userId, ...(actor.team ?? [])] : [actor.userId];
  return [`t."${definition.owner}" = any(${bind(owners)}::uuid[])`];
}

function searchSql(entityId: string, text: string, bind: (value: unknown) => string): string {
  const plain = text.toLowerCase().replace(/ё/g, 'е').trim();
  const entity = bind(entityId);
  const words = bind(plain);
  const part = bind(`%${plain.replace(/[\\%_]/g, '\\$&')}%`);
  return `t.id in (select s.item_id from core_search s where s.entity = ${entity} and (s.fts @@ websearch_to_tsquery('russian', ${words}) or s.body like ${part}))`;
}

/** Nulls are spoken of only where there can be some: an index in its own order or backwards would not fit otherwise. */
function orderSql(definition: EntityDefinition, { name, descending }: ListQuery['sort'][number]): string {
  const nulls = definition.fields[name]?.required === true ? '' : descending ? ' nulls last' : ' nulls first';
  return `t."${name}" ${descending ? 'desc' : 'asc'}${nulls}`;
}

function afterSql(definition: EntityDefinition, query: ListQuery, cursor: { values: unknown[]; id: string }, bind: (value: unknown) => string): string {
  const ascending = query.sort[0]?.descending === false;
  if (query.sort.every((one) => definition.fields[one.name]?.required === true && one.descending !== ascending)) {
    // One comparison of rows, which an index answers from its place on.
    const places = query.sort.map(({ name }, index) => `${bind(cursor.values[index])}${castOf(definition.fields[name])}`);
    return `(${[...query.sort.map(({ name }) => `t."${name}"`), 't.id'].join(', ')}) ${ascending ? '>' : '<'} (${[...places, `${bind(cursor.id)}::uuid`].join(', ')})`;
  }
  const parts: string[] = [];
  const equal: string[] = [];
  for (const [index, { name, descending }] of query.sort.entries()) {
    const value = cursor.values[index];
    const column = `t."${name}"`;
    const typed = castOf(definition.fields[name]);
    if (value === null) {
      parts.push(`(${[...equal, descending ? 'false' : `${column} is not null`].join(' and ')})`);
      equal.push(`${column} is null`);
    } else {
      const place = `${bind(value)}${typed}`;
      parts.push(`(${[...equal, descending ? `(${column} < ${place} or ${column} is null)` : `${column} > ${place}`].join(' and ')})`);
      equal.push(`${column} = ${place}`);
    }
  }
  parts.push(`(${[...equal, `t.id ${ascending ? '>' : '<'} ${bind(cursor.id)}::uuid`].join(' and ')})`);
  return `(${parts.join(' or ')})`;
}

/** Cast that lets the server read a cursor's value as the column's type. */
function castOf(one: Field | undefined): string {
  switch (one?.type) {
    case 'datetime': return '::timestamptz';
    case 'date': return '::date';
    case 'decimal': return '::numeric';
    case 'integer': return '::int';
    case 'boolean': return '::boolean';
    case 'uuid':
    case 'reference': return '::uuid';
    default: return '::text';
  }
}

/** Column behind an include name, or undefined for a section. */
function referenceColumn(definition: EntityDefinition, name: string): string | undefined {
  return Object.keys(definition.fields).find((column) => definition.fields[column]?.type === 'reference' && relationName(column) === name);
}

/** Adds what `include` names: one query per relation, whatever the number of rows; what the actor may not read stays null. */
async function withRelations(uow: UnitOfWork, entity: EntityClass, rows: readonly EntityRow[], shown: Record<string, unknown>[], include: readonly string[]): Promise<Record<string, unknown>[]> {
  const names = [...new Set(include)];
  // Sent together, the queries of several relations take one trip.
  const found = await Promise.all(names.map((name) => relatedRows(uow, entity, rows, name)));
  for (const [index, row] of rows.entries()) {
    const target = shown[index] as Record<string, unknown>;
    for (const [place, name] of names.entries()) target[name] = found[place]?.(row) ?? null;
  }
  return shown;
}

/** Reads one relation of all rows; answers what each row gets. @throws BadRequestError for a name that is no relation */
async function relatedRows(uow: UnitOfWork, entity: EntityClass, rows: readonly EntityRow[], name: string): Promise<(row: EntityRow) => unknown> {
  const section = entity.definition.sections !== undefined && Object.hasOwn(entity.definition.sections, name) ? entity.definition.sections[name] : undefined;
  const column = section === undefined ? referenceColumn(entity.definition, name) : undefined;
  if (section === undefined && column === undefined) throw unknownInclude(entity.definition, name);
  const targetId = section?.entity ?? entity.definition.fields[column as string]?.target ?? '';
  const target = uow.company.plugins.entity(targetId);
  if (target === undefined || !mayList(uow.actor, target.definition)) return () => (section === undefined ? null : []);
  const via = section?.via ?? 'id';
  const keys = [...new Set(section === undefined ? rows.map((row) => row[column as string]).filter((id): id is string => typeof id === 'string') : rows.map((row) => row.id))];
  const found = keys.length === 0 ? [] : await uow.query<EntityRow>(
    `select ${Object.keys(target.definition.fields).map((field) => `t."${field}"`).join(', ')} from "${tableName(targetId)}" t where t."${via}" = any($1::uuid[]) and not t.deletion_mark order by ${'line_no' in target.definition.fields ? 't.line_no, t.id' : 't.created_at, t.id'}`,
    [keys],
  );
  const owners = section === undefined ? undefined : new Map(rows.map((row) => [row.id, ownerOf(entity.definition, row)]));
  const byKey = new Map<string, Record<string, unknown>[]>();
  for (const row of found) {
    const key = String(row[via]);
    const presented = owners === undefined ? presentRecord(uow.actor, target.definition, row) : presentRecord(uow.actor, target.definition, row, undefined, owners.get(key));
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [presented]);
    else others.push(presented);
  }
  return (row) => (section === undefined ? (byKey.get(String(row[column as string]))?.[0] ?? null) : (byKey.get(row.id) ?? []));
}

function mayList(actor: Actor, definition: EntityDefinition): boolean {
  const permission = definition.permissions.read;
  return permission === undefined || actor.kind === 'robot' || actor.permissions.get(permission) === 'all';
}

function unknownInclude(definition: EntityDefinition, name: string): BadRequestError {
  const known = [...Object.keys(definition.sections ?? {}), ...Object.keys(definition.fields).filter((column) => definition.fields[column]?.type === 'reference').map(relationName)];
  const suggestion = nearest(name, known);
  return new BadRequestError('core.unknown_include', {
    ru: `Связи «${name}» нет.${suggestion === undefined ? '' : ` Может быть, «${suggestion}»?`}`,
    en: `There is no relation “${name}”.${suggestion === undefined ? '' : ` Did you mean “${suggestion}”?`}`,
  }, { errors: [{ pointer: 'query:include', code: 'unknown_include', message: { ru: 'Неизвестная связь.', en: 'Unknown relation.' } }] });
}
