import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * What an interest asks for, such as equipment, spare parts or service.
 * @see 001 §2.1 «Тип услуги»
 */
export const ServiceType = defineEntity({
  id: 'crm.service_type',
  kind: 'catalogue',
  label: { one: label('Тип услуги', 'Service type'), many: label('Типы услуг', 'Service types') },
  path: 'service-types',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
  },
});

export type ServiceTypeRow = InstanceType<typeof ServiceType>;
