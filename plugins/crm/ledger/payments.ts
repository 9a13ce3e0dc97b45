import type { EffectContext, EntityRow } from '../../../core/index.ts';
import { add, compare, subtract } from '../../../core/index.ts';
import { invalid, conflict } from '../errors.ts';
import { balanceDue } from '../pricing/index.ts';
import { recount } from './recount.ts';

/** A part of a posted payment that falls to an invoice. `amount`: decimal string in the invoice's currency; `payment_date`: 'YYYY-MM-DD'. */
export interface PaymentPart {
  readonly invoice_id: string;
  readonly payment_id: string;
  readonly payment_date: string;
  readonly document_number: string;
  readonly amount: string;
  /** Counterparty that paid; may be another than the invoice's. */
  readonly payer_id: string;
}

/**
 * Records a part of a payment in the invoice's section «Оплата» and brings the sums of invoice and order in line; raises `invoice.payment_recorded`
 * about the invoice, `{ payment_id, amount }`. @throws ConflictError crm.invoice_closed, InvalidError crm.over_balance
 */
export async function recordInvoicePayment(context: EffectContext, part: PaymentPart): Promise<EntityRow> {
  const invoice = await context.lock('crm.invoice', part.invoice_id);
  if (invoice['state'] === 'cancelled') throw conflict('crm.invoice_closed', { number: invoice['number'] });
  const total = String(invoice['total']);
  const paid = String(invoice['paid']);
  const balance = balanceDue(total, paid);
  if (compare(part.amount, balance) > 0) throw invalid('crm.over_balance', '/amount', { balance, number: invoice['number'] });
  await context.create('crm.invoice_payment', {
    invoice_id: part.invoice_id, payment_id: part.payment_id, payment_date: part.payment_date, document_number: part.document_number, amount: part.amount, payer_id: part.payer_id,
    paid_total_after: add(paid, part.amount), balance_after: subtract(balance, part.amount),
  });
  const row = await recount(context, part.invoice_id);
  context.raise('invoice.payment_recorded', 'crm.invoice', part.invoice_id, { payment_id: part.payment_id, amount: part.amount });
  return row;
}

/**
 * Takes back what a payment gave to its invoices, or to one of them, by a row of the opposite sign each: what was recorded stays as it was. Raises
 * `invoice.payment_reversed` about each invoice, `{ payment_id, amount }`. Answers the ids of the invoices.
 */
export async function reverseInvoicePayment(context: EffectContext, reversal: { readonly payment_id: string; readonly invoice_id?: string }): Promise<string[]> {
  const { uow } = context;
  const given = await uow.query<{ invoice_id: string }>(
    'select distinct invoice_id from crm_invoice_payment where payment_id = $1 and ($2::uuid is null or invoice_id = $2) order by invoice_id', [reversal.payment_id, reversal.invoice_id ?? null],
  );
  const reversed: string[] = [];
  for (const { invoice_id: invoiceId } of given) {
    const invoice = await context.lock('crm.invoice', invoiceId);
    // Summed under the lock, so that nothing is taken back twice.
    const [part] = await uow.query<{ amount: string; payment_date: string; document_number: string; payer_id: string }>(
      `select sum(amount)::numeric(15,2) as amount, max(payment_date) as payment_date, max(document_number) as document_number, (array_agg(payer_id))[1] as payer_id
         from crm_invoice_payment where payment_id = $1 and invoice_id = $2 having sum(amount) <> 0`, [reversal.payment_id, invoiceId],
    );
    if (part === undefined) continue;
    const paid = subtract(String(invoice['paid']), part.amount);
    await context.create('crm.invoice_payment', {
      ...part, invoice_id: invoiceId, payment_id: reversal.payment_id, amount: subtract('0.00', part.amount),
      paid_total_after: paid, balance_after: balanceDue(String(invoice['total']), paid),
    });
    await recount(context, invoiceId);
    context.raise('invoice.payment_reversed', 'crm.invoice', invoiceId, { payment_id: reversal.payment_id, amount: part.amount });
    reversed.push(invoiceId);
  }
  return reversed;
}
