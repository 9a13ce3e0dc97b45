import type { DecimalString, EffectContext } from '../../../core/index.ts';
import type { AdvanceReceived, RateTotal } from './advance-parts.ts';
import { advanceParts } from './advance-parts.ts';
import type { Allocation, PayableInvoice } from './payment-ledger.ts';

/** Whether money of this date came before everything was shipped. Dates 'YYYY-MM-DD'. */
export function isAdvance(paymentDate: string, fullShipmentDate: string | null): boolean {
  return fullShipmentDate === null || paymentDate < fullShipmentDate;
}

async function ratesOf(ctx: EffectContext, invoiceIds: readonly string[]): Promise<ReadonlyMap<string, RateTotal[]>> {
  const rows = await ctx.uow.query<{ invoice_id: string; vat_rate_id: string; rate: DecimalString | null; total: DecimalString }>(
    `select l.invoice_id, l.vat_rate_id, v.rate, sum(l.total) as total from crm_invoice_line l join crm_vat_rate v on v.id = l.vat_rate_id
     where l.invoice_id = any($1::uuid[]) and not l.deletion_mark group by l.invoice_id, l.vat_rate_id, v.rate order by l.invoice_id, v.rate desc nulls last, l.vat_rate_id`,
    [invoiceIds],
  );
  const byInvoice = new Map<string, RateTotal[]>();
  for (const row of rows) {
    byInvoice.set(row.invoice_id, [...(byInvoice.get(row.invoice_id) ?? []), { vatRateId: row.vat_rate_id, rate: row.rate, total: row.total }]);
  }
  return byInvoice;
}

/** Draws up the tax invoices on what a client's payment brought before shipment, one for each VAT rate, with their printed form (D-06). */
export async function drawUpAdvances(ctx: EffectContext, allocations: readonly Allocation[], invoices: readonly PayableInvoice[]): Promise<void> {
  const { row } = ctx.item;
  if (row['operation'] !== 'from_client') return;
  const before = invoices.filter((invoice) => isAdvance(String(row['date']), invoice.full_shipment_date));
  const rates = await ratesOf(ctx, before.map((invoice) => invoice.id));
  const received = before.map((invoice): AdvanceReceived => ({
    invoiceId: invoice.id,
    amount: allocations.find((one) => one.invoice_id === invoice.id)?.amount ?? '0',
    rates: rates.get(invoice.id) ?? [],
  }));
  const buyers = new Set(before.map((invoice) => invoice.counterparty_id));
  for (const part of advanceParts(received)) {
    const invoice = await ctx.create('accounting.advance_tax_invoice', {
      payment_id: ctx.item.id,
      invoice_id: part.invoiceId,
      // The buyer is the client of the invoice, even when somebody else paid for him.
      counterparty_id: buyers.size === 1 ? [...buyers][0] : row['payer_id'],
      amount: part.amount,
      vat_rate_id: part.vatRateId,
    });
    await ctx.create('core.printed_document', {
      form_code: 'D-06',
      subject_entity: 'accounting.advance_tax_invoice',
      subject_id: invoice.id,
      format: 'pdf',
      data_snapshot: {
        number: invoice['number'], date: invoice['date'], amount: invoice['amount'], rate: part.rate, vat_amount: invoice['vat_amount'],
        payment_document: invoice['payment_document'],
      },
      printed_at: ctx.now,
      printed_by: ctx.actor.userId,
    });
  }
}

/** Cancels the live tax invoices of a payment whose money goes elsewhere or back. */
export async function cancelAdvances(ctx: EffectContext): Promise<void> {
  const rows = await ctx.uow.query<{ id: string }>(
    `select id from accounting_advance_tax_invoice where payment_id = $1 and posting_state <> 'cancelled' order by id`,
    [ctx.item.id],
  );
  for (const row of rows) await ctx.send('accounting.advance_tax_invoice', row.id, 'advance_tax_invoice.cancelled');
}
