import { defineEntity, field, label } from '../../../core/index.ts';
import { PAYMENT_REQUEST_STATES } from './enums.ts';

/**
 * A budget holder's wish that somebody be paid: approved by whoever may for its amount, then sent to the bank in a file of payment orders.
 * `amount`: decimal string in `currency_id`, VAT included. `date`, `pay_by`, `paid_on`, `supplier_invoice_date`: calendar dates. `purpose`: as the bank
 * prints it, at most 210 characters. `remark`: what the approver asked to correct. The supplier's invoice is a file of the row.
 * @see «Битрикс24 … процессы», заявки на оплату
 */
export const PaymentRequest = defineEntity({
  id: 'accounting.payment_request',
  kind: 'document',
  label: { one: label('Заявка на оплату', 'Payment request'), many: label('Заявки на оплату', 'Payment requests') },
  path: 'payment-requests',
  owner: 'initiator_id',
  fields: {
    date: field.date(label('Дата', 'Date'), { required: true }),
    state: field.enumeration(label('Состояние', 'State'), PAYMENT_REQUEST_STATES, { required: true, writable: 'system', default: 'draft' }),
    initiator_id: field.reference(label('Держатель бюджета', 'Budget holder'), 'core.user', { writable: 'system' }),
    account_id: field.reference(label('Счет списания', 'Account to pay from'), 'crm.bank_account', { required: true }),
    payee_id: field.reference(label('Получатель', 'Payee'), 'crm.counterparty', { required: true }),
    payee_account_id: field.reference(label('Счет получателя', "Payee's account"), 'crm.bank_account'),
    supplier_invoice_number: field.string(label('Счет поставщика №', "Supplier's invoice no."), 50, { searched: true }),
    supplier_invoice_date: field.date(label('Счет поставщика от', "Supplier's invoice date")),
    amount: field.money(label('Сумма', 'Amount'), { required: true }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    purpose: field.string(label('Назначение платежа', 'Purpose of payment'), 210, { searched: true }),
    pay_by: field.date(label('Оплатить до', 'Pay by')),
    approval_id: field.reference(label('Согласование', 'Approval'), 'core.approval', { writable: 'system' }),
    remark: field.string(label('Замечание согласующего', "Approver's remark"), 500, { writable: 'system' }),
    bank_file_id: field.reference(label('Файл в банк', 'Bank file'), 'accounting.bank_file', { writable: 'system' }),
    sent_to_bank_at: field.datetime(label('Отправлено в банк', 'Sent to the bank'), { writable: 'system' }),
    paid_on: field.date(label('Оплачена', 'Paid on'), { writable: 'system' }),
  },
  permissions: { read: 'payment_request.read', create: 'payment_request.create', update: 'payment_request.create' },
  title: 'number',
  indexes: [['state', 'pay_by'], ['payee_id', 'state'], ['date', 'id']],
  numbering: { prefix: 'ЗП-', digits: 6 },
  checks: { amount_positive: 'amount > 0', sent_in_a_file: '(sent_to_bank_at is null) = (bank_file_id is null)' },
});
export type PaymentRequestRow = InstanceType<typeof PaymentRequest>;
