import { existsSync, readFileSync } from 'node:fs';
import type { Label } from '../language/index.ts';
import { parse } from 'yaml';
import type { CalendarData, DayMark } from './calendar-data.ts';
import type { LocalDate } from './local-date.ts';
import { shiftDate, weekdayOf } from './local-date.ts';

/** The official part of a calendar: marked days, their names, and the years for which only the law is known. */
export type ProductionCalendar = Required<Pick<CalendarData, 'days' | 'names' | 'estimatedYears'>>;

interface LawFile {
  readonly holidays: Readonly<Record<string, Label>>;
}

interface YearFile {
  readonly moved: Readonly<Record<string, string>>;
  readonly short: readonly string[];
  readonly working: readonly string[];
}

const WORKING_WEEKEND: Label = { ru: 'рабочий день по переносу', en: 'a working day in exchange for a day off' };
const SHORT_DAY: Label = { ru: 'предпраздничный день, на час короче', en: 'the day before a holiday, an hour shorter' };

/**
 * The production calendar of a country (Russia, 'ru') for `years`, from the data files beside this module. A year without data has the
 * public holidays of the law, those that fall on a weekend moved to the next working day and the days before them an hour shorter, and
 * stands in `estimatedYears`.
 * @see Labour Code of Russia, articles 95 and 112
 */
export function productionCalendar(country: 'ru', years: readonly number[]): ProductionCalendar {
  const law = readData<LawFile>(`${country}-law.yaml`);
  const days: Record<LocalDate, DayMark> = {};
  const names: Record<LocalDate, Label> = {};
  const estimatedYears: number[] = [];
  const mark = (date: LocalDate, kind: DayMark, name: Label): void => {
    days[date] = kind;
    names[date] = name;
  };
  for (const year of new Set(years)) {
    const file = `${country}-${year}.yaml`;
    if (law === undefined) throw new Error(`There is no calendar of "${country}"`);
    for (const [day, name] of Object.entries(law.holidays)) mark(`${year}-${day}`, 'off', name);
    const official = readData<YearFile>(file);
    if (official === undefined) {
      estimatedYears.push(year);
      estimate(year, Object.keys(law.holidays), mark, days);
      continue;
    }
    for (const [day, from] of Object.entries(official.moved)) mark(`${year}-${day}`, 'off', movedFrom(from));
    for (const day of official.working) mark(`${year}-${day}`, 'working', WORKING_WEEKEND);
    for (const day of official.short) mark(`${year}-${day}`, 'short', SHORT_DAY);
  }
  return { days, names, estimatedYears };
}

/** What the law gives by itself, outside January, where only the yearly decree moves days. */
function estimate(year: number, holidays: readonly string[], mark: (date: LocalDate, kind: DayMark, name: Label) => void, days: Readonly<Record<LocalDate, DayMark>>): void {
  const isFree = (date: LocalDate): boolean => days[date] === 'off' || isWeekend(date);
  const movable = holidays.filter((day) => !day.startsWith('01-'));
  for (const holiday of movable) {
    const date = `${year}-${holiday}`;
    if (isWeekend(date)) {
      let next = shiftDate(date, 1);
      while (isFree(next)) next = shiftDate(next, 1);
      mark(next, 'off', movedFrom(holiday));
    }
  }
  const eves = [...movable.map((holiday) => shiftDate(`${year}-${holiday}`, -1)), `${year}-12-31`];
  for (const eve of eves) if (!isFree(eve)) mark(eve, 'short', SHORT_DAY);
}

function movedFrom(day: string): Label {
  const [month = '', date = ''] = day.split('-');
  return { ru: `выходной, перенесённый с ${date}.${month}`, en: `a day off moved from ${month}-${date}` };
}

function isWeekend(date: LocalDate): boolean {
  return weekdayOf(date) === 0 || weekdayOf(date) === 6;
}

/** The files are this folder's own, so their shape is not checked again. */
function readData<T>(name: string): T | undefined {
  const url = new URL(`./data/${name}`, import.meta.url);
  return existsSync(url) ? (parse(readFileSync(url, 'utf8')) as T) : undefined;
}
