import { add, compare, multiply, percentRatio, round, subtract, sum, vatInside, vatOnTop } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** What one order line is computed from. `vatRate`: percent, null for «без НДС». */
export interface LineInput {
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  /** Percent of the price; a negative one is a markup. */
  readonly discountPct?: DecimalString | null;
  readonly vatRate: DecimalString | null;
  readonly pricesIncludeVat: boolean;
}

/** Amounts of a line, each in whole kopecks: `amount` after the discount as priced, `vatAmount`, and `total` the client pays. */
export interface LineTotals {
  readonly amount: DecimalString;
  readonly vatAmount: DecimalString;
  readonly total: DecimalString;
}

/** Amount = quantity × price × (1 − discount), rounded once; VAT of the rounded amount, on top of it or inside it. */
export function lineTotals(line: LineInput): LineTotals {
  const charged = subtract('100', line.discountPct ?? '0');
  const amount = round(multiply(multiply(multiply(line.quantity, line.price), charged), '0.01'));
  if (line.pricesIncludeVat) return { amount, vatAmount: vatInside(amount, line.vatRate), total: amount };
  const vatAmount = vatOnTop(amount, line.vatRate);
  return { amount, vatAmount, total: add(amount, vatAmount) };
}

/** A computed line with what its goods cost us; `costPrice` of one unit, null while unknown. */
export interface OrderLine {
  readonly quantity: DecimalString;
  readonly vatAmount: DecimalString;
  readonly total: DecimalString;
  readonly costPrice: DecimalString | null;
}

/** A row of «Дополнительные расходы»; an amount that was not filled in counts as nothing. */
export interface ExtraCost {
  readonly amount: DecimalString | null;
  readonly chargedToClient: boolean;
}

/** Computed columns of an order; cost and margin are null as soon as one line's cost is unknown, `margin_pct` also when nothing is sold. */
export interface OrderTotals {
  readonly total_net: DecimalString;
  readonly total_vat: DecimalString;
  readonly total: DecimalString;
  readonly cost_total: DecimalString | null;
  readonly margin: DecimalString | null;
  /** Percent of `total_net`, two digits. */
  readonly margin_pct: DecimalString | null;
}

/** Sums the lines of an order; costs we bear ourselves reduce the margin, those charged to the client do not. */
export function orderTotals(lines: readonly OrderLine[], extraCosts: readonly ExtraCost[] = []): OrderTotals {
  const total = sum(lines.map((line) => line.total));
  const totalVat = sum(lines.map((line) => line.vatAmount));
  const totalNet = subtract(total, totalVat);
  const own = extraCosts.filter((cost) => !cost.chargedToClient && cost.amount !== null);
  const lineCosts = lines.map((line) => (line.costPrice === null ? null : round(multiply(line.quantity, line.costPrice))));
  const known = lineCosts.filter((cost) => cost !== null);
  const sums = { total_net: totalNet, total_vat: totalVat, total };
  if (known.length < lineCosts.length) return { ...sums, cost_total: null, margin: null, margin_pct: null };
  const costTotal = sum([...known, ...own.map((cost) => cost.amount as DecimalString)]);
  const margin = subtract(totalNet, costTotal);
  return { ...sums, cost_total: costTotal, margin, margin_pct: percentRatio(margin, totalNet) };
}

/** How much of `total` is paid, percent with four digits; an order of nothing is paid in full. */
export function paidPct(paid: DecimalString, total: DecimalString): DecimalString {
  return percentRatio(paid, total, 4) ?? '100.0000';
}

/** What is still to be paid, never negative: an excess stays unallocated on the payment. */
export function balanceDue(total: DecimalString, paid: DecimalString): DecimalString {
  return compare(paid, total) >= 0 ? '0.00' : subtract(total, paid);
}
