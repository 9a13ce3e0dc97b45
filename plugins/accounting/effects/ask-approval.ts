import { decide, defineEffect, label, requestApproval, toFactNumber } from '../../../core/index.ts';

/** Asks the role that the amount of a payment request needs for its approval. */
export const askApproval = defineEffect({
  id: 'accounting.ask_approval',
  label: label('Запросить согласование заявки', 'Ask for the approval of a request'),
  entity: 'accounting.payment_request',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, uow } = ctx;
    const { outcome } = await decide(uow, 'accounting.payment_request_approver', undefined, { amount: toFactNumber(String(item.row['amount'])) });
    await requestApproval(ctx, { subject: { entity: item.entity, id: item.id }, subjectKind: 'payment_request', role: String(outcome['approver']), reasons: ['amount'] });
  },
});
