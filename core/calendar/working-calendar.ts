import { InvalidError } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import { isDate } from '../validation/index.ts';
import { DateTime } from 'luxon';
import type { CalendarData, DayMark } from './calendar-data.ts';
import { calendarProblems } from './calendar-data.ts';
import type { Duration } from './duration.ts';
import type { Explanation } from './explain-due.ts';
import { explainDue } from './explain-due.ts';
import type { LocalDate } from './local-date.ts';
import { minuteOf, momentOf, shiftDate, wallClock, weekdayOf } from './local-date.ts';

/** Minutes by which a short day ends earlier (Labour Code, article 95). */
const SHORT_BY_MINUTES = 60;
const FARTHEST_DAYS = 60 * 366;

type Interval = readonly [startMinute: number, endMinute: number];

/** A due moment and the days that were passed over on the way to it, in order. */
export interface Walk {
  readonly due: Date;
  readonly passed: readonly LocalDate[];
}

/**
 * A company's working time: which dates work, from when to when, in one time zone. Immutable.
 * Working days are counted from the day after the start; the hour of the start is kept, moved into the last day's working hours; a start on
 * a day off counts from the next working day. Working hours and minutes run only inside the intervals. Plain hours and minutes are elapsed
 * time; plain days, weeks, months and years keep the wall clock, also over a change of the clocks.
 * @throws InvalidError core.bad_calendar for data that `calendarProblems` objects to
 */
export class WorkingCalendar {
  readonly zone: string;
  readonly data: CalendarData;
  private readonly hours: readonly Interval[];
  private readonly weekend: ReadonlySet<number>;

  constructor(data: CalendarData) {
    const errors = calendarProblems(data);
    if (errors.length > 0) throw new InvalidError('core.bad_calendar', { ru: 'Календарь задан неверно.', en: 'The calendar is not correct.' }, { errors });
    this.data = data;
    this.zone = data.zone;
    this.hours = data.hours.map(([from, to]) => [minuteOf(from) ?? 0, minuteOf(to) ?? 0]);
    this.weekend = new Set(data.weekend.map((day) => day % 7));
  }

  /** What `date` ('YYYY-MM-DD') is: a full working day, a short one or a day off. */
  dayKind(date: LocalDate): DayMark {
    if (!isDate(date)) throw new RangeError(`Not a date: ${date}`);
    const mark = Object.hasOwn(this.data.days, date) ? this.data.days[date] : undefined;
    return mark ?? (this.weekend.has(weekdayOf(date)) ? 'off' : 'working');
  }

  isWorkingDay(date: LocalDate): boolean {
    return this.dayKind(date) !== 'off';
  }

  /** Why `date` differs from its day of the week; undefined when it does not or nobody said why. */
  reason(date: LocalDate): Label | undefined {
    const names = this.data.names ?? {};
    return Object.hasOwn(names, date) ? names[date] : undefined;
  }

  /** Whether the days off of `year` are only the law's, so that a date may still change. */
  isEstimated(year: number): boolean {
    return this.data.estimatedYears?.includes(year) ?? false;
  }

  /**
   * The moment at which `duration` has passed since `from`.
   * @throws InvalidError core.calendar_exhausted when the calendar has too few working days
   */
  addDuration(from: Date, duration: Duration): Date {
    return this.walk(from, duration).due;
  }

  /** As `addDuration`, with the reasons for the date in words: what was passed over and why. */
  explain(from: Date, duration: Duration): Explanation {
    return explainDue(this, from, duration, this.walk(from, duration));
  }

  /** Working time between two moments: `minutes` inside working intervals, `days` as working days are counted; both negative backwards. */
  workingTimeBetween(from: Date, to: Date): { readonly minutes: number; readonly days: number } {
    if (to < from) {
      const { minutes, days } = this.workingTimeBetween(to, from);
      return { minutes: 0 - minutes, days: 0 - days };
    }
    const [start, end] = [wallClock(from, this.zone), wallClock(to, this.zone)];
    let [minutes, days] = [0, 0];
    for (const date of this.datesFrom(start.date)) {
      if (date > end.date) break;
      if (date > start.date && this.isWorkingDay(date)) days += 1;
      for (const [opens, closes] of this.intervals(date)) {
        const begin = date === start.date ? Math.max(opens, start.minute) : opens;
        const finish = date === end.date ? Math.min(closes, end.minute) : closes;
        minutes += Math.max(0, finish - begin);
      }
    }
    return { minutes, days };
  }

  /** Working intervals of `date` as minutes of the day. */
  intervals(date: LocalDate): readonly Interval[] {
    const kind = this.dayKind(date);
    if (kind !== 'short') return kind === 'off' ? [] : this.hours;
    const end = (this.hours.at(-1)?.[1] ?? 0) - SHORT_BY_MINUTES;
    return this.hours.flatMap(([opens, closes]): Interval[] => (opens < end ? [[opens, Math.min(closes, end)]] : []));
  }

  private walk(from: Date, { amount, unit, working }: Duration): Walk {
    if (working && unit === 'days') return this.walkDays(from, amount);
    if (working) return this.walkMinutes(from, unit === 'hours' ? amount * 60 : amount);
    const local = DateTime.fromJSDate(from, { zone: this.zone });
    return { due: local.plus({ [unit]: amount }).toJSDate(), passed: [] };
  }

  private walkDays(from: Date, amount: number): Walk {
    const start = wallClock(from, this.zone);
    const passed: LocalDate[] = [];
    let left = amount;
    for (const date of this.datesFrom(shiftDate(start.date, 1))) {
      if (!this.isWorkingDay(date)) {
        passed.push(date);
        continue;
      }
      left -= 1;
      if (left > 0) continue;
      const day = this.intervals(date);
      const [opens, closes] = [day[0]?.[0] ?? start.minute, day.at(-1)?.[1] ?? start.minute];
      // A day off has no hours of its own: its evening is as late as any, so the whole of the last day is given.
      const minute = this.isWorkingDay(start.date) ? Math.min(Math.max(start.minute, opens), closes) : closes;
      return { due: momentOf(date, minute, this.zone), passed };
    }
    throw exhausted();
  }

  private walkMinutes(from: Date, amount: number): Walk {
    const start = wallClock(from, this.zone);
    const passed: LocalDate[] = [];
    let left = amount;
    for (const date of this.datesFrom(start.date)) {
      if (!this.isWorkingDay(date)) passed.push(date);
      for (const [opens, closes] of this.intervals(date)) {
        const begin = date === start.date ? Math.max(opens, start.minute) : opens;
        const length = Math.max(0, closes - begin);
        if (left <= length) return { due: momentOf(date, begin + left, this.zone), passed };
        left -= length;
      }
    }
    throw exhausted();
  }

  private *datesFrom(first: LocalDate): Generator<LocalDate> {
    for (let day = 0; day < FARTHEST_DAYS; day += 1) yield shiftDate(first, day);
  }
}

function exhausted(): InvalidError {
  return new InvalidError('core.calendar_exhausted', { ru: 'В календаре не хватает рабочих дней для такого срока.', en: 'The calendar has too few working days for this duration.' });
}
