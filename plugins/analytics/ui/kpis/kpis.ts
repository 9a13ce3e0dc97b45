import type { Locale } from '../../../web/ui/src/kit.ts';
import { fill, formatDecimal } from '../../../web/ui/src/kit.ts';
import type { NumbersTexts } from '../texts.ts';

/** Decimal text, or null when there was nothing to count. */
export interface Numbers {
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly value: string | null;
}

export interface Figure extends Numbers {
  readonly state: 'met' | 'breached' | 'no_data' | 'no_target';
  readonly previous: Numbers;
  readonly last_year: Numbers;
}

/** One criterion of a period, with each person's own. */
export interface Kpi extends Figure {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly source: string | null;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly target: number | null;
  readonly period: string;
  readonly people: readonly (Figure & { readonly id: string; readonly name: string })[];
  readonly groups: readonly (Figure & { readonly name: string })[];
}

/** A decimal without the zeros that say nothing; money keeps its kopecks. */
function plain(value: string, unit: string, locale: Locale): string {
  return unit === 'money' ? formatDecimal(value, locale) : formatDecimal(value, locale, 3);
}

/** A value with its unit: `83,33 %`, `1 200,00 ₽`, `4 дн.`. */
export function withUnit(value: string | null, unit: string, texts: NumbersTexts, locale: Locale): string {
  if (value === null) return '—';
  const number = plain(value, unit, locale);
  if (unit === 'percent') return `${number}\u00a0%`;
  if (unit === 'money') return `${number}\u00a0₽`;
  const word = unit === 'days' ? texts.days : unit === 'hours' ? texts.hours : unit === 'minutes' ? texts.minutes : undefined;
  return word === undefined ? number : `${number}\u00a0${word}`;
}

/** `3 из 4`, for shares only. */
export function partOf({ numerator, denominator }: Numbers, unit: string, texts: NumbersTexts, locale: Locale): string {
  if (numerator === null || denominator === null || unit !== 'percent') return '';
  return fill(texts.ofTotal, { part: plain(numerator, '', locale), whole: plain(denominator, '', locale) });
}

/** The target in words, by which side of it is good. */
export function targetOf(kpi: Pick<Kpi, 'target' | 'unit' | 'better'>, texts: NumbersTexts, locale: Locale): string {
  if (kpi.target === null) return '';
  return fill(kpi.better === 'lower' ? texts.atMost : texts.atLeast, { target: withUnit(String(kpi.target), kpi.unit, texts, locale) });
}

/** Colour of a figure: red missed, green met; one without a target has none. */
export function colorOf(state: Figure['state']): string | undefined {
  return state === 'breached' ? 'red' : state === 'met' ? 'teal' : undefined;
}
