import { setTimeout as wait } from 'node:timers/promises';
import type { Company } from '../company/index.ts';
import { InvalidError } from '../errors/index.ts';
import { nextDue } from './next-due.ts';
import type { ScheduleSweepOptions } from './schedules.ts';
import { sweepSchedules } from './schedules.ts';
import type { TimerSweepOptions } from './timers.ts';
import { sweepTimers } from './timers.ts';

export interface AdvanceOptions {
  readonly timers: TimerSweepOptions;
  readonly schedules: ScheduleSweepOptions;
  /** Awaited after each step, for a caller who wants the step's deliveries carried out before the clock moves on. */
  readonly settle?: () => Promise<void>;
}

/** How long another process may take to fire what it holds before a step is called stuck, milliseconds. */
const PATIENCE_MS = 10_000;

/** The moment the company's clock shows: the one it was stopped at, or the database's. */
export async function readClock(company: Company): Promise<{ readonly now: Date; readonly stopped: boolean }> {
  const rows = await company.database.query<{ now: Date; stopped: boolean }>(
    'select reglament.now_of($1) as now, (select clock_at is not null from reglament.company where id = $1) as stopped',
    [company.id],
  );
  return rows[0] as { now: Date; stopped: boolean };
}

/** Stops the company's clock at a moment, past or future, without firing anything on the way. Whether it may be moved is the caller's to check, here and below. */
export async function setClock(company: Company, at: Date): Promise<void> {
  await company.database.query('update reglament.company set clock_at = $2 where id = $1', [company.id, at]);
}

/** Stops the company's clock where it stands and returns that moment. */
export async function freezeClock(company: Company): Promise<Date> {
  const rows = await company.database.query<{ clock_at: Date }>('update reglament.company set clock_at = reglament.now_of(id) where id = $1 returning clock_at', [company.id]);
  return (rows[0] as { clock_at: Date }).clock_at;
}

/** Lets the company's clock run with the database's again. */
export async function releaseClock(company: Company): Promise<void> {
  await company.database.query('update reglament.company set clock_at = null where id = $1', [company.id]);
}

/**
 * Moves the company's clock forward to `to` and stops it there, stepping from one due moment to the next, so that each timer and schedule sees the
 * moment it was due at, and what it arms on the way fires as well. Returns how many steps that took.
 * @throws InvalidError `core.clock_backwards` when the clock is past `to` already
 */
export async function advanceClock(company: Company, to: Date, options: AdvanceOptions): Promise<number> {
  const start = await freezeClock(company);
  if (to.getTime() < start.getTime()) {
    throw new InvalidError('core.clock_backwards', { ru: 'Часы компании можно двигать только вперёд.', en: "The company's clock only moves forward." }, { params: { now: start.toISOString() } });
  }
  await sweepSchedules(company, options.schedules);
  let steps = 0;
  for (let due = await nextDue(company); due !== undefined && due.getTime() <= to.getTime(); due = await nextDue(company)) {
    const { now } = await readClock(company);
    if (due.getTime() > now.getTime()) await setClock(company, due);
    await fireAllDue(company, options);
    await options.settle?.();
    steps += 1;
  }
  await setClock(company, to);
  await options.settle?.();
  return steps;
}

async function fireAllDue(company: Company, options: AdvanceOptions): Promise<void> {
  const { now } = await readClock(company);
  let patience = performance.now() + PATIENCE_MS;
  for (let due = await nextDue(company); due !== undefined && due.getTime() <= now.getTime(); due = await nextDue(company)) {
    const { fired, failed } = await sweepTimers(company, options.timers);
    const ran = await sweepSchedules(company, options.schedules);
    if (fired + failed + ran > 0) {
      patience = performance.now() + PATIENCE_MS;
      continue;
    }
    const still = await nextDue(company);
    if (still === undefined || still.getTime() > now.getTime()) return;
    if (performance.now() > patience) throw new Error(`The clock of ${company.id} cannot pass ${now.toISOString()}: something due then is never done`);
    await wait(20);
  }
}
