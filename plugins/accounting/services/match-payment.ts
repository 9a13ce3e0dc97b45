import { compare, round } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';
import { allocateByAge } from '../../crm/index.ts';
import { namesInvoice } from './purpose-numbers.ts';

/** A sent invoice of the payer with something left to pay. `date`: full ISO moment. */
export interface OpenInvoice {
  readonly id: string;
  readonly number: string;
  readonly date: string;
  readonly balance: DecimalString;
}

/** What R-22 asks, with the invoices behind each answer. */
export interface PaymentMatch {
  readonly facts: { readonly numbers_in_purpose: number; readonly open_invoices: number; readonly amount_equals_balance: boolean };
  readonly named: readonly OpenInvoice[];
  readonly fitting: readonly OpenInvoice[];
}

export interface ProposedAllocation {
  readonly id: string;
  readonly amount: DecimalString;
}

/** A proposal of «Расшифровка платежа». `certain`: made by a sign of the payment itself; otherwise merely the oldest invoices first. */
export interface AllocationProposal {
  readonly rows: readonly ProposedAllocation[];
  readonly unallocated: DecimalString;
  readonly certain: boolean;
}

/** The facts of R-22 for a payment of `amount` with these words. */
export function matchPayment(payment: { readonly amount: DecimalString; readonly purpose: string | null }, open: readonly OpenInvoice[]): PaymentMatch {
  const named = payment.purpose === null ? [] : open.filter((invoice) => namesInvoice(payment.purpose as string, invoice.number));
  const fitting = open.filter((invoice) => compare(invoice.balance, payment.amount) === 0);
  return { facts: { numbers_in_purpose: named.length, open_invoices: open.length, amount_equals_balance: fitting.length === 1 }, named, fitting };
}

/** Lays the payment over the invoices the decision chose; by hand, the oldest come first and the accountant decides. */
export function proposeAllocations(allocate: string, amount: DecimalString, open: readonly OpenInvoice[], match: PaymentMatch): AllocationProposal {
  const chosen: Readonly<Record<string, readonly OpenInvoice[]>> = { by_number: match.named, single_open: open, by_amount: match.fitting };
  const { rows, unallocated } = allocateByAge(round(amount), chosen[allocate] ?? open);
  return { rows, unallocated, certain: allocate in chosen };
}
