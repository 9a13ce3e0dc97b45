import type { ColumnMapping, MappedRow, Table } from '../../../core/index.ts';
import { mapColumns, mappedHeaders, readTable } from '../../../core/index.ts';
import { RowTaker } from './row-taker.ts';

export const LIST_FORMATS = ['.xlsx', '.csv'];

/** What lists hold at most. */
const LIMITS = { rows: 50_000 };

/** A list by fields: the rows whose cells could be read, and the taker that knows what was wrong with the others. */
export interface ReadList<Mapping extends ColumnMapping> {
  readonly table: Table;
  readonly rows: readonly MappedRow<Mapping>[];
  readonly taker: RowTaker;
}

/** Reads a list; a row with a bad cell is left out and told of at the end, with everything else. @throws InvalidError core.table_… */
export async function readList<const Mapping extends ColumnMapping>(content: Buffer, mapping: Mapping, aliases: Readonly<Record<string, string>> = {}): Promise<ReadList<Mapping>> {
  const table = await readTable(content, { headers: mappedHeaders(mapping), limits: LIMITS });
  const { rows, problems, columns } = mapColumns(table, mapping);
  const taker = new RowTaker(columns, problems, aliases);
  if (problems.some((one) => one.row === table.headerRow)) taker.finish();
  const broken = new Set(problems.map((one) => one.row));
  return { table, rows: rows.filter((one) => !broken.has(one.row)), taker };
}

/** Values that a file gives, without what it leaves empty: an empty cell changes nothing. */
export function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}
