import { Decimal as DecimalJs } from 'decimal.js';

/**
 * A decimal number as text: `-1234.50`; a point, no exponent, no spaces, no superfluous leading zeros. The form in which Postgres
 * hands out `numeric` and JSON carries money, so that no binary fraction ever touches an amount.
 */
export type DecimalString = string;

/** Digits enough for the exact product of two `numeric(38,…)`; halves go away from zero, as in Postgres `round`. */
export const Exact = DecimalJs.clone({ precision: 120, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -200, toExpPos: 200 });
export type Exact = InstanceType<typeof Exact>;

const FORM = /^-?(?:0|[1-9]\d{0,37})(?:\.\d{1,20})?$/;

/** True for a decimal string; false for a JS number, so that a float cannot slip in. */
export function isDecimal(value: unknown): value is DecimalString {
  return typeof value === 'string' && FORM.test(value);
}

/** Reads a decimal string for calculation. @throws TypeError when it is anything else: callers check input at the door. */
export function exact(value: DecimalString): Exact {
  if (!isDecimal(value)) throw new TypeError(`Not a decimal string: ${JSON.stringify(value)}`);
  return new Exact(value);
}

/** Writes a number with `scale` digits after the point, or all its digits when no scale is given; never `-0`. */
export function written(value: Exact, scale?: number): DecimalString {
  const text = scale === undefined ? value.toFixed() : value.toFixed(scale);
  return /^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** Digits after the point. */
export function scaleOf(value: DecimalString): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}
