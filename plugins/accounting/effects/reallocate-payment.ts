import { defineEffect, label } from '../../../core/index.ts';
import { redrawAdvances } from '../services/advance-tax.ts';
import type { Allocation } from '../services/payment-ledger.ts';
import { lockInvoices, readAllocations, recordAllocations, reverseAllocations } from '../services/payment-ledger.ts';
import { allowRewriting } from '../services/rewriting.ts';

/** Moves a posted payment to other invoices: the old parts are reversed, the new ones written, tax invoices that no longer fit drawn up anew. */
export const reallocatePayment = defineEffect({
  id: 'accounting.reallocate_payment',
  label: label('Перераспределить платёж', 'Reallocate a payment'),
  entity: 'accounting.payment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const before = await readAllocations(ctx);
    const after = ctx.data['allocations'] as readonly Allocation[];
    await lockInvoices(ctx, [...before, ...after].map((one) => one.invoice_id));
    await reverseAllocations(ctx, before);
    allowRewriting(ctx.uow, ctx.item.id);
    await ctx.update('accounting.payment', ctx.item.id, { allocations: after.map(({ invoice_id, amount }) => ({ invoice_id, amount })) });
    await recordAllocations(ctx, after);
    await redrawAdvances(ctx, ctx.item.id);
  },
});
