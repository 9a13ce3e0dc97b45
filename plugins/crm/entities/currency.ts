import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A currency. `iso_code`: three letters of ISO 4217.
 * @see 001 §2.3 «Цена в евро»
 */
export const Currency = defineEntity({
  id: 'crm.currency',
  kind: 'catalogue',
  label: { one: label('Валюта', 'Currency'), many: label('Валюты', 'Currencies') },
  path: 'currencies',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  title: 'iso_code',
  unique: [['code'], ['iso_code']],
  fields: {
    iso_code: field.string(label('Код', 'ISO code'), 3, { required: true, pattern: '^[A-Z]{3}$', searched: true }),
    name: field.string(label('Наименование', 'Name'), 50, { required: true, searched: true }),
  },
});

export type CurrencyRow = InstanceType<typeof Currency>;
