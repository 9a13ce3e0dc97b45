import { defineEntity, field, label } from '../../../core/index.ts';
import { PROCESS_MODES } from '../enums/index.ts';

/**
 * A type of deal: how strictly its stages are controlled and, when a company sells in several ways, by which process.
 * @see 002 L18–24
 */
export const InterestType = defineEntity({
  id: 'crm.interest_type',
  kind: 'catalogue',
  label: { one: label('Тип сделки', 'Deal type'), many: label('Типы сделок', 'Deal types') },
  path: 'interest-types',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    process_mode: field.enumeration(label('Контроль этапов', 'Control of stages'), PROCESS_MODES, { required: true, default: 'strict' }),
    regulation_code: field.string(label('Регламент', 'Regulation'), 60),
  },
});

export type InterestTypeRow = InstanceType<typeof InterestType>;
