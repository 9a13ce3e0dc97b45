import type { Label, Locale } from '../language/index.ts';
import { DateTime } from 'luxon';
import type { Duration } from './duration.ts';
import { formatDuration } from './duration.ts';
import type { LocalDate } from './local-date.ts';
import { shiftDate, wallClock } from './local-date.ts';
import type { Walk, WorkingCalendar } from './working-calendar.ts';

/** A due moment with its reasons, one sentence a step, in order. */
export interface Explanation {
  readonly due: Date;
  readonly steps: readonly Label[];
}

const MOST_PASSED = 20;

/** Puts the way from `from` to the due moment into words. */
export function explainDue(calendar: WorkingCalendar, from: Date, duration: Duration, { due, passed }: Walk): Explanation {
  const moment = (at: Date): Label => both((locale) => DateTime.fromJSDate(at, { zone: calendar.zone }).setLocale(locale).toFormat('ccc d MMMM yyyy HH:mm'));
  const start = wallClock(from, calendar.zone);
  const steps: Label[] = [join({ ru: 'Отсчёт от: ', en: 'Counted from: ' }, moment(from))];
  if (duration.working && !isOpen(calendar, start.date, start.minute)) {
    steps.push({ ru: 'Начало — вне рабочего времени', en: 'The start is outside working time' });
  }
  steps.push(...passedSteps(calendar, passed));
  if (duration.working) steps.push(...shortSteps(calendar, start.date, wallClock(due, calendar.zone).date));
  for (let year = Number(start.date.slice(0, 4)); year <= due.getUTCFullYear(); year += 1) {
    if (duration.working && calendar.isEstimated(year)) {
      steps.push({ ru: `Календарь ${year} года ещё не утверждён: дата предварительная`, en: `The calendar of ${year} is not approved yet: the date may change` });
    }
  }
  const length = both((locale) => formatDuration(duration, locale));
  const result = moment(due);
  steps.push({ ru: `${length.ru} — до: ${result.ru}`, en: `${length.en} — until: ${result.en}` });
  return { due, steps };
}

/** Days off in a row with one reason make one step. */
function passedSteps(calendar: WorkingCalendar, passed: readonly LocalDate[]): Label[] {
  const runs: { first: LocalDate; last: LocalDate; reason: Label }[] = [];
  for (const date of passed) {
    const reason = calendar.reason(date) ?? { ru: 'выходной', en: 'a day off' };
    const run = runs.at(-1);
    if (run !== undefined && run.reason.en === reason.en && shiftDate(run.last, 1) === date) run.last = date;
    else runs.push({ first: date, last: date, reason });
  }
  const steps = runs.slice(0, MOST_PASSED).map(({ first, last, reason }) =>
    both((locale) => `${dayWords(first, locale)}${first === last ? '' : ` – ${dayWords(last, locale)}`}: ${reason[locale]}`),
  );
  const rest = runs.length - steps.length;
  return rest > 0 ? [...steps, { ru: `и ещё перерывов: ${rest}`, en: `and ${rest} more breaks` }] : steps;
}

/** Short and moved working days on the way, as they too make the date differ from what one would count on the fingers. */
function shortSteps(calendar: WorkingCalendar, first: LocalDate, last: LocalDate): Label[] {
  const marked = Object.keys(calendar.data.days).filter((date) => date >= first && date <= last && calendar.isWorkingDay(date)).sort();
  return marked.slice(0, MOST_PASSED).map((date) => {
    const usual = calendar.dayKind(date) === 'short' ? { ru: 'короче на час', en: 'an hour shorter' } : { ru: 'рабочий день', en: 'a working day' };
    return both((locale) => `${dayWords(date, locale)}: ${(calendar.reason(date) ?? usual)[locale]}`);
  });
}

function isOpen(calendar: WorkingCalendar, date: LocalDate, minute: number): boolean {
  const day = calendar.intervals(date);
  return minute >= (day[0]?.[0] ?? Infinity) && minute <= (day.at(-1)?.[1] ?? -1);
}

function dayWords(date: LocalDate, locale: Locale): string {
  return DateTime.fromISO(date, { zone: 'utc' }).setLocale(locale).toFormat('ccc d MMMM');
}

function join(left: Label, right: Label): Label {
  return both((locale) => left[locale] + right[locale]);
}

function both(text: (locale: Locale) => string): Label {
  return { ru: text('ru'), en: text('en') };
}
