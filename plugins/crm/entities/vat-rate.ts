import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A VAT rate with the period in which the law has it. `rate`: percent, null for «Без НДС», which is not the same as 0 %.
 * @see 001 §1.4 «Ставка НДС»
 */
export const VatRate = defineEntity({
  id: 'crm.vat_rate',
  kind: 'catalogue',
  label: { one: label('Ставка НДС', 'VAT rate'), many: label('Ставки НДС', 'VAT rates') },
  path: 'vat-rates',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  checks: { rate_in_range: 'rate between 0 and 100', period_ordered: 'valid_from <= valid_to' },
  fields: {
    name: field.string(label('Наименование', 'Name'), 20, { required: true, searched: true }),
    rate: field.decimal(label('Ставка, %', 'Rate, %'), 5, 2, { minimum: '0' }),
    valid_from: field.date(label('Действует с', 'Valid from')),
    valid_to: field.date(label('Действует по', 'Valid to')),
  },
});

export type VatRateRow = InstanceType<typeof VatRate>;
