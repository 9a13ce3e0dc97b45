import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * Roubles for one unit of a currency on a date; the latest earlier row counts on days without one.
 * @see 001 §2.3 (price in euro, order in roubles)
 */
export const CurrencyRate = defineEntity({
  id: 'crm.currency_rate',
  kind: 'record',
  label: { one: label('Курс валюты', 'Currency rate'), many: label('Курсы валют', 'Currency rates') },
  path: 'currency-rates',
  permissions: { create: 'price.edit', update: 'price.edit', delete: 'price.edit' },
  title: 'date',
  unique: [['currency_id', 'date']],
  checks: { rate_positive: 'rate > 0' },
  fields: {
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true, writable: 'create' }),
    date: field.date(label('Дата', 'Date'), { required: true }),
    rate: field.decimal(label('Курс', 'Rate'), 15, 6, { required: true, minimum: '0.000001' }),
  },
});

export type CurrencyRateRow = InstanceType<typeof CurrencyRate>;
