import { PassThrough } from 'node:stream';
import type ExcelJS from 'exceljs';

/** A column of a sheet that is written. */
export interface SheetColumn {
  readonly header: string;
  /** Name of the value in a row. */
  readonly key: string;
  /** Default text. `decimal` takes decimal strings, `date` 'YYYY-MM-DD', `datetime` ISO text, `boolean` true or false. */
  readonly type?: 'text' | 'decimal' | 'integer' | 'date' | 'datetime' | 'boolean';
  /** Digits after the point of a decimal; default 2. */
  readonly scale?: number;
  /** In characters; default by the header and the type. */
  readonly width?: number;
}

/** One sheet: what stands above the header, the columns, the rows. */
export interface SheetSpec {
  readonly name: string;
  /** Lines above the table; the first is bold. */
  readonly title?: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<Readonly<Record<string, unknown>>>;
  /** Row of totals below, by the columns' keys. */
  readonly totals?: Readonly<Record<string, unknown>>;
}

const FORMATS = { date: 'dd.mm.yyyy', datetime: 'dd.mm.yyyy hh:mm', integer: '#,##0', text: '@', boolean: '@' } as const;
const WIDTHS = { text: 24, decimal: 16, integer: 10, date: 12, datetime: 17, boolean: 8 } as const;
const LONGEST = 32_767;

function formatOf({ type = 'text', scale = 2 }: SheetColumn): string {
  return type === 'decimal' ? `#,##0${scale > 0 ? `.${'0'.repeat(scale)}` : ''}` : FORMATS[type];
}

/** Control characters that XML has no place for would leave a workbook that does not open. */
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '').slice(0, LONGEST);

/** The value as Excel keeps it. Only numbers and dates are other than text, so that nothing a person typed ever becomes a formula. */
function valueOf(value: unknown, { type = 'text' }: SheetColumn): string | number | Date | null {
  if (value === null || value === undefined || value === '') return null;
  const text = typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value instanceof Date ? value.toISOString() : String(value);
  if (type === 'boolean') return value === true || value === 'true' ? 'Да' : value === false || value === 'false' ? 'Нет' : clean(text);
  // Excel keeps 15 digits; a longer number is written as text rather than with other digits.
  if ((type === 'decimal' || type === 'integer') && /^-?\d+(?:\.\d+)?$/.test(text) && text.replace(/\D/g, '').replace(/^0+/, '').length <= 15) return Number(text);
  if (type === 'date' && /^\d{4}-\d{2}-\d{2}/.test(text)) return new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (type === 'datetime' && !Number.isNaN(Date.parse(text))) return new Date(text);
  return clean(text);
}

/** Excel's names of sheets: at most 31 characters, none of []:*?/\ and no two alike. */
function sheetName(wanted: string, used: Set<string>): string {
  const base = clean(wanted).replace(/[[\]:*?/\\]/g, ' ').replace(/^'+|'+$/g, '').trim().slice(0, 31) || 'Лист';
  let name = base;
  for (let number = 2; used.has(name.toLowerCase()); number += 1) name = `${base.slice(0, 31 - String(number).length - 1)} ${number}`;
  used.add(name.toLowerCase());
  return name;
}

/** Writes rows as they come into a sheet with a styled, frozen header, widths, formats and an automatic filter. */
function writeSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, spec: SheetSpec, name: string): void {
  const title = spec.title ?? [];
  const headerRow = title.length === 0 ? 1 : title.length + 2;
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: headerRow }] });
  sheet.columns = spec.columns.map((column) => ({
    width: column.width ?? Math.min(60, Math.max(WIDTHS[column.type ?? 'text'], column.header.length + 3)),
    style: { numFmt: formatOf(column), alignment: { vertical: 'top', wrapText: (column.type ?? 'text') === 'text' } },
  }));
  title.forEach((line, index) => {
    const row = sheet.getRow(index + 1);
    row.getCell(1).value = clean(line);
    row.getCell(1).style = { font: { bold: index === 0, size: index === 0 ? 14 : 11 }, alignment: { wrapText: false } };
    row.commit();
  });
  const header = sheet.getRow(headerRow);
  spec.columns.forEach((column, index) => {
    const cell = header.getCell(index + 1);
    cell.value = clean(column.header);
    cell.style = {
      font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7ECF3' } }, alignment: { vertical: 'middle', wrapText: true },
      border: { bottom: { style: 'thin', color: { argb: 'FF8A97A8' } } },
    };
  });
  header.commit();
  let last = headerRow;
  for (const values of spec.rows) {
    last += 1;
    const row = sheet.getRow(last);
    spec.columns.forEach((column, index) => {
      const value = valueOf(values[column.key], column);
      if (value !== null) row.getCell(index + 1).value = value;
    });
    row.commit();
  }
  if (spec.columns.length > 0) sheet.autoFilter = { from: { row: headerRow, column: 1 }, to: { row: last, column: spec.columns.length } };
  if (spec.totals !== undefined) {
    const row = sheet.getRow(last + 1);
    spec.columns.forEach((column, index) => {
      const value = valueOf(spec.totals?.[column.key], column);
      if (value === null) return;
      const cell = row.getCell(index + 1);
      cell.value = value;
      cell.style = { ...cell.style, font: { bold: true }, numFmt: formatOf(column) };
    });
    row.commit();
  }
  sheet.commit();
}

/**
 * Writes an .xlsx workbook. Rows are taken one by one, so a large list need not be held. Decimal strings become numbers with a format
 * (those of more than 15 digits stay text, exact), dates become dates, and every other value is text, never a formula.
 */
export async function writeWorkbook(sheets: readonly SheetSpec[]): Promise<Buffer> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Loaded when first needed: it takes longer than the rest of the program together, and most commands write no workbook.
  const { default: library } = await import('exceljs');
  const workbook = new library.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: true });
  const used = new Set<string>();
  for (const spec of sheets) writeSheet(workbook, spec, sheetName(spec.name, used));
  if (sheets.length === 0) workbook.addWorksheet('Лист').commit();
  await workbook.commit();
  return Buffer.concat(chunks);
}
