import { exact, Exact, isDecimal, scaleOf, written } from './decimal-string.ts';
import type { DecimalString } from './decimal-string.ts';

/** Digits of a money amount after the point, `numeric(…,2)`. */
export const MONEY_SCALE = 2;

/** Exact total of any list, '0.00' for an empty one; as many digits after the point as the longest term, at least two. */
export function sum(values: Iterable<DecimalString>): DecimalString {
  let total = new Exact(0);
  let scale = MONEY_SCALE;
  for (const value of values) {
    total = total.plus(exact(value));
    scale = Math.max(scale, scaleOf(value));
  }
  return written(total, scale);
}

/** Exact `left + right`, as many digits after the point as the longer term. */
export function add(left: DecimalString, right: DecimalString): DecimalString {
  return written(exact(left).plus(exact(right)), Math.max(scaleOf(left), scaleOf(right)));
}

/** Exact `left − right`, as many digits after the point as the longer term. */
export function subtract(left: DecimalString, right: DecimalString): DecimalString {
  return written(exact(left).minus(exact(right)), Math.max(scaleOf(left), scaleOf(right)));
}

/** Exact product with all its digits; round it where the business rounds, not before. */
export function multiply(left: DecimalString, right: DecimalString): DecimalString {
  return written(exact(left).times(exact(right)));
}

/** −1, 0 or 1 by value: '9.00' < '10', '1.0' = '1.00'. Text comparison would say the opposite. */
export function compare(left: DecimalString, right: DecimalString): -1 | 0 | 1 {
  const order = exact(left).comparedTo(exact(right));
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/** The smaller of two by value. */
export function lesser(left: DecimalString, right: DecimalString): DecimalString {
  return compare(left, right) <= 0 ? left : right;
}

/** The greater of two by value. */
export function greater(left: DecimalString, right: DecimalString): DecimalString {
  return compare(left, right) >= 0 ? left : right;
}

/** Rounds half away from zero to `scale` digits, kopecks by default: '1.005' → '1.01', '-1.005' → '-1.01'. */
export function round(value: DecimalString, scale: number = MONEY_SCALE): DecimalString {
  return written(exact(value).toDecimalPlaces(scale), scale);
}

/** `percent` % of `amount`, rounded to kopecks. */
export function percentOf(amount: DecimalString, percent: DecimalString): DecimalString {
  return written(exact(amount).times(exact(percent)).dividedBy(100), MONEY_SCALE);
}

/** How many percent `part` is of `whole`, with `scale` digits; null when `whole` is zero. */
export function percentRatio(part: DecimalString, whole: DecimalString, scale: number = MONEY_SCALE): DecimalString | null {
  const base = exact(whole);
  if (base.isZero()) return null;
  return written(exact(part).times(100).dividedBy(base), scale);
}

/** VAT added to a net amount, rounded to kopecks. `rate`: percent, null for «без НДС». */
export function vatOnTop(net: DecimalString, rate: DecimalString | null): DecimalString {
  return rate === null ? written(new Exact(0), MONEY_SCALE) : percentOf(net, rate);
}

/** VAT contained in a gross amount by the calculated rate, 20 % as 20/120, rounded to kopecks. `rate`: percent, null for «без НДС». */
export function vatInside(gross: DecimalString, rate: DecimalString | null): DecimalString {
  if (rate === null) return written(new Exact(0), MONEY_SCALE);
  const percent = exact(rate);
  return written(exact(gross).times(percent).dividedBy(percent.plus(100)), MONEY_SCALE);
}

/**
 * The JS number a rule sees as a fact, rounded to `scale`. For comparing only: never calculate on with it.
 * @throws RangeError when a double cannot tell the value from its neighbours (about 15 significant digits).
 */
export function toFactNumber(value: DecimalString, scale: number = MONEY_SCALE): number {
  const rounded = round(value, scale);
  const fact = Number(rounded);
  if (!isDecimal(rounded) || !new Exact(fact).equals(exact(rounded))) {
    throw new RangeError(`Too many digits for a rule fact: ${rounded}`);
  }
  return fact;
}
