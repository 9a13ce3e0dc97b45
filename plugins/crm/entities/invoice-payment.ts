import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * The part of a posted payment that fell to an invoice, with what was paid and owed after it; written by accounting. A payment that is cancelled or
 * moved gets a second row with the amount below zero, and both stay: what is paid is their sum. Rows are never changed.
 * `payment_id`: of the accounting plugin, no foreign key. `document_number`: the bank's incoming number.
 * @see 001 §1.4 «Оплата», §3.3
 */
export const InvoicePayment = defineEntity({
  id: 'crm.invoice_payment',
  kind: 'register',
  label: { one: label('Оплата счета', 'Invoice payment'), many: label('Оплата', 'Invoice payments') },
  path: 'invoice-payments',
  permissions: {},
  title: 'document_number',
  indexes: [['invoice_id', 'payment_date'], ['payment_id'], ['payer_id']],
  checks: { amount_not_zero: 'amount <> 0', after_not_negative: 'paid_total_after >= 0 and balance_after >= 0' },
  fields: {
    invoice_id: field.reference(label('Счет', 'Invoice'), 'crm.invoice', { required: true, writable: 'system' }),
    payment_id: field.uuid(label('Документ', 'Payment'), { required: true, writable: 'system' }),
    payment_date: field.date(label('Дата оплаты', 'Payment date'), { required: true, writable: 'system' }),
    document_number: field.string(label('Номер документа', 'Document number'), 20, { required: true, writable: 'system', searched: true }),
    amount: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system' }),
    payer_id: field.reference(label('Плательщик', 'Payer'), 'crm.counterparty', { required: true, writable: 'system' }),
    paid_total_after: field.money(label('Оплачено', 'Paid after'), { required: true, writable: 'system', default: '0' }),
    balance_after: field.money(label('Остаток по оплате', 'Balance after'), { required: true, writable: 'system', default: '0' }),
  },
});

export type InvoicePaymentRow = InstanceType<typeof InvoicePayment>;
