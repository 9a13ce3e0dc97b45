import { compare, multiply, percentOf, round, subtract, sum } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** Sums of a declaration against each other: decimal strings with two digits. */
export interface DutyCheck {
  readonly lines_value: DecimalString;
  readonly lines_duty: DecimalString;
  /** Customs value × rate. */
  readonly expected_duty: DecimalString;
  /** Largest distance of the total duty from the duty of the lines and from value × rate. */
  readonly duty_difference: DecimalString;
  /** Distance of the customs value from the values of the lines. */
  readonly value_difference: DecimalString;
}

/** Duty of one line, to the kopeck. */
export function dutyOf(customsValue: DecimalString, rate: DecimalString): DecimalString {
  return round(percentOf(customsValue, rate));
}

function distance(one: DecimalString, other: DecimalString): DecimalString {
  const difference = subtract(one, other);
  return compare(difference, '0') < 0 ? subtract('0', difference) : difference;
}

/** Compares a declaration's totals with its lines and with value × rate. */
export function checkDuty(header: { readonly customs_value: DecimalString; readonly duty_rate: DecimalString; readonly duty_total: DecimalString }, lines: readonly { readonly customs_value: DecimalString; readonly duty_amount: DecimalString }[]): DutyCheck {
  const linesValue = round(sum(lines.map((line) => line.customs_value)));
  const linesDuty = round(sum(lines.map((line) => line.duty_amount)));
  const expected = dutyOf(header.customs_value, header.duty_rate);
  const [byLines, byRate] = [distance(header.duty_total, linesDuty), distance(header.duty_total, expected)];
  return {
    lines_value: linesValue, lines_duty: linesDuty, expected_duty: expected,
    duty_difference: round(compare(byLines, byRate) >= 0 ? byLines : byRate), value_difference: round(distance(header.customs_value, linesValue)),
  };
}

/** Spreads a customs value over lines by their amounts, in whole kopecks; the last line with an amount takes the rounding. Without amounts the first takes all. */
export function spreadValue(value: DecimalString, amounts: readonly DecimalString[]): DecimalString[] {
  const kopecks = (one: DecimalString): bigint => BigInt(round(one).replace('.', ''));
  const [whole, all] = [kopecks(value), kopecks(sum(amounts))];
  const last = all === 0n ? 0 : amounts.findLastIndex((amount) => kopecks(amount) > 0n);
  let left = whole;
  const shares = amounts.map((amount, index) => {
    if (index === last) return 0n;
    const share = all === 0n ? 0n : (whole * kopecks(amount)) / all;
    left -= share;
    return share;
  });
  return shares.map((share, index) => round(multiply(String(index === last ? left : share), '0.01')));
}

const NUMBER = /^\d{8}\/(\d{2})(\d{2})(\d{2})\/\d{7}$/;

/** Whether a text is a declaration number: eight digits of the post, a real date DDMMYY, seven digits. */
export function isDeclarationNumber(text: string): boolean {
  const [, day, month, year] = NUMBER.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return false;
  const date = new Date(Date.UTC(2000 + Number(year), Number(month) - 1, Number(day)));
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
}
