import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { refuseTable } from './errors.ts';
import type { RawRow, TableLimits } from './table.ts';

const DELIMITERS = [';', '\t', ','] as const;
const CHUNK = 65_536;

/** How often each delimiter stands outside quotes, for each of the first lines that are not blank. */
function countByLine(text: string, lines: number): number[][] {
  const counts: number[][] = [];
  let line = [0, 0, 0];
  let isBlank = true;
  let isQuoted = false;
  for (let at = 0; at < text.length && counts.length < lines; at += 1) {
    const sign = text[at] as string;
    if (sign === '"') isQuoted = !isQuoted;
    if (sign === '\n' && !isQuoted) {
      if (!isBlank) counts.push(line);
      [line, isBlank] = [[0, 0, 0], true];
      continue;
    }
    if (sign.trim() !== '') isBlank = false;
    const which = isQuoted ? -1 : (DELIMITERS as readonly string[]).indexOf(sign);
    if (which >= 0) line[which] = (line[which] ?? 0) + 1;
  }
  if (!isBlank && counts.length < lines) counts.push(line);
  return counts;
}

/** The delimiter that stands equally often in the most lines; of equals the semicolon, since a comma also parts decimals. */
export function detectDelimiter(text: string): string {
  const stated = /^sep=(.)\n/.exec(text)?.[1];
  if (stated !== undefined) return stated;
  const counts = countByLine(text.slice(0, 200_000), 30);
  const agreement = DELIMITERS.map((_, which) => {
    const times = new Map<number, number>();
    for (const line of counts) if ((line[which] ?? 0) > 0) times.set(line[which] ?? 0, (times.get(line[which] ?? 0) ?? 0) + 1);
    return Math.max(0, ...times.values());
  });
  const best = agreement.indexOf(Math.max(...agreement));
  return DELIMITERS[best] ?? ';';
}

function* pieces(text: string, from: number): Generator<string> {
  for (let at = from; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK);
}

/** Reads the records of a CSV text; a record's row is the line on which it begins. Blank records are left out. */
export async function* readCsvRows(source: string, limits: TableLimits): AsyncGenerator<RawRow> {
  // One kind of line end, since the parser counts the two signs of a quoted one as two lines.
  const text = source.replace(/\r\n?/g, '\n');
  const delimiter = detectDelimiter(text);
  const from = /^sep=.\n/.exec(text)?.[0].length ?? 0;
  const skipped = from === 0 ? 0 : 1;
  let parsedLines = 0;
  const parser = parse({
    // Records may still wait in the stream when it fails, so where the parser had come is kept apart.
    on_record: (record: string[], { lines }: { readonly lines: number }) => {
      parsedLines = lines;
      return record;
    },
    delimiter, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: limits.cellCharacters * limits.columns,
  });
  const input = Readable.from(pieces(text, from));
  input.on('error', (error) => parser.destroy(error)).pipe(parser);
  let end = skipped;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const row = end + 1;
      end = skipped + info.lines;
      const values = record.map((one) => (one.trim() === '' ? null : one.trim()));
      if (values.every((one) => one === null)) continue;
      while (values.at(-1) === null) values.pop();
      if (values.length > limits.columns) throw refuseTable('core.table_too_many_columns', { limit: limits.columns, row });
      const long = values.findIndex((one) => (one?.length ?? 0) > limits.cellCharacters);
      if (long >= 0) throw refuseTable('core.table_cell_too_long', { row, column: long + 1, limit: limits.cellCharacters });
      yield { row, values };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = error as CsvError & { lines?: number; column?: number | string };
    throw refuseTable('core.table_malformed', { row: skipped + parsedLines + 1, position: place.column ?? 1, detail: error.code.toLowerCase().replaceAll('_', ' ') });
  } finally {
    input.destroy();
    parser.destroy();
  }
}
