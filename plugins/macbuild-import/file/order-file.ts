import type { DecimalString } from '../../../core/index.ts';

/** A line of a MacBuild order. `row`: where it stands in the file. Without code and name it is an empty row: equipment that MacBuild does not know. */
export interface OrderFileLine {
  readonly row: number;
  readonly lineNo: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly quantity: DecimalString;
  /** Price of one piece in euro. */
  readonly priceEur: DecimalString | null;
  /** Product group as the file names it. */
  readonly group: string | null;
  /** Characteristic → value. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What every adapter makes of a file, whatever its format: the one contract of this plugin.
 * `number` is text as the file has it, null when it has none; `parameters` is all that stands beside the lines, caption → text.
 */
export interface OrderFile {
  readonly number: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly lines: readonly OrderFileLine[];
}
