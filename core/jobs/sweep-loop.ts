import type { Company } from '../company/index.ts';
import type { JobLog, JobMetrics } from './job-log.ts';
import { silentLog } from './job-log.ts';
import { isOutage } from './outage.ts';
import type { Repetition } from './repeat.ts';
import { repeat } from './repeat.ts';
import type { ScheduleActions } from './schedules.ts';
import { sweepSchedules } from './schedules.ts';
import type { TimerActions } from './timers.ts';
import { sweepTimers } from './timers.ts';

export interface SweepLoopOptions {
  /** Companies by id, read at each sweep. */
  readonly companies: ReadonlyMap<string, Company>;
  readonly timers: TimerActions;
  readonly schedules: ScheduleActions;
  /** Pause between sweeps, milliseconds, default 1000. */
  readonly timersPollMs?: number;
  /** Most timers of one company in one sweep, default 200; the rest come in the next, after the other companies. */
  readonly limit?: number;
  readonly log?: JobLog;
  readonly metrics?: JobMetrics;
}

/** The longest pause during an outage: work goes on within ten seconds after it. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * Fires timers and runs schedules of every company in this process, one sweep at a time. Every node may do so.
 * A company that fails does not hold up the others; while the database is away the pauses grow.
 */
export function startTimerSweep(options: SweepLoopOptions): Repetition {
  const log = options.log ?? silentLog;
  return repeat(() => sweepAll(options, log), {
    everyMs: options.timersPollMs ?? 1_000,
    longestPauseMs: Math.max(LONGEST_PAUSE_MS, options.timersPollMs ?? 0),
    failed: (error) => log.warn('The sweep of timers could not be made', { error }),
  });
}

async function sweepAll(options: SweepLoopOptions, log: JobLog): Promise<void> {
  for (const company of options.companies.values()) {
    try {
      if (!company.hasRegulation) continue;
      const swept = await sweepTimers(company, { ...options.timers, limit: options.limit, log });
      if (swept.fired + swept.failed > 0) options.metrics?.timers?.(company.id, swept.fired, swept.failed);
      await sweepSchedules(company, { ...options.schedules, log });
    } catch (error) {
      if (isOutage(error)) throw error;
      log.error('The sweep of a company failed', { company: company.id, error });
    }
  }
}
