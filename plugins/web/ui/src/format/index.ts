import type { Locale } from '../texts/use-texts.ts';

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(locale: Locale, scale: number): Intl.NumberFormat {
  const key = `n${locale}${scale}`;
  let format = cache.get(key);
  if (format === undefined) cache.set(key, (format = new Intl.NumberFormat(locale, { minimumFractionDigits: scale, maximumFractionDigits: scale })));
  return format as Intl.NumberFormat;
}

/** A decimal of the API (text) for people. It is shown only: what is sent back stays text. Money keeps its kopecks, quantities drop idle zeros. */
export function formatDecimal(value: string, locale: Locale, scale = 2): string {
  const shown = scale === 2 ? 2 : ((value.split('.')[1] ?? '').replace(/0+$/, '').length || 0);
  return numberFormat(locale, shown).format(value as unknown as number);
}

export function formatInteger(value: number, locale: Locale): string {
  return numberFormat(locale, 0).format(value);
}

/** Money in short, for sums over columns: `1,2 млн`. */
export function formatShort(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** `2025-03-01` as `01.03.2025`. */
export function formatDate(value: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${value.slice(0, 10)}T00:00:00Z`));
}

/** A moment in the company's zone: `01.03.2025, 14:05`. */
export function formatMoment(value: string, locale: Locale, timeZone: string): string {
  const key = `m${locale}${timeZone}`;
  let format = cache.get(key);
  if (format === undefined) {
    cache.set(key, (format = new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone })));
  }
  return (format as Intl.DateTimeFormat).format(new Date(value));
}

/** Calendar date of a moment in the company's zone, `YYYY-MM-DD`. */
export function dayOf(moment: string | Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(moment));
}

/** The moment of a wall-clock time `YYYY-MM-DDTHH:mm` in the company's zone, RFC 3339 in UTC. */
export function momentOf(wall: string, timeZone: string): string {
  const guess = new Date(`${wall}:00Z`);
  const shown = new Date(`${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(guess).replace(' ', 'T')}Z`);
  return new Date(guess.getTime() - (shown.getTime() - guess.getTime())).toISOString();
}

/** A moment as `YYYY-MM-DDTHH:mm` on the company's wall clock, for an input. */
export function wallOf(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(moment)).replace(' ', 'T');
}
