import { defineEntity, field, label } from '../../../core/index.ts';
import { INN_PATTERN, KPP_PATTERN, OGRN_PATTERN, OKPO_PATTERN } from './requisites.ts';

/**
 * A legal entity of our own that sells, signs and is paid. `order_prefix` stands before the numbers of its documents.
 * @see 001 §2.3, §3.1 «Организация»
 */
export const Organization = defineEntity({
  id: 'crm.organization',
  kind: 'catalogue',
  label: { one: label('Организация', 'Organization'), many: label('Организации', 'Organizations') },
  path: 'organizations',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 250, { required: true, searched: true }),
    inn: field.string(label('ИНН', 'INN'), 12, { required: true, pattern: INN_PATTERN, searched: true }),
    kpp: field.string(label('КПП', 'KPP'), 9, { required: true, pattern: KPP_PATTERN }),
    ogrn: field.string(label('ОГРН', 'OGRN'), 15, { required: true, pattern: OGRN_PATTERN }),
    okpo: field.string(label('ОКПО', 'OKPO'), 14, { required: true, pattern: OKPO_PATTERN }),
    legal_address: field.string(label('Юридический адрес', 'Legal address'), 500, { required: true }),
    default_account_id: field.reference(label('Основной счет', 'Main account'), 'crm.bank_account'),
    order_prefix: field.string(label('Префикс номеров', 'Number prefix'), 4),
  },
});

export type OrganizationRow = InstanceType<typeof Organization>;
