import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;

/** A calendar date without a zone, 'YYYY-MM-DD'. */
export type LocalDate = string;

/** The date `days` later, or earlier when negative. */
export function shiftDate(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The date and the minute of the day that the wall clock of `zone` shows. */
export function wallClock(moment: Date, zone: string): { readonly date: LocalDate; readonly minute: number } {
  const local = DateTime.fromJSDate(moment, { zone });
  return { date: local.toFormat('yyyy-MM-dd'), minute: local.hour * 60 + local.minute + local.second / 60 + local.millisecond / 60_000 };
}

/**
 * The moment at which the wall clock of `zone` shows `minute` (of the day, fractions allowed, 1440 is the next midnight) on `date`.
 * A time that the spring change skips moves forward by the gap; of a time that autumn repeats, the first one is taken.
 */
export function momentOf(date: LocalDate, minute: number, zone: string): Date {
  const whole = Math.floor(minute);
  const base = DateTime.fromISO(minute >= 1440 ? shiftDate(date, 1) : date, { zone });
  const local = base.set({ hour: Math.floor((whole % 1440) / 60), minute: whole % 60, second: 0, millisecond: 0 });
  const earliest = local.getPossibleOffsets().reduce((first, one) => (one.toMillis() < first.toMillis() ? one : first), local);
  return new Date(earliest.toMillis() + Math.round((minute - whole) * 60_000));
}

/** Minutes of the day of 'HH:mm'; '24:00' is the end of the day; undefined for anything else. */
export function minuteOf(time: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 1440 ? minute : undefined;
}
