import { defineEntity, field, label } from '../../../core/index.ts';

/**
 * A group of clients that are sold to alike; its typical agreement is proposed to them.
 * @see 001 §1.3, §2.2 «Сегмент клиента»; 002 L183
 */
export const Segment = defineEntity({
  id: 'crm.segment',
  kind: 'catalogue',
  label: { one: label('Сегмент клиентов', 'Client segment'), many: label('Сегменты клиентов', 'Client segments') },
  path: 'segments',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code']],
  fields: {
    name: field.string(label('Наименование', 'Name'), 100, { required: true, searched: true }),
    default_agreement_id: field.reference(label('Типовое соглашение', 'Typical agreement'), 'crm.agreement'),
  },
});

export type SegmentRow = InstanceType<typeof Segment>;
