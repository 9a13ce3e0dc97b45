import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * Payment orders that left for the bank in one file (1CClientBankExchange, windows-1251); the file itself is attached to the row.
 * `total`: decimal string, the sum of its rows. `date`: of the payment orders, today unless another is given; `pay_until`: calendar date; without rows of its own the file takes every approved request due by then.
 * @see «Битрикс24 … процессы», заявки на оплату
 */
export const BankFile = defineEntity({
  id: 'accounting.bank_file',
  kind: 'document',
  label: { one: label('Файл платежных поручений', 'File of payment orders'), many: label('Файлы платежных поручений', 'Files of payment orders') },
  path: 'bank-files',
  fields: {
    date: field.date(label('Дата', 'Date'), { required: true, writable: 'create' }),
    account_id: field.reference(label('Счет списания', 'Account to pay from'), 'crm.bank_account', { required: true, writable: 'create' }),
    pay_until: field.date(label('Оплатить до', 'Pay until'), { writable: 'create' }),
    total: field.money(label('Сумма', 'Total'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: { read: 'payment_request.export', create: 'payment_request.export' },
  title: 'number',
  sections: { orders: { entity: 'accounting.bank_file_order', via: 'bank_file_id', label: label('Платежные поручения', 'Payment orders') } },
  indexes: [['account_id', 'date']],
  numbering: { prefix: 'БФ-', digits: 6 },
  checks: { total_not_negative: 'total >= 0' },
});
export type BankFileRow = InstanceType<typeof BankFile>;

/**
 * One payment order of a file. `order_number`: up to six digits, as the bank numbers them; `amount`: decimal string, as it was approved.
 */
export const BankFileOrder = defineEntity({
  id: 'accounting.bank_file_order',
  kind: 'section',
  label: { one: label('Платежное поручение', 'Payment order'), many: label('Платежные поручения', 'Payment orders') },
  path: 'bank-file-orders',
  fields: {
    bank_file_id: field.reference(label('Файл', 'File'), 'accounting.bank_file', { required: true, writable: 'create', indexed: true }),
    request_id: field.reference(label('Заявка на оплату', 'Payment request'), 'accounting.payment_request', { required: true, indexed: true }),
    order_number: field.string(label('Номер поручения', 'Order number'), 6, { writable: 'system' }),
    amount: field.money(label('Сумма', 'Amount'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: { create: 'payment_request.export', update: 'payment_request.export' },
  title: 'order_number',
});
export type BankFileOrderRow = InstanceType<typeof BankFileOrder>;
