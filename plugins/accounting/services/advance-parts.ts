import { add, compare, multiply, round, subtract, sum } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** What an invoice costs at one VAT rate, tax included. `rate`: percent, null for «без НДС». */
export interface RateTotal {
  readonly vatRateId: string;
  readonly rate: DecimalString | null;
  readonly total: DecimalString;
}

/** Money that came to an invoice before it was shipped. `invoiceId` null: to none yet. */
export interface AdvanceReceived {
  readonly invoiceId: string | null;
  readonly amount: DecimalString;
  readonly rates: readonly RateTotal[];
}

/** The part of a payment that is an advance at one rate. `invoiceId` null: of several invoices, or of none. */
export interface AdvancePart {
  readonly vatRateId: string;
  readonly rate: DecimalString;
  readonly amount: DecimalString;
  readonly invoiceId: string | null;
}

/** Shares `amount` among the rates in proportion to what the invoice costs at each; the last takes the rounding. */
export function shareByRate(amount: DecimalString, rates: readonly RateTotal[]): readonly DecimalString[] {
  const whole = sum(rates.map((one) => one.total));
  if (compare(whole, '0') <= 0) return rates.map(() => '0.00');
  let left = amount;
  return rates.map((one, index) => {
    const share = index === rates.length - 1 ? left : round(proportion(amount, one.total, whole));
    left = subtract(left, share);
    return share;
  });
}

/** `amount` × part / whole in kopecks, rounded down so that the shares never exceed the amount. */
function proportion(amount: DecimalString, part: DecimalString, whole: DecimalString): DecimalString {
  const kopecks = (value: DecimalString): bigint => BigInt(multiply(round(value), '100').split('.')[0] ?? '0');
  const share = (kopecks(amount) * kopecks(part)) / kopecks(whole);
  return multiply(String(share), '0.01');
}

/** One part for each VAT rate; goods sold without VAT need no tax invoice on an advance. */
export function advanceParts(received: readonly AdvanceReceived[]): readonly AdvancePart[] {
  const parts = new Map<string, AdvancePart>();
  for (const { invoiceId, amount, rates } of received) {
    const shares = shareByRate(amount, rates);
    for (const [index, one] of rates.entries()) {
      const share = shares[index] ?? '0.00';
      if (one.rate === null || compare(share, '0') <= 0) continue;
      const present = parts.get(one.vatRateId);
      parts.set(one.vatRateId, present === undefined
        ? { vatRateId: one.vatRateId, rate: one.rate, amount: round(share), invoiceId }
        : { ...present, amount: round(add(present.amount, share)), invoiceId: present.invoiceId === invoiceId ? invoiceId : null });
    }
  }
  return [...parts.values()];
}
