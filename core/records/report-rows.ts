import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition } from '../entity/index.ts';
import { tableName } from '../entity/index.ts';
import { NotFoundError, RefusalError } from '../errors/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import { nearest } from '../language/index.ts';
import { conditionSql } from './list-conditions.ts';
import { parseListQuery } from './list-query.ts';
import { readableRows, statesOf } from './read.ts';
import type { ReportField } from './report-fields.ts';
import { ReportFields } from './report-fields.ts';
import { demandAccess } from './visibility.ts';

/** What is reckoned up below a column, or for a group. */
export type ReportTotal = 'sum' | 'avg' | 'min' | 'max' | 'count';

/** A column of a report: a path to a field, and what stands below it. */
export interface ReportColumn {
  readonly field: string;
  readonly total?: ReportTotal;
}

/** A condition as in lists: `operator` defaults to eq, `value` is text. */
export interface ReportFilter {
  readonly field: string;
  readonly operator?: string;
  readonly value: string;
}

/** What rows are put together by: rows with one value of the field make one row. */
export interface ReportGroup {
  readonly field: string;
  /** Divides a date or a moment into periods of the company's calendar. */
  readonly by?: 'day' | 'month' | 'quarter' | 'year';
}

/** A list of rows; with `grouping` one row for each group, and of the columns only their totals. */
export interface ReportSpec {
  readonly entity: string;
  readonly columns: readonly ReportColumn[];
  readonly filters?: readonly ReportFilter[];
  readonly grouping?: readonly ReportGroup[];
}

/** What a report gives. `omitted`: fields left out because this person may not see them. `rows` are cut at the limit, `totals` are of all rows. */
export interface ReportTable {
  readonly columns: readonly { readonly key: string; readonly path: string; readonly label: Label; readonly type: string; readonly total?: ReportTotal; readonly scale?: number }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly totals: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly more: boolean;
  readonly omitted: readonly string[];
}

/** Something wrong with a report; `kind` tells what, `name` which. */
export interface ReportProblem {
  readonly pointer: string;
  readonly kind: 'object' | 'field' | 'total' | 'interval' | 'filter' | 'columns';
  readonly name: string;
  readonly suggestion?: string;
  readonly cause?: FieldProblem;
}

const NUMERIC = new Set(['integer', 'decimal']);
const ORDERED = new Set(['integer', 'decimal', 'date', 'datetime', 'string', 'text', 'enum']);

function totalFits(total: ReportTotal, { field }: ReportField): boolean {
  if (total === 'count') return true;
  return total === 'sum' || total === 'avg' ? NUMERIC.has(field.type) : ORDERED.has(field.type);
}

function definitionOf(uow: UnitOfWork, id: string): EntityDefinition {
  const definition = uow.company.plugins.entity(id)?.definition;
  if (definition === undefined) throw new NotFoundError();
  demandAccess(uow.actor, definition, 'read');
  return definition;
}

function conditionsOf(uow: UnitOfWork, definition: EntityDefinition, { field, operator = 'eq', value }: ReportFilter, bind: (value: unknown) => string): string[] {
  const query = parseListQuery(uow, definition, new URLSearchParams([[`filter[${field}][${operator}]`, value]]));
  return query.filters.map((one) => conditionSql(definition, one, bind, statesOf(uow, definition.id)));
}

/** Everything wrong with a report, as this person would run it. */
export function reportProblems(uow: UnitOfWork, spec: ReportSpec): ReportProblem[] {
  let definition: EntityDefinition;
  try {
    definition = definitionOf(uow, spec.entity);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return [{ pointer: '/entity_code', kind: 'object', name: spec.entity }];
  }
  const fields = new ReportFields(uow, definition, () => '');
  const problems: ReportProblem[] = [];
  const find = (path: string, pointer: string): ReportField | undefined => {
    const found = fields.find(path);
    const suggestion = nearest(path, fields.names());
    if (found === undefined || found.field.type === 'json') problems.push({ pointer, kind: 'field', name: path, ...(suggestion === undefined ? {} : { suggestion }) });
    return found;
  };
  if (spec.columns.length === 0 && (spec.grouping ?? []).length === 0) problems.push({ pointer: '/columns', kind: 'columns', name: '' });
  for (const [index, one] of spec.columns.entries()) {
    const found = find(one.field, `/columns/${index}/field`);
    if (found !== undefined && one.total !== undefined && !totalFits(one.total, found)) problems.push({ pointer: `/columns/${index}/total`, kind: 'total', name: one.field, suggestion: one.total });
  }
  for (const [index, one] of (spec.grouping ?? []).entries()) {
    const found = find(one.field, `/grouping/${index}/field`);
    if (found !== undefined && one.by !== undefined && !['date', 'datetime'].includes(found.field.type)) problems.push({ pointer: `/grouping/${index}/by`, kind: 'interval', name: one.field });
  }
  for (const [index, one] of (spec.filters ?? []).entries()) {
    try {
      conditionsOf(uow, definition, one, () => '');
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      const [cause] = error.errors;
      problems.push({ pointer: `/filters/${index}`, kind: 'filter', name: one.field, ...(cause === undefined ? {} : { cause }) });
    }
  }
  return problems;
}

