import { defineDecision, label } from '../../../core/index.ts';

/** Which role approves a payment request of this amount. */
export const paymentRequestApprover = defineDecision({
  id: 'accounting.payment_request_approver',
  label: label('Кто согласует заявку на оплату', 'Who approves a payment request'),
  facts: { amount: { type: 'number', label: label('Сумма заявки', 'Amount of the request') }, p: { type: 'any' } },
  outcome: { approver: { type: 'string', enum: ['financier', 'head_of_sales', 'deputy_general_director', 'general_director'] } },
});
