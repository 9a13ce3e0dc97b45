import { useQuery } from '@tanstack/react-query';
import type { Locale } from '../../web/ui/src/kit.ts';
import { dayOf, fill, request, useMetadata } from '../../web/ui/src/kit.ts';
import type { NumbersTexts } from './texts.ts';

/** Kinds of periods a person chooses from. */
export type PeriodKind = 'week' | 'month' | 'quarter' | 'year';

const DAY = 86_400_000;

function date(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Year and number of the week that a date falls into: the one with its Thursday. */
function weekOf(day: Date): { readonly year: number; readonly number: number } {
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, number: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY + 1) / 7) };
}

/** Name of the period of a kind that a day falls into, as the API writes it. */
export function periodAt(kind: PeriodKind, day: string): string {
  const at = date(day);
  const year = String(at.getUTCFullYear());
  if (kind === 'year') return year;
  if (kind === 'quarter') return `${year}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
  if (kind === 'month') return day.slice(0, 7);
  const week = weekOf(at);
  return `${week.year}-W${String(week.number).padStart(2, '0')}`;
}

/** Kind of a period by its name. */
export function kindOf(name: string): PeriodKind {
  if (name.includes('W')) return 'week';
  if (name.includes('Q')) return 'quarter';
  return name.length > 4 ? 'month' : 'year';
}

/** First day of a period. */
export function startOf(name: string): string {
  const [year = '', part = ''] = name.split('-');
  const kind = kindOf(name);
  if (kind === 'year') return `${year}-01-01`;
  if (kind === 'month') return `${name}-01`;
  if (kind === 'quarter') return `${year}-${String(Number(part.slice(1)) * 3 - 2).padStart(2, '0')}-01`;
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  return new Date(fourth.getTime() - ((fourth.getUTCDay() || 7) - 1) * DAY + (Number(part.slice(1)) - 1) * 7 * DAY).toISOString().slice(0, 10);
}

/** The period so many before or after. */
export function shifted(name: string, by: number): string {
  const kind = kindOf(name);
  const start = date(startOf(name));
  if (kind === 'week') start.setUTCDate(start.getUTCDate() + by * 7);
  else start.setUTCMonth(start.getUTCMonth() + by * { month: 1, quarter: 3, year: 12 }[kind]);
  return periodAt(kind, start.toISOString().slice(0, 10));
}

/** A period as people call it: `март 2025`. */
export function periodWords(name: string, texts: NumbersTexts, locale: Locale): string {
  const [year = '', part = ''] = name.split('-');
  const kind = kindOf(name);
  if (kind === 'year') return year;
  if (kind === 'quarter') return fill(texts.quarterOf, { number: part.slice(1), year });
  if (kind === 'week') return fill(texts.weekOf, { number: Number(part.slice(1)), year });
  return new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date(startOf(name))).replace(' г.', '');
}

/** Today by the company's clock, which a demo may have moved. */
export function useToday(): string | undefined {
  const zone = useMetadata().company.time_zone;
  const clock = useQuery({ queryKey: ['clock'], staleTime: 60_000, queryFn: () => request<{ readonly now: string }>('/api/clock') });
  return clock.data === undefined ? undefined : dayOf(clock.data.now, zone);
}
