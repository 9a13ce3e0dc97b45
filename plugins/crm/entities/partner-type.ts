import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * The company's own classification of clients.
 * @see 001 §1.3, §2.2 «Тип клиента»
 */
export const PartnerType = defineEntity({
  id: 'crm.partner_type',
  kind: 'catalogue',
  label: { one: label('Тип клиента', 'Client type'), many: label('Типы клиентов', 'Client types') },
  path: 'partner-types',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 100, { required: true, searched: true }),
  },
});

export type PartnerTypeRow = InstanceType<typeof PartnerType>;
