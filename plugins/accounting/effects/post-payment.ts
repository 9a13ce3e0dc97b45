import { defineEffect, label } from '../../../core/index.ts';
import { drawUpAdvances } from '../services/advance-tax.ts';
import { lockInvoices, readAllocations, recordAllocations } from '../services/payment-ledger.ts';

/** Posts a payment: its parts go to the invoices they pay, and what came before shipment gets a tax invoice. An excess stays on the payment. */
export const postPayment = defineEffect({
  id: 'accounting.post_payment',
  label: label('Провести платёж', 'Post a payment'),
  entity: 'accounting.payment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const allocations = await readAllocations(ctx);
    await lockInvoices(ctx, allocations.map((one) => one.invoice_id));
    const invoices = await recordAllocations(ctx, allocations);
    await drawUpAdvances(ctx, allocations, invoices);
  },
});
