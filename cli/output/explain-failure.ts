import { RegulationProblemsError } from '../../core/application/index.ts';
import { ConfigError } from '../../core/config/index.ts';
import type { RefusalError } from '../../core/errors/index.ts';
import { toRefusal } from '../../core/http/index.ts';
import type { Label, Locale } from '../../core/language/index.ts';
import { PluginProblemsError } from '../../core/plugin/index.ts';
import { formatDiagnostic } from '../../core/regulation/index.ts';
import { EXIT } from './answer.ts';

/** The command was called in a way that makes no sense: exit code 2. */
export class UsageError extends Error {
  constructor(readonly label: Label) {
    super(label.en);
    this.name = 'UsageError';
  }
}

/** What went wrong: in words, as data for `--json`, and the exit code. */
export interface Failure {
  readonly lines: readonly string[];
  readonly data: { readonly error: Readonly<Record<string, unknown>> };
  readonly exitCode: number;
}

/** Puts whatever a command threw into words; the stack of a fault is shown with `debug` only. */
export function explainFailure(error: unknown, locale: Locale, debug: boolean): Failure {
  if (error instanceof UsageError) return failure('usage', [error.label[locale]], EXIT.wrongCall);
  if (error instanceof ConfigError) {
    const lines = error.problems.map((one) => `${one.file}${one.line > 0 ? `:${one.line}:${one.column}` : ''} ${one.message[locale]}`);
    return failure('core.configuration', lines, EXIT.wrongCall, { problems: error.problems });
  }
  if (error instanceof PluginProblemsError) {
    const heading = { ru: 'Плагины не подходят друг к другу:', en: 'The plugins do not fit together:' }[locale];
    return failure('core.plugin_problems', [heading, ...error.problems.map((one) => `  ${one.plugin}: ${one.message[locale]}`)], EXIT.failed, { problems: error.problems });
  }
  if (error instanceof RegulationProblemsError) {
    return failure(error.code, [...error.diagnostics.map((one) => formatDiagnostic(one, locale)), error.label[locale]], EXIT.failed, { diagnostics: error.diagnostics });
  }
  const refusal = toRefusal(error);
  if (refusal !== undefined) return failure(refusal.code, refusalLines(refusal, locale), EXIT.failed, { errors: refusal.errors, reasons: refusal.reasons, params: refusal.params });
  return fault(error, locale, debug);
}

function failure(code: string, lines: readonly string[], exitCode: number, details: Readonly<Record<string, unknown>> = {}): Failure {
  return { lines, data: { error: { code, message: lines.join('\n'), ...details } }, exitCode };
}

function refusalLines(error: RefusalError, locale: Locale): string[] {
  return [
    error.label[locale],
    ...error.errors.map((one) => `  ${one.pointer}: ${one.message[locale]}`),
    ...error.reasons.flatMap((one) => [`  ${one.message[locale]}`, ...(one.clauses ?? []).map((clause) => `    ${clause.result === true ? '+' : '-'} ${clause.text[locale]}`)]),
  ];
}

function fault(error: unknown, locale: Locale, debug: boolean): Failure {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const heading = { ru: `Сбой: ${message}`, en: `Fault: ${message}` }[locale];
  if (debug) return failure('fault', [heading, error instanceof Error ? (error.stack ?? '') : ''], EXIT.failed);
  return failure('fault', [heading, { ru: 'Подробности — с ключом --debug.', en: 'Details with --debug.' }[locale]], EXIT.failed);
}
