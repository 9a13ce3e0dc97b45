import { add, compare, multiply, round, subtract, sum } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** A receipt line as far as its sums go. */
export interface PricedRow {
  readonly quantity: DecimalString;
  readonly price: DecimalString;
}

/** Amounts of the lines and each one's share of the extra costs, by amount; the last line with an amount takes the rounding, so that shares make the whole. */
export function receiptSums(rows: readonly PricedRow[], extraCost: DecimalString): { readonly amounts: readonly DecimalString[]; readonly shares: readonly DecimalString[]; readonly total: DecimalString } {
  const amounts = rows.map((row) => round(multiply(row.quantity, row.price)));
  const total = sum(amounts);
  const last = amounts.findLastIndex((amount) => compare(amount, '0') > 0);
  let given: DecimalString = '0';
  const shares = amounts.map((amount, index) => {
    if (index === last) return subtract(extraCost, given);
    const share = last < 0 ? '0' : proportion(extraCost, amount, total);
    given = add(given, share);
    return share;
  });
  return { amounts, shares: shares.map((share) => round(share)), total: round(total) };
}

/** `whole` × part / of in whole kopecks, cut down, so that what is left for the last line is never negative. */
function proportion(whole: DecimalString, part: DecimalString, of: DecimalString): DecimalString {
  const kopecks = (value: DecimalString): bigint => BigInt(round(value).replace('.', ''));
  return round(multiply(String((kopecks(whole) * kopecks(part)) / kopecks(of)), '0.01'));
}
