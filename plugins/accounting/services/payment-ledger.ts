import { ConflictError, compare, fillLabel } from '../../../core/index.ts';
import type { DecimalString, EffectContext, RefusalReason } from '../../../core/index.ts';
import { recordInvoicePayment, reverseInvoicePayment } from '../../crm/index.ts';
import { accountingErrors } from '../errors.ts';

/** A part of a payment and the invoice it pays. */
export interface Allocation {
  readonly invoice_id: string;
  readonly amount: DecimalString;
}

/** An invoice as it stands under its lock. */
export interface PayableInvoice {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly balance: DecimalString;
  readonly counterparty_id: string;
  /** Calendar date, null while something is left to ship. */
  readonly full_shipment_date: string | null;
}

/** Locks the invoices, those of one deal after those of another in one order for everybody, so that two payments wait instead of deadlocking. */
export async function lockInvoices(ctx: EffectContext, ids: readonly string[]): Promise<void> {
  const rows = await ctx.uow.query<{ id: string }>(`select id from crm_invoice where id = any($1::uuid[]) order by interest_id, order_id, id`, [ids]);
  for (const row of rows) await ctx.lock('crm.invoice', row.id);
}

/** The invoices as they are now, in the order of locking. */
export async function readInvoices(ctx: EffectContext, ids: readonly string[]): Promise<PayableInvoice[]> {
  return ctx.uow.query<PayableInvoice>(
    `select id, number, state, balance, counterparty_id, full_shipment_date
     from crm_invoice where id = any($1::uuid[]) order by interest_id, order_id, id`,
    [ids],
  );
}

/** What stands against paying these invoices: one that takes no payment any more, or less left to pay than is allocated. */
export function allocationProblems(allocations: readonly Allocation[], invoices: readonly PayableInvoice[]): RefusalReason[] {
  return allocations.flatMap((one): RefusalReason[] => {
    const invoice = invoices.find((other) => other.id === one.invoice_id);
    if (invoice === undefined || !['created', 'sent'].includes(invoice.state)) {
      const facts = { invoice: invoice?.number ?? one.invoice_id };
      return [{ code: 'accounting.invoice_not_payable', message: fillLabel(accountingErrors['accounting.invoice_not_payable'], facts), facts }];
    }
    if (compare(one.amount, invoice.balance) <= 0) return [];
    const facts = { invoice: invoice.number, amount: one.amount, balance: invoice.balance };
    return [{ code: 'accounting.more_than_balance', message: fillLabel(accountingErrors['accounting.more_than_balance'], facts), facts, who: ['accountant'] }];
  });
}

/** Writes a payment's parts to the invoices they pay. The invoices are locked. @throws ConflictError with a reason per invoice */
export async function recordAllocations(ctx: EffectContext, allocations: readonly Allocation[]): Promise<PayableInvoice[]> {
  const invoices = await readInvoices(ctx, allocations.map((one) => one.invoice_id));
  const reasons = allocationProblems(allocations, invoices);
  if (reasons.length > 0) throw new ConflictError('accounting.allocation_refused', accountingErrors['accounting.allocation_refused'], { reasons });
  const { row } = ctx.item;
  for (const invoice of invoices) {
    const amount = allocations.find((one) => one.invoice_id === invoice.id)?.amount ?? '0';
    await recordInvoicePayment(ctx, {
      invoice_id: invoice.id,
      payment_id: ctx.item.id,
      payment_date: String(row['date']),
      document_number: String(row['incoming_number']),
      amount,
      payer_id: String(row['payer_id']),
    });
  }
  return invoices;
}

/** Takes a payment's parts back from their invoices; both rows stay in the ledger. The invoices are locked. */
export async function reverseAllocations(ctx: EffectContext, allocations: readonly Allocation[]): Promise<void> {
  const invoices = await readInvoices(ctx, allocations.map((one) => one.invoice_id));
  for (const invoice of invoices) await reverseInvoicePayment(ctx, { payment_id: ctx.item.id, invoice_id: invoice.id });
}

/** «Расшифровка платежа» as stored. */
export async function readAllocations(ctx: EffectContext): Promise<Allocation[]> {
  return ctx.uow.query<Allocation>(`select invoice_id, amount from accounting_payment_allocation where payment_id = $1 order by created_at, id`, [ctx.item.id]);
}
