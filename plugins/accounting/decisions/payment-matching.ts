import { defineDecision, label } from '../../../core/index.ts';

/** by what sign a payment's invoices are proposed. */
export const paymentMatching = defineDecision({
  id: 'accounting.payment_matching',
  label: label('На какие счета отнести платёж', 'Which invoices a payment goes to'),
  facts: {
    numbers_in_purpose: { type: 'number', integer: true, label: label('Номеров счетов в назначении', 'Invoice numbers in the purpose') },
    open_invoices: { type: 'number', integer: true, label: label('Неоплаченных счетов плательщика', "Payer's open invoices") },
    amount_equals_balance: { type: 'boolean', label: label('Сумма равна остатку одного счёта', "The amount equals one invoice's balance") },
  },
  outcome: { allocate: { type: 'string', enum: ['by_number', 'single_open', 'by_amount', 'by_hand'] } },
});
