import { defineEntity, field, label } from '../../../core/index.ts';
import { PAYMENT_OPERATIONS } from './enums.ts';

/**
 * Money that came to one of the organization's accounts; its allocations say which invoices it pays. With the operation `refund_to_client` it is money
 * given back: `based_on_id` names the payment it came with, whose unallocated part it takes, and `payer_id` is who gets it.
 * `date`, `incoming_date`: calendar dates. Sums are decimal strings in `currency_id`; `unallocated` = amount − allocations − refunded, what may still be
 * allocated or given back.
 * `incoming_number` is the bank's; a payer never sends two payments with the same number on one date, so there is one that is not cancelled.
 * @see «Автоматизация полного цикла продажи», §3.3
 */
export const Payment = defineEntity({
  id: 'accounting.payment',
  kind: 'document',
  label: { one: label('Поступление безналичных ДС', 'Payment'), many: label('Поступления безналичных ДС', 'Payments') },
  path: 'payments',
  fields: {
    date: field.date(label('Дата', 'Date'), { required: true }),
    incoming_number: field.string(label('Вх. номер', 'Incoming number'), 20, { required: true, searched: true }),
    incoming_date: field.date(label('Вх. дата', 'Incoming date')),
    operation: field.enumeration(label('Операция', 'Operation'), PAYMENT_OPERATIONS, { required: true, default: 'from_client' }),
    account_id: field.reference(label('Счет', 'Account'), 'crm.bank_account', { required: true }),
    amount: field.money(label('Сумма', 'Amount'), { required: true }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    payer_id: field.reference(label('Плательщик', 'Payer'), 'crm.counterparty', { required: true }),
    payer_account_id: field.reference(label('Счет плательщика', "Payer's account"), 'crm.bank_account'),
    purpose: field.string(label('Назначение платежа', 'Purpose of payment'), 500, { searched: true }),
    refunded: field.money(label('Возвращено', 'Refunded'), { required: true, writable: 'system', default: '0' }),
    unallocated: field.money(label('Не распределено', 'Unallocated'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: { create: 'payment.create', update: 'payment.create' },
  title: 'number',
  sections: { allocations: { entity: 'accounting.payment_allocation', via: 'payment_id', label: label('Расшифровка платежа', 'Allocations') } },
  indexes: [['account_id', 'date'], ['payer_id', 'date', 'incoming_number'], ['based_on_id']],
  numbering: { prefix: 'ПЛ-', digits: 6 },
  checks: {
    amount_positive: 'amount > 0',
    unallocated_within_amount: 'unallocated >= 0 and refunded >= 0 and unallocated + refunded <= amount',
  },
});
export type PaymentRow = InstanceType<typeof Payment>;
