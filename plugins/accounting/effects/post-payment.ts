import { defineEffect, label } from '../../../core/index.ts';
import { redrawAdvances } from '../services/advance-tax.ts';
import { lockInvoices, readAllocations, recordAllocations } from '../services/payment-ledger.ts';
import { giveBack } from '../services/refunds.ts';

/**
 * Posts a payment: its parts go to the invoices they pay, and what came before shipment gets a tax invoice. An excess stays on the payment. A refund is
 * taken from the unallocated part of the payment it gives back.
 */
export const postPayment = defineEffect({
  id: 'accounting.post_payment',
  label: label('Провести платёж', 'Post a payment'),
  entity: 'accounting.payment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    if (ctx.item.row['operation'] === 'refund_to_client') return giveBack(ctx);
    const allocations = await readAllocations(ctx);
    await lockInvoices(ctx, allocations.map((one) => one.invoice_id));
    await recordAllocations(ctx, allocations);
    await redrawAdvances(ctx, ctx.item.id);
  },
});
