import { defineEffect, label } from '../../../core/index.ts';
import { redrawAdvances } from '../services/advance-tax.ts';
import { lockInvoices, readAllocations, reverseAllocations } from '../services/payment-ledger.ts';
import { takeBack } from '../services/refunds.ts';

/** Takes a posted payment back from its invoices and cancels its tax invoices. The deal keeps its stage; sales tells its manager to look at it. */
export const cancelPayment = defineEffect({
  id: 'accounting.cancel_payment',
  label: label('Отменить платёж', 'Cancel a payment'),
  entity: 'accounting.payment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    if (ctx.item.row['operation'] === 'refund_to_client') return takeBack(ctx);
    const allocations = await readAllocations(ctx);
    await lockInvoices(ctx, allocations.map((one) => one.invoice_id));
    await reverseAllocations(ctx, allocations);
    await redrawAdvances(ctx, ctx.item.id);
  },
});
