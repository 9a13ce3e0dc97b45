import { convertCell, fillLabel, headerKey, readTable, sheetNames } from '../../../core/index.ts';
import { invalid, supplyErrors } from '../errors.ts';
import type { RegisterDiff, SheetRow } from './compare-register.ts';
import { bare } from './read-register.ts';
import type { RegisterName } from './sheets.ts';
import { BASE_SHEET, SHEETS } from './sheets.ts';

const LONGEST: Readonly<Record<string, number>> = { reference: 50, our_ref: 50, order_number: 20, ack_num: 50, bill_and_content: 1000, client_name: 250, planned_truck: 20 };

export interface SheetContent {
  readonly rows: readonly SheetRow[];
  readonly base: readonly SheetRow[] | undefined;
  readonly errors: RegisterDiff['errors'];
}

async function readRows(name: RegisterName, content: Buffer, sheet: string | undefined): Promise<{ readonly rows: SheetRow[]; readonly errors: RegisterDiff['errors'][number][] }> {
  const { columns } = SHEETS[name];
  const table = await readTable(content, { headers: columns.map((column) => column.header), ...(sheet === undefined ? {} : { sheet }), limits: { rows: 20_000 } });
  const places = new Map(columns.map((column) => [column.key, table.columns.find((header) => headerKey(header) === headerKey(column.header))]));
  const missing = columns.filter((column) => places.get(column.key) === undefined);
  if (missing.length > 0) throw invalid('supply.sheet_columns', '/file', { columns: missing.map((column) => column.header).join(', ') });
  const rows: SheetRow[] = [];
  const errors: RegisterDiff['errors'][number][] = [];
  for (const { row, cells } of table.rows) {
    const values: Record<string, string | null> = {};
    for (const column of columns) {
      const text = cells[places.get(column.key) ?? ''] ?? null;
      if (text === null || text === '') {
        values[column.key] = null;
        continue;
      }
      const type = column.type === 'date' || column.type === 'decimal' ? column.type : 'text';
      const converted = convertCell(text, type, type === 'decimal' ? { scale: 3, min: 0, max: 999_999 } : { maxLength: LONGEST[column.key] ?? 1000 });
      if ('value' in converted) values[column.key] = type === 'decimal' ? bare(String(converted.value)) : String(converted.value);
      else errors.push({ row, column: column.header, code: 'supply.cell_wrong', message: fillLabel(supplyErrors['supply.cell_wrong'], { value: text.slice(0, 100) }) });
    }
    if (Object.values(values).some((value) => value !== null)) rows.push({ row, cells: values });
  }
  return { rows, errors };
}

/**
 * Reads a sheet of a register from .xlsx or .csv; of a workbook we have exported also the cells as they were then.
 * @throws InvalidError supply.sheet_columns, core.table_…
 */
export async function readSheet(name: RegisterName, content: Buffer): Promise<SheetContent> {
  const names = await sheetNames(content);
  const main = names.find((one) => headerKey(one).startsWith(SHEETS[name].title.toLowerCase()));
  const { rows, errors } = await readRows(name, content, main);
  const base = names.includes(BASE_SHEET) ? (await readRows(name, content, BASE_SHEET)).rows : undefined;
  return { rows, base, errors };
}
