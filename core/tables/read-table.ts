import { decodeText, decodeXml } from './encoding.ts';
import { readCsvRows } from './csv-rows.ts';
import { refuseTable } from './errors.ts';
import { HEADER_WINDOW, columnNames, findHeader, headerKey } from './header.ts';
import type { RawRow, ReadTableOptions, Table, TableFormat, TableLimits, TableRow, TableStream } from './table.ts';
import { TABLE_LIMITS } from './table.ts';
import { columnLetters, readSheetRows } from './xlsx/sheet-rows.ts';
import { readDateStyles, readSharedStrings, readWorkbookParts } from './xlsx/workbook-parts.ts';
import { WorkbookZip } from './xlsx/workbook-zip.ts';
import { readXmlTable } from './xml-table.ts';

/** The format by the first bytes, whatever the file is called. */
function formatOf(content: Buffer): TableFormat {
  if (content.length === 0) throw refuseTable('core.table_empty');
  if (content.length >= 4 && content.readUInt32BE(0) === 0xd0cf11e0) {
    // A workbook with a password is of the old container too and names its parts in UTF-16.
    throw refuseTable(content.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'core.table_encrypted' : 'core.table_old_excel');
  }
  if (content.length >= 4 && content.readUInt32LE(0) === 0x04034b50) return 'xlsx';
  const start = content.subarray(0, 200).toString('latin1').replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
  return start.startsWith('<') ? 'xml' : 'csv';
}

interface Source {
  readonly sheet?: string;
  readonly encoding?: string;
  readonly rows: AsyncGenerator<RawRow>;
}

async function openWorkbook(content: Buffer, options: ReadTableOptions, limits: TableLimits): Promise<Source> {
  const zip = new WorkbookZip(content, limits.unpackedBytes);
  const { sheets, isFrom1904, sharedStringsPart, stylesPart } = await readWorkbookParts(zip);
  const sheet = options.sheet === undefined
    ? sheets.find((one) => !one.isHidden) ?? sheets[0]
    : sheets.find((one) => headerKey(one.name) === headerKey(options.sheet as string));
  if (sheet === undefined) throw refuseTable('core.table_sheet_unknown', { sheet: options.sheet, sheets: sheets.map((one) => one.name).join(', ') });
  const strings = await readSharedStrings(zip, sharedStringsPart);
  const dateStyles = await readDateStyles(zip, stylesPart);
  return { sheet: sheet.name, rows: readSheetRows(zip, sheet.part, { strings, dateStyles, isFrom1904, limits }) };
}

function openText(content: Buffer, limits: TableLimits): Source {
  const { text, encoding } = decodeText(content);
  return { encoding, rows: readCsvRows(text, limits) };
}

function withHeader(row: RawRow, names: readonly (string | null)[]): TableRow {
  const cells: Record<string, string | null> = {};
  names.forEach((name, index) => {
    if (name !== null) cells[name] = row.values[index] ?? null;
  });
  // What stands beyond the headers is kept under the letters of its column, so that nothing of a file is lost unseen.
  for (let index = 0; index < row.values.length; index += 1) {
    const value = row.values[index];
    if ((names[index] ?? null) === null && typeof value === 'string') cells[columnLetters(index + 1)] = value;
  }
  return { row: row.row, cells };
}

async function* dataRows(first: readonly RawRow[], rest: AsyncGenerator<RawRow>, names: readonly (string | null)[], limit: number): AsyncGenerator<TableRow> {
  let count = 0;
  const counted = (row: RawRow): TableRow => {
    count += 1;
    if (count > limit) throw refuseTable('core.table_too_many_rows', { limit, row: row.row });
    return withHeader(row, names);
  };
  for (const row of first) yield counted(row);
  for await (const row of rest) yield counted(row);
}

/**
 * Opens a table whose rows are read as they are asked for; of the file itself nothing is held but its bytes and a workbook's shared strings.
 * @throws InvalidError core.table_… when it is not a table, is too large, or its header cannot be found; later also while rows are read
 */
export async function openTable(content: Buffer, options: ReadTableOptions = {}): Promise<TableStream> {
  const limits: TableLimits = { ...TABLE_LIMITS, ...options.limits };
  if (content.length > limits.bytes) throw refuseTable('core.table_too_large', { megabytes: Math.round(limits.bytes / 1_048_576) });
  const format = formatOf(content);
  if (format === 'xml') {
    const { text, encoding } = decodeXml(content);
    const table = readXmlTable(text, { keyAttribute: options.keyAttribute ?? 'name', limits, ...(options.rowPath === undefined ? {} : { rowPath: options.rowPath }) });
    return { format, encoding, columns: table.columns, headerRow: null, preamble: table.preamble, rows: (async function* rows() { yield* table.rows; })() };
  }
  const source = format === 'xlsx' ? await openWorkbook(content, options, limits) : openText(content, limits);
  const window: RawRow[] = [];
  while (window.length < HEADER_WINDOW || (options.headerRow !== undefined && (window.at(-1)?.row ?? 0) < options.headerRow)) {
    const next = await source.rows.next();
    if (next.done === true) break;
    window.push(next.value);
  }
  if (window.length === 0) throw refuseTable('core.table_empty');
  const header = options.headerRow === undefined ? findHeader(window, options.headers ?? []) : window.find((row) => row.row === options.headerRow);
  if (header === undefined) {
    await source.rows.return(undefined);
    throw refuseTable('core.table_header_not_found', { columns: (options.headers ?? []).join(', ') || '—' });
  }
  const names = columnNames(header);
  const at = window.indexOf(header);
  return {
    format,
    ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
    ...(source.encoding === undefined ? {} : { encoding: source.encoding }),
    columns: names.filter((name) => name !== null),
    headerRow: header.row,
    preamble: window.slice(0, at),
    rows: dataRows(window.slice(at + 1), source.rows, names, limits.rows),
  };
}

/**
 * Reads a table whole: .xlsx, .csv (semicolon, comma or tab; UTF-8, windows-1251 or UTF-16) or .xml, told apart by content.
 * Cells are text: dates 'YYYY-MM-DD', numbers plain decimal text, formulas and links by what they show.
 * @throws InvalidError core.table_…
 */
export async function readTable(content: Buffer, options: ReadTableOptions = {}): Promise<Table> {
  const { rows, ...table } = await openTable(content, options);
  const all: TableRow[] = [];
  for await (const row of rows) all.push(row);
  return { ...table, rows: all };
}

/** Names of a workbook's sheets in their order, hidden ones too. @throws InvalidError core.table_… */
export async function sheetNames(content: Buffer): Promise<string[]> {
  if (formatOf(content) !== 'xlsx') return [];
  return (await readWorkbookParts(new WorkbookZip(content, TABLE_LIMITS.unpackedBytes))).sheets.map((one) => one.name);
}
