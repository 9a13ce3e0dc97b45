import { Logger } from 'graphile-worker';
import type { JobLog } from './job-log.ts';

/** graphile-worker's own messages in our log: its everyday chatter is dropped, what it calls an error comes as a warning, for it tries again. */
export function queueLog(log: JobLog): Logger {
  return new Logger(() => (level, message, meta) => {
    const name: string = level;
    if (name !== 'error' && name !== 'warning') return;
    const error = meta?.['error'];
    log.warn(`Job queue: ${message.split('\n')[0] ?? message}`, error === undefined ? {} : { error });
  });
}
