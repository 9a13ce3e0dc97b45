import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * The tax invoice a seller issues for money received before the goods are shipped: one for each payment and VAT rate that is not cancelled.
 * `amount`: decimal string, VAT included; `vat_amount` = amount × rate / (100 + rate). `vat_rate_id` is the rate of the goods; the tax is computed from it as 20/120.
 * `payment_document`: number and date of the payer's bank document in words.
 * @see «Автоматизация полного цикла продажи», §3.3
 */
export const AdvanceTaxInvoice = defineEntity({
  id: 'accounting.advance_tax_invoice',
  kind: 'document',
  label: { one: label('Счет-фактура на аванс', 'Advance tax invoice'), many: label('Счета-фактуры на аванс', 'Advance tax invoices') },
  path: 'advance-tax-invoices',
  fields: {
    number: field.string(label('Номер', 'Number'), 20, { writable: 'system', searched: true }),
    date: field.date(label('Дата', 'Date'), { required: true }),
    payment_id: field.reference(label('Платеж', 'Payment'), 'accounting.payment', { required: true }),
    invoice_id: field.reference(label('Счет на оплату', 'Invoice'), 'crm.invoice', { indexed: true }),
    counterparty_id: field.reference(label('Покупатель', 'Buyer'), 'crm.counterparty', { required: true, indexed: true }),
    amount: field.money(label('Сумма с НДС', 'Amount with VAT'), { required: true }),
    vat_rate_id: field.reference(label('Ставка НДС (расчетная)', 'VAT rate (computed)'), 'crm.vat_rate', { required: true }),
    vat_amount: field.money(label('НДС', 'VAT'), { required: true, writable: 'system', default: '0' }),
    payment_document: field.string(label('Платежный документ № и дата', 'Payment document no. and date'), 60, { writable: 'system' }),
  },
  permissions: { create: 'advance_tax_invoice.issue', update: 'advance_tax_invoice.issue' },
  title: 'number',
  indexes: [['date'], ['payment_id', 'vat_rate_id']],
  numbering: { prefix: 'СА-', digits: 6 },
  checks: { amount_positive: 'amount > 0', vat_within_amount: 'vat_amount >= 0 and vat_amount < amount' },
});
export type AdvanceTaxInvoiceRow = InstanceType<typeof AdvanceTaxInvoice>;
