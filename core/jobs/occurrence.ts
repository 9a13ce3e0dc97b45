import { DateTime } from 'luxon';
import type { Duration } from '../calendar/index.ts';
import { nextDaily, parseDuration, previousDaily } from '../calendar/index.ts';

/** When regular work happens: every day at a time of day in the company's zone, or at intervals counted from its first moment. */
export interface Recurrence {
  /** `09:00`. */
  readonly at?: string;
  /** `15 minutes`, `4 hours`, `1 day`; never working time. */
  readonly every?: string;
}

/** Whether `moment` is one of its occurrences; any moment can be, for intervals. */
export function isOccurrence(recurrence: Recurrence, moment: Date, zone: string): boolean {
  return recurrence.at === undefined || previousDaily(moment, recurrence.at, zone).getTime() === moment.getTime();
}

/**
 * The first occurrence after `now`; `anchor` is the moment from which intervals are counted, not later than `now`.
 * @throws InvalidError `core.bad_time`, `core.bad_duration`
 */
export function occurrenceAfter(recurrence: Recurrence, anchor: Date, now: Date, zone: string): Date {
  if (recurrence.every === undefined) return nextDaily(now, timeOf(recurrence), zone);
  const interval = intervalOf(recurrence.every);
  return nth(interval, anchor, passed(interval, anchor, now, zone) + 1, zone);
}

/** The last occurrence not after `now`, given one (`due`) that is not: of several that were missed, the one worth catching up. */
export function latestOccurrence(recurrence: Recurrence, due: Date, now: Date, zone: string): Date {
  if (recurrence.every === undefined) return previousDaily(now, timeOf(recurrence), zone);
  const interval = intervalOf(recurrence.every);
  return nth(interval, due, passed(interval, due, now, zone), zone);
}

function timeOf(recurrence: Recurrence): string {
  if (recurrence.at === undefined) throw new Error('A schedule needs `at` or `every`');
  return recurrence.at;
}

function intervalOf(every: string): Duration {
  const interval = parseDuration(every);
  if (interval.working) throw new Error(`A schedule cannot count working time: ${every}`);
  return interval;
}

function nth({ unit, amount }: Duration, anchor: Date, steps: number, zone: string): Date {
  return DateTime.fromJSDate(anchor, { zone }).plus({ [unit]: steps * amount }).toJSDate();
}

/** How many whole intervals lie between `anchor` and `now`. Months differ in length, so the estimate starts one short. */
function passed(interval: Duration, anchor: Date, now: Date, zone: string): number {
  const { unit, amount } = interval;
  const span = DateTime.fromJSDate(now, { zone }).diff(DateTime.fromJSDate(anchor, { zone }), unit).as(unit);
  let steps = Math.max(0, Math.floor(span / amount) - 1);
  while (nth(interval, anchor, steps + 1, zone).getTime() <= now.getTime()) steps += 1;
  return steps;
}
