import { UnavailableError } from '../errors/index.ts';

/** Whether the database cannot be reached: nothing can be recorded, and nobody is at fault. */
export function isOutage(error: unknown): boolean {
  return error instanceof UnavailableError && error.code === 'core.database_unavailable';
}

/** Whether work was only in the way of other work, often enough that its transaction gave up. */
export function isContention(error: unknown): boolean {
  return error instanceof UnavailableError && error.code === 'core.contention';
}

/** What a fault says, short enough for a column. */
export function faultText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2000) || 'Unknown error';
}
