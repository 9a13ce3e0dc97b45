/** Where workers and sweeps say what happened. `details` hold ids, counts and the error itself. */
export interface JobLog {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Says nothing. */
export const silentLog: JobLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What is counted while jobs and timers run; every member is optional to implement. */
export interface JobMetrics {
  /** One try of a delivery ended; `outcome` is `done`, `retry`, `failed` (now an incident) or `refused` (its worker was replaced meanwhile). */
  delivery?(company: string, effect: string, outcome: 'done' | 'retry' | 'failed' | 'refused', durationMs: number): void;
  /** Jobs taken from workers that stopped answering. */
  takenOver?(count: number): void;
  timers?(company: string, fired: number, failed: number): void;
}
