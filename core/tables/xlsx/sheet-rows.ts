import type { RawRow, TableLimits } from '../table.ts';
import { refuseTable } from '../errors.ts';
import { numberText, own, serialText } from './cell-text.ts';
import type { WorkbookZip } from './workbook-zip.ts';
import { attribute, readXmlTokens } from './xml-tokens.ts';

/** What is needed to show a cell. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly isFrom1904: boolean;
  readonly limits: TableLimits;
}

/** The letters of a column as people see them; 1 is A. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The number of a column from a reference such as AB12; 0 when there is none. */
function columnOf(reference: string | undefined): number {
  let column = 0;
  for (let at = 0; at < (reference?.length ?? 0); at += 1) {
    const code = (reference as string).charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}

function shown(type: string, style: number, value: string, inline: string, context: SheetContext): string | null {
  switch (type) {
    case 's':
      return context.strings[Number(value)] ?? null;
    case 'inlineStr':
      return own(inline);
    case 'str':
    case 'e':
      return own(value);
    case 'b':
      return value.trim() === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return value.trim().replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ');
    default:
      return value === '' ? null : context.dateStyles[style] === true ? serialText(value, context.isFrom1904) : numberText(value);
  }
}

/** Text without surrounding spaces and with Excel's escapes of control characters (_x000D_) resolved; null when nothing is left. */
function tidy(text: string | null): string | null {
  if (text === null) return null;
  const plain = (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text).trim();
  return plain === '' ? null : plain;
}

/** Reads the rows of one sheet as it is unpacked; cells of a merged range other than its first are empty, as the file has them. */
export async function* readSheetRows(zip: WorkbookZip, part: string, context: SheetContext): AsyncGenerator<RawRow> {
  const { limits } = context;
  let row = 0;
  let values: (string | null)[] | undefined;
  let column = 0;
  let [type, style, value, inline] = ['', 0, '', ''];
  let place: 'value' | 'inline' | undefined;
  let isInCell = false;
  const endCell = (): void => {
    isInCell = false;
    const text = tidy(shown(type, style, value, inline, context));
    if (text === null || values === undefined) return;
    if (column > limits.columns) throw refuseTable('core.table_too_many_columns', { limit: limits.columns, row });
    if (text.length > limits.cellCharacters) throw refuseTable('core.table_cell_too_long', { row, column: columnLetters(column), limit: limits.cellCharacters });
    while (values.length < column - 1) values.push(null);
    values[column - 1] = text;
  };
  for await (const tokens of readXmlTokens(zip.read(part))) {
    for (const token of tokens) {
      if (token.kind === 'text') {
        if (place === 'value') value += token.text;
        else if (place === 'inline') inline += token.text;
      } else if (token.name === 'c') {
        if (token.kind === 'open') {
          column = columnOf(attribute(token.attributes, 'r')) || column + 1;
          [type, style, value, inline] = [attribute(token.attributes, 't') ?? 'n', Number(attribute(token.attributes, 's') ?? 0), '', ''];
          isInCell = true;
        }
        if (token.kind === 'close' || token.isClosed) endCell();
      } else if (token.name === 'v') place = isInCell && token.kind === 'open' && !token.isClosed ? 'value' : undefined;
      else if (token.name === 't') place = isInCell && token.kind === 'open' && !token.isClosed ? 'inline' : undefined;
      else if (token.name === 'row') {
        if (token.kind === 'open') {
          const number = Number(attribute(token.attributes, 'r'));
          // A row that goes back would be two rows by one number, and no program writes it.
          if (Number.isInteger(number) && number > 0 && number <= row) throw refuseTable('core.table_damaged', { detail: `${part}, row ${number}` });
          row = Number.isInteger(number) && number > 0 ? number : row + 1;
          [values, column] = [[], 0];
        }
        if ((token.kind === 'close' || token.isClosed) && values !== undefined) {
          if (values.some((one) => one !== null)) yield { row, values };
          values = undefined;
        }
      } else if (token.name === 'sheetData' && token.kind === 'close') return;
    }
  }
}
