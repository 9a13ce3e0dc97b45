import type { CalendarData } from './calendar-data.ts';
import { productionCalendar } from './production-calendar.ts';
import { WorkingCalendar } from './working-calendar.ts';

/** What a company says about its calendar; everything has a default. */
export interface CalendarSettings extends Partial<Pick<CalendarData, 'hours' | 'weekend' | 'days' | 'names'>> {
  /** Default Europe/Moscow. */
  readonly zone?: string;
  /** Whose production calendar lies below the company's own `days`; default 'ru', 'none' for only the weekend. */
  readonly country?: 'ru' | 'none';
}

/**
 * The calendar of a company: the production calendar of its country for `years`, under its own days. Default hours are 09:00–13:00 and
 * 14:00–18:00, the weekend is Saturday and Sunday.
 * @throws InvalidError core.bad_calendar
 */
export function companyCalendar(settings: CalendarSettings, years: readonly number[]): WorkingCalendar {
  const official = settings.country === 'none' ? { days: {}, names: {}, estimatedYears: [] } : productionCalendar('ru', years);
  const own = settings.days ?? {};
  // An official reason explains nothing about a day that the company marked itself.
  const officialNames = Object.fromEntries(Object.entries(official.names).filter(([date]) => !Object.hasOwn(own, date)));
  return new WorkingCalendar({
    zone: settings.zone ?? 'Europe/Moscow',
    hours: settings.hours ?? [['09:00', '13:00'], ['14:00', '18:00']],
    weekend: settings.weekend ?? [6, 0],
    days: { ...official.days, ...own },
    names: { ...officialNames, ...settings.names },
    estimatedYears: official.estimatedYears,
  });
}
