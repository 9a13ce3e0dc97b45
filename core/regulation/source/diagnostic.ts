import type { Label, Locale } from '../../language/index.ts';

/** A place in a source file; line and column count from 1, columns in UTF-16 units as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One finding about a source file. An error stops publication, a warning does not. `pointer` is a JSON pointer into the document. */
export interface Diagnostic extends Place {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: Label;
  readonly pointer: string;
  /** What to do about it. */
  readonly fix?: Label;
}

/** One line for a terminal or an editor: `file:line:column severity code message — fix`. Control characters of the source are shown as `�`. */
export function formatDiagnostic(diagnostic: Diagnostic, locale: Locale): string {
  const { file, line, column, severity, code, message, fix } = diagnostic;
  const advice = fix === undefined ? '' : ` — ${fix[locale]}`;
  return `${file}:${line}:${column} ${severity} ${code} ${message[locale]}${advice}`.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** By file, then place; at one place errors first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = (one: Diagnostic): number => (one.severity === 'error' ? 0 : 1);
  return [...diagnostics].sort(
    (left, right) =>
      compare(left.file, right.file) ||
      left.line - right.line ||
      left.column - right.column ||
      rank(left) - rank(right) ||
      compare(left.code, right.code),
  );
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