/**
 * Runs a report over the rows that this person may read, with the fields he may see; what he may not is left out and named.
 * @throws NotFoundError for an entity he may not read, BadRequestError for a filter that is not understood
 */
export async function runReport(uow: UnitOfWork, spec: ReportSpec, limit: number): Promise<ReportTable> {
  const definition = definitionOf(uow, spec.entity);
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const zone = bind(uow.company.timeZone);
  const fields = new ReportFields(uow, definition, bind);
  const omitted: string[] = [];
  const found = <One extends { readonly field: string }>(all: readonly One[]): { readonly one: One; readonly at: ReportField }[] =>
    all.flatMap((one) => {
      const at = fields.find(one.field);
      if (at === undefined) omitted.push(one.field);
      return at === undefined ? [] : [{ one, at }];
    });
  const groups = found(spec.grouping ?? []).map(({ one, at }, index) => ({ key: `g${index}`, path: one.field, at, sql: periodSql(at, one.by, zone) }));
  const columns = found(spec.columns).map(({ one, at }, index) => ({ key: `c${index}`, path: one.field, total: one.total, at }));
  const where = [`${zone}::text is not null`, ...readableRows(uow, definition, bind), ...(spec.filters ?? []).flatMap((one) => conditionsOf(uow, definition, one, bind))];
  const from = `from "${tableName(definition.id)}" t ${fields.joins.join(' ')} where ${where.join(' and ')}`;
  const totalled = columns.filter((one) => one.total !== undefined);
  const totals = [...totalled.map((one) => `${totalSql(one.at, one.total)} as "${one.key}"`), 'count(*)::int as count'];
  const grouped = groups.length > 0;
  const shown = grouped ? totalled : columns;
  const rows = await uow.query<Record<string, unknown>>(
    grouped
      ? `select ${[...groups.map((one) => `${one.sql} as "${one.key}"`), ...totals].join(', ')} ${from} group by ${groups.map((_, index) => String(index + 1)).join(', ')} order by ${groups.map((_, index) => `${index + 1} nulls last`).join(', ')} limit ${limit + 1}`
      : `select ${[...columns.map((one) => `${one.at.sql} as "${one.key}"`), 't.id'].join(', ')} ${from} order by t.created_at desc, t.id desc limit ${limit + 1}`,
    values,
  );
  const [all = { count: 0 }] = await uow.query<Record<string, unknown> & { count: number }>(`select ${totals.join(', ')} ${from}`, values);
  const { count, ...sums } = all;
  return {
    columns: [
      ...groups.map(({ key, path, at, sql }) => ({ key, path, label: at.label, type: sql === at.sql ? at.field.type : 'string' })),
      ...shown.map(({ key, path, at, total }) => ({ key, path, label: at.label, type: grouped && total === 'count' ? 'integer' : at.field.type, ...(total === undefined ? {} : { total }), ...(at.field.scale === undefined ? {} : { scale: at.field.scale }) })),
      ...(grouped ? [{ key: 'count', path: 'count', label: { ru: 'Количество', en: 'Count' }, type: 'integer' }] : []),
    ],
    rows: rows.slice(0, limit),
    totals: sums,
    count,
    more: rows.length > limit,
    omitted,
  };
}

function totalSql({ sql, field }: ReportField, total: ReportTotal | undefined): string {
  if (total === 'count') return `count(${sql})::int`;
  if (total === 'avg') return `round(avg(${sql}), ${Math.max(2, field.scale ?? 2)})::text`;
  return total === 'sum' ? `sum(${sql})::text` : `${total ?? 'min'}(${sql})`;
}

const PERIODS = { day: 'YYYY-MM-DD', month: 'YYYY-MM', quarter: 'YYYY"-Q"Q', year: 'YYYY' } as const;

function periodSql({ sql, field }: ReportField, by: ReportGroup['by'], zone: string): string {
  if (by === undefined) return sql;
  const local = field.type === 'datetime' ? `(${sql} at time zone ${zone}::text)` : sql;
  return `to_char(${local}, '${PERIODS[by]}')`;
}
