import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * The part of a payment that pays one invoice.
 * `amount`: decimal string in the payment's currency, at most the invoice's balance and what the payment has left.
 * @see «Автоматизация полного цикла продажи», §3.3
 */
export const PaymentAllocation = defineEntity({
  id: 'accounting.payment_allocation',
  kind: 'section',
  label: { one: label('Строка расшифровки платежа', 'Payment allocation'), many: label('Расшифровка платежа', 'Payment allocations') },
  path: 'payment-allocations',
  fields: {
    payment_id: field.reference(label('Платеж', 'Payment'), 'accounting.payment', { required: true, writable: 'create', indexed: true }),
    invoice_id: field.reference(label('Счет на оплату', 'Invoice'), 'crm.invoice', { required: true, indexed: true }),
    amount: field.money(label('Сумма', 'Amount'), { required: true }),
  },
  permissions: { create: 'payment.create', update: 'payment.create', delete: 'payment.create' },
  title: 'invoice_id',
  checks: { amount_positive: 'amount > 0' },
});
export type PaymentAllocationRow = InstanceType<typeof PaymentAllocation>;
