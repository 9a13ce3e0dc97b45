import { add, multiply, percentRatio, round } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** Roubles for one unit of a currency; null when none is known for the date. Roubles themselves stand at 1. */
export type RoubleRate = DecimalString | null;

/**
 * Rate that brings a price from one currency to another, six digits: roubles per unit of `from` with the markup on top, over roubles per unit of `to`.
 * `markupPct`: percent a company adds to the rate of a price list in foreign currency. Null while a rate is missing.
 */
export function conversionRate(from: RoubleRate, to: RoubleRate, markupPct: DecimalString): DecimalString | null {
  if (from === null || to === null) return null;
  const ratio = percentRatio(from, to, 12);
  return ratio === null ? null : round(multiply(multiply(ratio, '0.01'), multiply(add('100', markupPct), '0.01')), 6);
}

/** A price in the other currency, in whole kopecks. */
export function converted(price: DecimalString, rate: DecimalString): DecimalString {
  return round(multiply(price, rate));
}
