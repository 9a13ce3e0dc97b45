import type { ColumnMapping, Table, TableProblem } from '../../../core/index.ts';
import { fillLabel, headerKey, mapColumns, mappedHeaders, readTable, refuseRows } from '../../../core/index.ts';
import { invalid, lineErrors } from '../errors.ts';
import type { MacbuildParameters } from '../parameters.ts';
import { listOf } from '../parameters.ts';
import type { OrderFile, OrderFileLine } from './order-file.ts';

const LIMITS = { rows: 20_000, columns: 200 };

/** The columns that the regulation names, each with its type. */
function mappingOf({ columns }: MacbuildParameters): ColumnMapping {
  const optional = (name: 'line_no' | 'price_eur' | 'group', spec: object): ColumnMapping => (columns[name] === undefined ? {} : { [name]: { column: listOf(columns[name]), ...spec } });
  return {
    code: { column: listOf(columns.code), maxLength: 50 },
    name: { column: listOf(columns.name), maxLength: 500 },
    quantity: { column: listOf(columns.quantity), type: 'decimal', min: 0.001, max: 999_999_999, scale: 3 },
    ...optional('line_no', { type: 'integer', min: 1, max: 1_000_000 }),
    ...optional('price_eur', { type: 'decimal', min: 0, max: 9_999_999_999, scale: 2 }),
    ...optional('group', { maxLength: 150 }),
    ...Object.fromEntries(listOf(columns.attributes).map((pattern, index) => [`attributes_${index}`, { columns: pattern }])),
  };
}

/** What stands beside the lines: a caption and the value after it, or a path and its text. */
function captions(table: Table): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { values } of table.preamble) {
    const filled = values.filter((one): one is string => one !== null);
    for (let at = 0; at + 1 < filled.length; at += 2) found[filled[at] as string] = filled[at + 1] as string;
  }
  return found;
}

function numberIn(parameters: Readonly<Record<string, string>>, names: readonly string[]): string | null {
  const wanted = new Set(names.map(headerKey));
  return Object.entries(parameters).find(([caption]) => wanted.has(headerKey(caption)))?.[1] ?? null;
}

interface RawLine {
  readonly row: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Lines from the mapped rows, with what is wrong with them beyond single cells. */
class LineReader {
  readonly problems: TableProblem[] = [];
  readonly #seen = new Map<number, number>();

  constructor(readonly columns: Readonly<Record<string, string | null>>) {}

  read({ row, values }: RawLine, index: number): OrderFileLine {
    const [code, name] = [values['code'] as string | null, values['name'] as string | null];
    const lineNo = (values['line_no'] as number | null | undefined) ?? index + 1;
    const before = this.#seen.get(lineNo);
    if (before !== undefined) this.#say(row, 'line_no', 'line_repeated', { line: lineNo, row: before });
    this.#seen.set(lineNo, row);
    if (code !== null && name === null) this.#say(row, 'name', 'name_required', { code });
    const attributes = Object.assign({}, ...Object.entries(values).filter(([field]) => field.startsWith('attributes_')).map(([, group]) => group)) as Record<string, string>;
    for (const [characteristic, value] of Object.entries(attributes)) {
      if (characteristic.length > 150 || value.length > 500) this.#say(row, null, 'characteristic_too_long', { name: characteristic.slice(0, 60) });
    }
    const quantity = values['quantity'] as string | null;
    const isEmpty = code === null && name === null;
    if (quantity === null && !isEmpty) this.#require(row, 'quantity');
    return { row, lineNo, code, name, quantity: quantity ?? '1', priceEur: (values['price_eur'] as string | null | undefined) ?? null, group: (values['group'] as string | null | undefined) ?? null, attributes };
  }

  #say(row: number, field: string | null, code: keyof typeof lineErrors, params: Readonly<Record<string, unknown>>): void {
    this.problems.push({ row, column: field === null ? null : this.columns[field] ?? field, code, message: fillLabel(lineErrors[code], params) });
  }

  #require(row: number, field: string): void {
    this.problems.push({ row, column: this.columns[field] ?? field, code: 'required', message: { ru: 'не заполнено', en: 'is empty' } });
  }
}

/**
 * Reads a MacBuild order from .xlsx, .csv or .xml by the columns that the regulation names.
 * @throws InvalidError core.table_… for what is no table, core.table_rows_wrong with every bad row and column, macbuild_import.no_lines
 */
export async function readOrderFile(file: { readonly name: string; readonly content: Buffer }, settings: MacbuildParameters): Promise<OrderFile> {
  const mapping = mappingOf(settings);
  const table = await readTable(file.content, {
    headers: mappedHeaders(mapping), limits: LIMITS,
    ...(settings.sheet === undefined ? {} : { sheet: settings.sheet }),
    ...(settings.header_row === undefined ? {} : { headerRow: settings.header_row }),
    ...(settings.xml_rows === undefined ? {} : { rowPath: settings.xml_rows }),
  });
  const required: ColumnMapping = Object.fromEntries((['code', 'name', 'quantity'] as const).map((field) => [field, { column: listOf(settings.columns[field]), required: true }]));
  // Cells of these columns may be empty (an empty row), only the columns themselves have to be there; an XML file leaves out what is empty.
  const missing = table.format === 'xml' ? [] : mapColumns({ ...table, rows: [] }, required).problems;
  const mapped = mapColumns(table, mapping);
  const reader = new LineReader(mapped.columns);
  const broken = new Set(mapped.problems.map((one) => one.row));
  const lines = mapped.rows.filter(({ row }) => !broken.has(row)).map((line, index) => reader.read(line as RawLine, index));
  const problems = [...missing, ...mapped.problems.filter((one) => !missing.some((other) => other.row === one.row && other.column === one.column)), ...reader.problems];
  const placeOf = ({ column }: TableProblem): number => table.columns.indexOf(column ?? '');
  if (problems.length > 0) throw refuseRows(problems.sort((left, right) => (left.row ?? 0) - (right.row ?? 0) || placeOf(left) - placeOf(right)));
  if (lines.length === 0) throw invalid('macbuild_import.no_lines', '/file', { file: file.name });
  const parameters = captions(table);
  return { number: numberIn(parameters, listOf(settings.number)), parameters, lines };
}
