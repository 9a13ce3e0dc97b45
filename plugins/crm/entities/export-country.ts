import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A country whose law a contract may name. `iso_code`: two letters of ISO 3166-1.
 * @see 001 §1.3 «Экспортные страны в договор»
 */
export const ExportCountry = defineEntity({
  id: 'crm.export_country',
  kind: 'catalogue',
  label: { one: label('Экспортная страна в договор', 'Export country'), many: label('Экспортные страны в договор', 'Export countries') },
  path: 'export-countries',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code'], ['iso_code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 100, { required: true, searched: true }),
    iso_code: field.string(label('Код страны', 'Country code'), 2, { required: true, pattern: '^[A-Z]{2}$' }),
    legislation_text: field.string(label('Текст «по законодательству»', 'Text “under the law of”'), 250, { required: true }),
  },
});

export type ExportCountryRow = InstanceType<typeof ExportCountry>;
