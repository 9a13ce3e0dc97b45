import { add, compare, multiply, round, subtract, sum } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** What an order line costs and how much of it is already shipped at what sums. */
export interface PricedLine {
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  readonly vatAmount: DecimalString;
  readonly total: DecimalString;
  readonly shippedQuantity: DecimalString;
  /** Sums of the line's other shipments that are not cancelled. */
  readonly shippedVat: DecimalString;
  readonly shippedTotal: DecimalString;
}

/** `whole` × part / of, in whole kopecks, halves up. */
function share(whole: DecimalString, part: DecimalString, of: DecimalString): DecimalString {
  const units = (value: DecimalString, scale: number): bigint => BigInt(round(value, scale).replace('.', ''));
  const [amount, taken, all] = [units(whole, 2), units(part, 3), units(of, 3)];
  return round(multiply(String((2n * amount * taken + all) / (2n * all)), '0.01'));
}

/** Sums of a shipped part, in proportion to its quantity; the part that finishes the line takes what is left, so that parts make the whole. */
export function shippedSums(line: PricedLine, quantity: DecimalString): { readonly vatAmount: DecimalString; readonly total: DecimalString } {
  if (compare(add(line.shippedQuantity, quantity), line.quantity) === 0) {
    return { vatAmount: subtract(line.vatAmount, line.shippedVat), total: subtract(line.total, line.shippedTotal) };
  }
  return { vatAmount: share(line.vatAmount, quantity, line.quantity), total: share(line.total, quantity, line.quantity) };
}

/** Totals of a shipment from its lines. */
export function shipmentTotals(lines: readonly { readonly vatAmount: DecimalString; readonly total: DecimalString }[]): { readonly total_net: DecimalString; readonly total_vat: DecimalString; readonly total: DecimalString } {
  const total = sum(lines.map((line) => line.total));
  const total_vat = sum(lines.map((line) => line.vatAmount));
  return { total, total_vat, total_net: subtract(total, total_vat) };
}
