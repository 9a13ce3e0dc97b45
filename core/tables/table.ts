/** Formats tables come in. */
export type TableFormat = 'xlsx' | 'csv' | 'xml';

/** One row of data. A cell that is absent or blank is null; every other is text without surrounding spaces. */
export interface TableRow {
  /** Row of the sheet, line of the text file on which it begins, or line of the XML on which its element opens. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

/** A row above the header, or, in XML, a text outside the rows as `[path, text]`. */
export interface PreambleRow {
  readonly row: number;
  readonly values: readonly (string | null)[];
}

/** How a table is to be read; everything has a default. */
export interface ReadTableOptions {
  /** Sheet of the workbook by its name; default: the first visible one. */
  readonly sheet?: string;
  /** Row of the column headers as people see it; default: the first row that looks like headers. */
  readonly headerRow?: number;
  /** Headers that the reader expects; the row that holds most of them is the header. */
  readonly headers?: readonly string[];
  /** XML: names from the root to the element that is a row, `order/lines/line`; default: the first element that repeats. */
  readonly rowPath?: string;
  /** XML: attribute that tells repeated elements within a row apart, so that `<param name="Длина">4</param>` becomes the column `param[Длина]`. Default `name`. */
  readonly keyAttribute?: string;
  readonly limits?: Partial<TableLimits>;
}

/** What a table may grow to. */
export interface TableLimits {
  /** Size of the file; default 30 MB. */
  readonly bytes: number;
  /** Total unpacked size of a workbook; default 600 MB, streamed and never held. */
  readonly unpackedBytes: number;
  /** Rows of data; default 200 000. */
  readonly rows: number;
  /** Columns; default 500. */
  readonly columns: number;
  /** Characters of one cell; default 32 767, as Excel's. */
  readonly cellCharacters: number;
}

export const TABLE_LIMITS: TableLimits = { bytes: 30 * 1_048_576, unpackedBytes: 600 * 1_048_576, rows: 200_000, columns: 500, cellCharacters: 32_767 };

/** A table whose rows come as they are read. */
export interface TableStream {
  readonly format: TableFormat;
  readonly sheet?: string;
  /** Encoding found, for text formats. */
  readonly encoding?: string;
  readonly columns: readonly string[];
  readonly headerRow: number | null;
  readonly preamble: readonly PreambleRow[];
  readonly rows: AsyncIterable<TableRow>;
}

/** A table read whole. */
export interface Table extends Omit<TableStream, 'rows'> {
  readonly rows: readonly TableRow[];
}

/** A row before it is known which one is the header. */
export interface RawRow {
  readonly row: number;
  readonly values: readonly (string | null)[];
}
