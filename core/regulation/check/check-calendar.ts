import type { CalendarData } from '../../calendar/index.ts';
import { calendarProblems, productionCalendar } from '../../calendar/index.ts';
import type { CheckContext } from './context.ts';

/** The calendar can be used, and for `years` the real days off are known rather than guessed from the law. */
export function checkCalendar(context: CheckContext, years: readonly number[]): void {
  const { document, findings } = context;
  const calendar = document.calendar ?? {};
  const data: CalendarData = {
    zone: document.time_zone ?? 'Europe/Moscow',
    hours: calendar.hours ?? [['09:00', '18:00']],
    weekend: calendar.weekend ?? [6, 0],
    days: calendar.days ?? {},
  };
  for (const { pointer, code, message } of calendarProblems(data)) {
    findings.add(code.replace('core.', ''), pointer === '/zone' ? '/time_zone' : `/calendar${pointer}`, message, pointer.startsWith('/days/') ? { at: 'key' } : {});
  }
  if (calendar.country === 'none') return;
  const marked = new Set(Object.keys(data.days).map((date) => Number(date.slice(0, 4))));
  const guessed = productionCalendar('ru', years).estimatedYears.filter((year) => !marked.has(year));
  if (guessed.length === 0) return;
  findings.add('calendar_estimated', '/calendar', { ru: `Производственный календарь на ${guessed.join(', ')} ещё не внесён: учтены только праздники по закону`, en: `The production calendar of ${guessed.join(', ')} is not known yet: only the law's holidays are taken` }, {
    severity: 'warning', fix: { ru: `перечислите переносы в calendar: days: { ${String(guessed[0])}-…: off }`, en: `list the moved days in calendar: days: { ${String(guessed[0])}-…: off }` },
  });
}
