/** What a command has to say: `data` for `--json`, `lines` for people. `failed` makes the exit code 1. */
export interface Answer {
  readonly data: unknown;
  readonly lines: readonly string[];
  readonly failed?: boolean;
}

/** Exit codes of every command. */
export const EXIT = { good: 0, failed: 1, wrongCall: 2 } as const;

/** Rows as aligned columns; the last column is left as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
}

/** An answer as it is printed, with its last line feed; text that came from data cannot steer the terminal. */
export function answerText(answer: Answer, json: boolean): string {
  const text = json ? JSON.stringify(answer.data, null, 2) : answer.lines.map(withoutControls).join('\n');
  return text === '' ? '' : `${text}\n`;
}

function withoutControls(line: string): string {
  return line.replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}
