import { DateTime } from 'luxon';
import { momentOf, wallClock } from '../calendar/index.ts';
import { isDate, isDateTime } from '../validation/index.ts';

/** Minute of the day a date without a time means. */
const WORKING_MINUTE = 10 * 60;

/** The moment a text names on the wall clock of `zone`, or exactly when it carries an offset; undefined when it names none. */
export function readMoment(text: string, zone: string): Date | undefined {
  if (isDateTime(text)) return new Date(text);
  const [, date = '', hours, minutes] = /^(\d{4}-\d{2}-\d{2})(?:[ T]([01]\d|2[0-3]):([0-5]\d))?$/.exec(text) ?? [];
  if (!isDate(date)) return undefined;
  return momentOf(date, hours === undefined ? WORKING_MINUTE : Number(hours) * 60 + Number(minutes), zone);
}

/** Where a step moves the clock: a date alone that has come already means now. Undefined when the clock would go back. */
export function stepMoment(text: string, now: Date, zone: string): Date | undefined {
  const moment = readMoment(text, zone);
  if (moment === undefined) return undefined;
  if (moment.getTime() >= now.getTime()) return moment;
  return isDate(text) && wallClock(now, zone).date === text ? now : undefined;
}

const UNITS = { minute: 'minutes', hour: 'hours', day: 'days', week: 'weeks' } as const;

/** `now` and a duration in words later, on the wall clock: three days after 09:00 is 09:00. */
export function afterWait(words: string, now: Date, zone: string): Date | undefined {
  const [, amount, unit] = /^(\d+) (minute|hour|day|week)s?$/.exec(words) ?? [];
  if (amount === undefined) return undefined;
  return DateTime.fromJSDate(now, { zone }).plus({ [UNITS[unit as keyof typeof UNITS]]: Number(amount) }).toJSDate();
}
