import { add, compare, lesser, round, subtract, vatInside } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** An open invoice a payment may go to. `date`: 'YYYY-MM-DD' or a full ISO moment, of one form in one list. */
export interface OpenInvoice {
  readonly id: string;
  readonly date: string;
  readonly number: string;
  readonly balance: DecimalString;
}

/** Rows for «Расшифровка платежа», and what no invoice could take. */
export interface Allocation {
  readonly rows: readonly { readonly id: string; readonly amount: DecimalString }[];
  readonly unallocated: DecimalString;
}

/** Lays a payment over invoices from the oldest on, by date and then number; an invoice never gets more than its balance. */
export function allocateByAge(amount: DecimalString, invoices: readonly OpenInvoice[]): Allocation {
  const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  const byAge = [...invoices].sort((left, right) => order(left.date, right.date) || order(left.number, right.number));
  const rows: { id: string; amount: DecimalString }[] = [];
  let left = round(amount);
  for (const invoice of byAge) {
    const part = round(lesser(left, invoice.balance));
    if (compare(part, '0') <= 0) continue;
    rows.push({ id: invoice.id, amount: part });
    left = subtract(left, part);
  }
  return { rows, unallocated: left };
}

/** Amounts of an advance tax invoice; `rateText` is the calculated rate as printed, «20/120», null for «без НДС». */
export interface AdvanceTaxInvoice {
  readonly amount: DecimalString;
  readonly vatAmount: DecimalString;
  readonly rateText: string | null;
}

/** Счет-фактура на аванс for money received before shipment: VAT by the calculated rate (art. 164.4 of the Tax Code). */
export function advanceTaxInvoice(amount: DecimalString, vatRate: DecimalString | null): AdvanceTaxInvoice {
  const rate = vatRate === null ? null : vatRate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return {
    amount: round(amount),
    vatAmount: vatInside(amount, vatRate),
    rateText: rate === null ? null : `${rate}/${add('100', rate)}`,
  };
}
