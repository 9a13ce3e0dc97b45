import { compare, greater, lesser, subtract } from '../../../core/index.ts';
import type { DecimalString, EffectContext, EntityRow } from '../../../core/index.ts';
import type { AdvancePart, AdvanceReceived, RateTotal } from './advance-parts.ts';
import { advanceParts } from './advance-parts.ts';

interface PaidInvoice {
  readonly invoice_id: string;
  readonly counterparty_id: string;
  readonly amount: DecimalString;
  /** What had left for the client by the day of the payment, and what he had paid for it before. */
  readonly shipped: DecimalString;
  readonly paid_before: DecimalString;
}

/** The part of a payment that came before the goods: what is over after goods already shipped and not yet paid for. */
export function advanceShare(amount: DecimalString, shipped: DecimalString, paidBefore: DecimalString): DecimalString {
  const owed = greater(subtract(shipped, paidBefore), '0.00');
  return subtract(amount, lesser(amount, owed));
}

/** Invoices a payment pays, each as it stood on the payment's day. Payments of one day count in the order they were entered. */
async function paidInvoices(ctx: EffectContext, payment: EntityRow): Promise<PaidInvoice[]> {
  return ctx.uow.query<PaidInvoice>(
    `select l.invoice_id, i.counterparty_id, l.amount,
       coalesce((select sum(s.amount) from crm_invoice_shipment s where s.invoice_id = i.id and s.shipment_date <= $2::date), 0)::numeric(15,2) as shipped,
       coalesce((
         select sum(r.amount) from crm_invoice_payment r join accounting_payment p on p.id = r.payment_id
         where r.invoice_id = i.id and (p.date, p.created_at, p.id) < ($2::date, $3::timestamptz, $1::uuid)
       ), 0)::numeric(15,2) as paid_before
     from accounting_payment_allocation l join crm_invoice i on i.id = l.invoice_id
     where l.payment_id = $1 and not l.deletion_mark order by i.interest_id, i.order_id, i.id`,
    [payment.id, payment['date'], payment.created_at],
  );
}

async function ratesOf(ctx: EffectContext, invoiceIds: readonly string[]): Promise<ReadonlyMap<string, RateTotal[]>> {
  const rows = await ctx.uow.query<{ invoice_id: string; vat_rate_id: string; rate: DecimalString | null; total: DecimalString }>(
    `select l.invoice_id, l.vat_rate_id, v.rate, sum(l.total) as total from crm_invoice_line l join crm_vat_rate v on v.id = l.vat_rate_id
     where l.invoice_id = any($1::uuid[]) and not l.deletion_mark group by l.invoice_id, l.vat_rate_id, v.rate order by l.invoice_id, v.rate desc nulls last, l.vat_rate_id`,
    [invoiceIds],
  );
  const byInvoice = new Map<string, RateTotal[]>();
  for (const row of rows) byInvoice.set(row.invoice_id, [...(byInvoice.get(row.invoice_id) ?? []), { vatRateId: row.vat_rate_id, rate: row.rate, total: row.total }]);
  return byInvoice;
}

/** The highest rate in force on a day: nobody knows yet which goods the money is for. */
async function standardRate(ctx: EffectContext, day: unknown): Promise<RateTotal | undefined> {
  const [row] = await ctx.uow.query<{ id: string; rate: DecimalString }>(
    `select id, rate from crm_vat_rate where rate > 0 and is_active and not deletion_mark and coalesce(valid_from <= $1::date, true) and coalesce(valid_to >= $1::date, true)
     order by rate desc, valid_from desc nulls last, id limit 1`,
    [day],
  );
  return row === undefined ? undefined : { vatRateId: row.id, rate: row.rate, total: '1.00' };
}

interface Wanted extends AdvancePart {
  readonly counterpartyId: string;
}

/** Tax invoices a posted payment should have: on what came before shipment and, by `advance_on_unallocated`, on what is not for any invoice yet. */
async function wantedAdvances(ctx: EffectContext, payment: EntityRow): Promise<Wanted[]> {
  if (payment['operation'] !== 'from_client' || payment['posting_state'] !== 'posted') return [];
  const { parameters } = ctx.regulation;
  const invoices = await paidInvoices(ctx, payment);
  const rates = await ratesOf(ctx, invoices.map((invoice) => invoice.invoice_id));
  const received = invoices.map((invoice): AdvanceReceived => ({
    invoiceId: invoice.invoice_id,
    amount: parameters['advance_invoice'] === 'every_payment' ? invoice.amount : advanceShare(invoice.amount, invoice.shipped, invoice.paid_before),
    rates: rates.get(invoice.invoice_id) ?? [],
  }));
  const free = String(payment['unallocated']);
  const standard = parameters['advance_on_unallocated'] === true && compare(free, '0') > 0 ? await standardRate(ctx, payment['date']) : undefined;
  if (standard !== undefined) received.push({ invoiceId: null, amount: free, rates: [standard] });
  // The buyer is the client of the invoice, even when somebody else paid for him.
  const buyers = new Set(invoices.map((invoice) => invoice.counterparty_id));
  const counterpartyId = buyers.size === 1 ? String([...buyers][0]) : String(payment['payer_id']);
  return advanceParts(received).map((part) => ({ ...part, counterpartyId }));
}

/**
 * Brings the tax invoices of a payment in line with what it now is: those that still fit stay as they are, with the date the accountant gave them, the
 * others are cancelled, missing ones are drawn up with their printed form (D-06).
 */
export async function redrawAdvances(ctx: EffectContext, paymentId: string): Promise<void> {
  const missing = await wantedAdvances(ctx, await ctx.lock('accounting.payment', paymentId));
  const live = await ctx.uow.query<{ id: string; vat_rate_id: string; amount: DecimalString; invoice_id: string | null; counterparty_id: string }>(
    `select id, vat_rate_id, amount, invoice_id, counterparty_id from accounting_advance_tax_invoice where payment_id = $1 and posting_state <> 'cancelled' and not deletion_mark order by id`,
    [paymentId],
  );
  for (const one of live) {
    const fits = missing.findIndex((part) => part.vatRateId === one.vat_rate_id && part.invoiceId === one.invoice_id && part.counterpartyId === one.counterparty_id && compare(part.amount, one.amount) === 0);
    if (fits < 0) await ctx.send('accounting.advance_tax_invoice', one.id, 'advance_tax_invoice.cancelled');
    else missing.splice(fits, 1);
  }
  for (const part of missing) await drawUp(ctx, paymentId, part);
}

async function drawUp(ctx: EffectContext, paymentId: string, part: Wanted): Promise<void> {
  const invoice = await ctx.create('accounting.advance_tax_invoice', {
    payment_id: paymentId, invoice_id: part.invoiceId, counterparty_id: part.counterpartyId, amount: part.amount, vat_rate_id: part.vatRateId,
  });
  await ctx.create('core.printed_document', {
    form_code: 'D-06',
    subject_entity: 'accounting.advance_tax_invoice',
    subject_id: invoice.id,
    format: 'pdf',
    data_snapshot: { number: invoice['number'], date: invoice['date'], amount: invoice['amount'], rate: part.rate, vat_amount: invoice['vat_amount'], payment_document: invoice['payment_document'] },
    printed_at: ctx.now,
    printed_by: ctx.actor.userId,
  });
}
