import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

export type { Logger } from 'pino';

/** Names whose values never reach a log, at the top of an entry and one and two levels down. */
const SECRET_NAMES = ['authorization', 'cookie', '["set-cookie"]', '["x-csrf-token"]', 'password', 'token', 'secret', 'password_hash', 'totp_secret'];

function path(parent: string, name: string): string {
  return name.startsWith('[') ? `${parent}${name}` : `${parent}.${name}`;
}

const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };

/** One line for a person out of one of the log's objects; a stack keeps its lines. */
function prettyLine(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as { level: number; time: string; msg?: string; err?: { stack?: string; message?: string } } & Record<string, unknown>;
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${time.slice(11, 19)} ${LEVELS[level] ?? level} ${msg ?? ''}${details}${err === undefined ? '' : `\n${err.stack ?? err.message ?? ''}`}\n`;
}

/** Structured log: one JSON object a line, times in UTC, line breaks escaped; `pretty` writes lines for people. Bodies and query values are never passed to it. */
export function createLogger(settings: { readonly level: string; readonly pretty?: boolean; readonly destination?: DestinationStream }): Logger {
  return pino(
    {
      level: settings.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, path('*', name), path('*.*', name)]), censor: '…' },
    },
    settings.destination ?? (settings.pretty === true ? { write: (line: string) => void process.stdout.write(prettyLine(line)) } : pino.destination(1)),
  );
}
