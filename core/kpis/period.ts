import { DateTime } from 'luxon';
import { BadRequestError } from '../errors/index.ts';
import type { PeriodKind } from './definition.ts';

/** A stretch of whole days in the company's calendar; `start` and `end` are its first and last, 'YYYY-MM-DD'. */
export interface Period {
  readonly kind: PeriodKind;
  readonly start: string;
  readonly end: string;
}

const FORMATS: Readonly<Record<PeriodKind, string>> = { day: 'yyyy-MM-dd', week: "kkkk-'W'WW", month: 'yyyy-MM', quarter: "yyyy-'Q'q", year: 'yyyy' };

function around(kind: PeriodKind, day: DateTime): Period {
  return { kind, start: day.startOf(kind).toFormat('yyyy-MM-dd'), end: day.endOf(kind).toFormat('yyyy-MM-dd') };
}

function dayOf(date: string): DateTime {
  return DateTime.fromISO(date, { zone: 'utc' });
}

/** The period that a date falls into. */
export function periodOf(kind: PeriodKind, date: string): Period {
  return around(kind, dayOf(date));
}

/** The period just before. */
export function previousPeriod({ kind, start }: Period): Period {
  return around(kind, dayOf(start).minus({ days: 1 }));
}

/** The same period of the previous year; of a week the one with its number, or the year's last. */
export function yearBefore({ kind, start }: Period): Period {
  if (kind !== 'week') return around(kind, dayOf(start).minus({ years: 1 }));
  const { weekNumber, weekYear } = dayOf(start);
  return around('week', DateTime.fromObject({ weekYear: weekYear - 1, weekNumber: Math.min(weekNumber, DateTime.fromObject({ weekYear: weekYear - 1 }).weeksInWeekYear) }, { zone: 'utc' }));
}

/** Name of a period: `2025`, `2025-Q1`, `2025-03`, `2025-W12`, `2025-03-21`. */
export function periodName({ kind, start }: Period): string {
  return dayOf(start).toFormat(FORMATS[kind]);
}

/** Reads a name that `periodName` gives. @throws BadRequestError core.bad_period */
export function parsePeriod(name: string): Period {
  for (const [kind, format] of Object.entries(FORMATS) as [PeriodKind, string][]) {
    const day = DateTime.fromFormat(name, format, { zone: 'utc' });
    if (day.isValid && day.year >= 1990 && day.year <= 2200) return around(kind, day);
  }
  throw new BadRequestError('core.bad_period', {
    ru: 'Период «{period}» не понят. Примеры: 2025, 2025-Q1, 2025-03, 2025-W12, 2025-03-21.',
    en: 'The period “{period}” is not understood. Examples: 2025, 2025-Q1, 2025-03, 2025-W12, 2025-03-21.',
  }, { params: { period: name.slice(0, 40) } });
}

/** Whether a period is over on a date. */
export function isClosed({ end }: Period, today: string): boolean {
  return end < today;
}
