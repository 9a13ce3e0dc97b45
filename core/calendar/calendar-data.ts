import type { FieldProblem } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import { isDate } from '../validation/index.ts';
import { IANAZone } from 'luxon';
import type { LocalDate } from './local-date.ts';
import { minuteOf } from './local-date.ts';

/** What a date is: `short` is a working day that ends an hour earlier, also on a weekend; `working` makes a weekend day work. */
export type DayMark = 'off' | 'short' | 'working';

/** The calendar of a company, as a regulation writes it. */
export interface CalendarData {
  /** IANA name, as Europe/Moscow. */
  readonly zone: string;
  /** Working intervals of a day, 'HH:mm', in order, not touching the next day ('24:00' is its end). */
  readonly hours: readonly (readonly [string, string])[];
  /** Days of the week that do not work: 0 (or 7) is Sunday, 6 is Saturday. */
  readonly weekend: readonly number[];
  /** Dates that differ from their day of the week. */
  readonly days: Readonly<Record<LocalDate, DayMark>>;
  /** Why, for explanations. */
  readonly names?: Readonly<Record<LocalDate, Label>>;
  /** Years whose days off are only the law's: the yearly decree is not known. */
  readonly estimatedYears?: readonly number[];
}

/** What is wrong with a calendar, each problem with a JSON pointer into it; an empty list when it can be used. */
export function calendarProblems(data: CalendarData): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const report = (pointer: string, code: string, ru: string, en: string): void => void problems.push({ pointer, code, message: { ru, en } });
  if (!IANAZone.isValidZone(data.zone)) report('/zone', 'core.bad_zone', `Неизвестный часовой пояс «${data.zone}»; пишите, например, Europe/Moscow.`, `Unknown time zone "${data.zone}"; write, for example, Europe/Moscow.`);
  let end = -1;
  for (const [index, [from, to]] of data.hours.entries()) {
    const [start, stop] = [minuteOf(from), minuteOf(to)];
    if (start === undefined || stop === undefined || start >= stop || start < end) {
      report(`/hours/${index}`, 'core.bad_hours', `Рабочее время «${from}–${to}»: нужны часы и минуты, по порядку и без пересечений.`, `Working hours "${from}–${to}": hours and minutes are needed, in order and not overlapping.`);
    }
    end = stop ?? end;
  }
  if (data.hours.length === 0) report('/hours', 'core.bad_hours', 'Укажите рабочее время, например 09:00–18:00.', 'Give the working hours, for example 09:00–18:00.');
  if (data.weekend.some((day) => !Number.isInteger(day) || day < 0 || day > 7)) report('/weekend', 'core.bad_weekend', 'Выходные — числа от 0 (воскресенье) до 6 (суббота).', 'Weekend days are numbers from 0 (Sunday) to 6 (Saturday).');
  if (new Set(data.weekend.map((day) => day % 7)).size >= 7) report('/weekend', 'core.bad_weekend', 'Хотя бы один день недели должен быть рабочим.', 'At least one day of the week must be a working day.');
  for (const [date, mark] of Object.entries(data.days)) {
    if (!isDate(date)) report(`/days/${date}`, 'core.bad_date', `«${date}» — не дата; пишите, например, 2025-05-01.`, `"${date}" is not a date; write, for example, 2025-05-01.`);
    if (!['off', 'short', 'working'].includes(mark)) report(`/days/${date}`, 'core.bad_day', `«${String(mark)}»: день бывает off, short или working.`, `"${String(mark)}": a day is off, short or working.`);
  }
  return problems;
}
