import type { ColumnLimits, ColumnType } from './convert-cell.ts';
import { convertCell } from './convert-cell.ts';
import type { TableProblem } from './errors.ts';
import { cellProblem } from './errors.ts';
import { headerKey } from './header.ts';
import type { Table, TableRow } from './table.ts';

/** A field that one column fills. */
export interface ColumnSpec extends ColumnLimits {
  /** The header, or several that mean the same, the first found taken; compared without regard to case, spaces, ё and a trailing «:» or «*». */
  readonly column: string | readonly string[];
  /** Default text. */
  readonly type?: ColumnType;
  /** The column must be there and each row filled. */
  readonly required?: boolean;
}

/** A field that several columns fill: `param[*]` or `Характеристика: *`; what stands for the star becomes the key. `*` alone takes every column that nothing else takes. */
export interface ColumnGroup {
  readonly columns: string;
}

/** Field → where it comes from. */
export type ColumnMapping = Readonly<Record<string, ColumnSpec | ColumnGroup>>;

type CellValue<Spec> = Spec extends ColumnGroup ? Readonly<Record<string, string>>
  : (Spec extends { readonly type: 'integer' } ? number : Spec extends { readonly type: 'boolean' } ? boolean : string) | (Spec extends { readonly required: true } ? never : null);

/** A row by fields. Where `problems` name a cell its value is null, required or not. */
export interface MappedRow<Mapping extends ColumnMapping> {
  readonly row: number;
  readonly values: { readonly [Field in keyof Mapping]: CellValue<Mapping[Field]> };
}

/** A table by fields, with everything that is wrong in it. */
export interface MappedTable<Mapping extends ColumnMapping> {
  readonly rows: readonly MappedRow<Mapping>[];
  readonly problems: readonly TableProblem[];
  /** Field → the header found for it, null when there is none; groups are left out. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Headers that no field takes. */
  readonly unused: readonly string[];
}

/** Reads rows one by one; made once for a table's headers. */
export interface RowMapper<Mapping extends ColumnMapping> {
  readonly problems: readonly TableProblem[];
  readonly columns: Readonly<Record<string, string | null>>;
  readonly unused: readonly string[];
  map(row: TableRow): { readonly row: MappedRow<Mapping>; readonly problems: readonly TableProblem[] };
}

const isGroup = (spec: ColumnSpec | ColumnGroup): spec is ColumnGroup => 'columns' in spec;
const namesOf = (spec: ColumnSpec): readonly string[] => (typeof spec.column === 'string' ? [spec.column] : spec.column);

/** Every header a mapping may take, for finding the header row. */
export function mappedHeaders(mapping: ColumnMapping): string[] {
  return Object.values(mapping).flatMap((spec) => (isGroup(spec) ? [] : namesOf(spec)));
}

/** The part of a header that stands for the star; undefined when the header is not of the group. */
function starOf(pattern: string, header: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const [before, after] = [pattern.slice(0, star).toLowerCase(), pattern.slice(star + 1).toLowerCase()];
  const text = header.toLowerCase();
  if (header.length <= before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) return undefined;
  return header.slice(before.length, header.length - after.length).trim() || undefined;
}

/** Prepares a mapping for the headers of a table; columns that are missing or repeated are its problems, standing at the header's row. */
export function columnMapper<const Mapping extends ColumnMapping>(columns: readonly string[], headerRow: number | null, mapping: Mapping): RowMapper<Mapping> {
  const byKey = new Map(columns.map((column) => [headerKey(column), column]));
  const problems: TableProblem[] = [];
  const found: Record<string, string | null> = {};
  const taken = new Set<string>();
  for (const [field, spec] of Object.entries(mapping)) {
    if (isGroup(spec)) continue;
    const name = namesOf(spec).map((one) => byKey.get(headerKey(one))).find((one) => one !== undefined);
    found[field] = name ?? null;
    if (name === undefined && spec.required === true) problems.push(cellProblem(headerRow, namesOf(spec)[0] ?? field, 'column_missing', { headers: namesOf(spec).map((one) => `«${one}»`).join(', ') }));
    if (name === undefined) continue;
    taken.add(name);
    if (byKey.has(headerKey(`${name} [2]`)) && headerRow !== null) problems.push(cellProblem(headerRow, name, 'column_repeated'));
  }
  const groups: [string, [string, string][]][] = [];
  const specific = Object.entries(mapping).filter((pair): pair is [string, ColumnGroup] => isGroup(pair[1])).sort(([, left], [, right]) => right.columns.length - left.columns.length);
  for (const [field, { columns: pattern }] of specific) {
    const members = columns.filter((column) => !taken.has(column)).flatMap((column): [string, string][] => {
      const key = starOf(pattern, column);
      return key === undefined ? [] : [[column, key]];
    });
    for (const [column] of members) taken.add(column);
    groups.push([field, members]);
  }
  const singles = Object.entries(mapping).filter((pair): pair is [string, ColumnSpec] => !isGroup(pair[1]));
  return {
    problems,
    columns: found,
    unused: columns.filter((column) => !taken.has(column)),
    map(row) {
      const wrong: TableProblem[] = [];
      const values: Record<string, unknown> = {};
      for (const [field, spec] of singles) {
        const column = found[field] ?? null;
        const text = column === null ? null : row.cells[column] ?? null;
        values[field] = null;
        if (text === null) {
          if (spec.required === true && column !== null) wrong.push(cellProblem(row.row, column, 'required'));
          continue;
        }
        const converted = convertCell(text, spec.type ?? 'text', spec);
        if ('value' in converted) values[field] = converted.value;
        else wrong.push(cellProblem(row.row, column, converted.code, converted.params));
      }
      for (const [field, members] of groups) {
        values[field] = Object.fromEntries(members.flatMap(([column, key]): [string, string][] => {
          const text = row.cells[column] ?? null;
          return text === null ? [] : [[key, text]];
        }));
      }
      return { row: { row: row.row, values: values as MappedRow<Mapping>['values'] }, problems: wrong };
    },
  };
}

/**
 * Reads a whole table by fields, converting as the types say: a decimal comma, NBSP between thousands, dd.mm.yyyy, Excel's serial dates.
 * Nothing is thrown: every bad cell is in `problems` with its row, its column and a message; `refuseRows` makes an answer of them.
 */
export function mapColumns<const Mapping extends ColumnMapping>(table: Pick<Table, 'columns' | 'headerRow' | 'rows'>, mapping: Mapping): MappedTable<Mapping> {
  const mapper = columnMapper(table.columns, table.headerRow, mapping);
  const problems = [...mapper.problems];
  const rows = table.rows.map((row) => {
    const mapped = mapper.map(row);
    problems.push(...mapped.problems);
    return mapped.row;
  });
  return { rows, problems, columns: mapper.columns, unused: mapper.unused };
}
