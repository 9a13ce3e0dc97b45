import { defineEntity, field, label } from '../../../core/index.ts';
import { CONFORMITY_KINDS } from './enums.ts';

/**
 * A declaration of conformity or a certificate; past `valid_to` a breakdown that uses it is warned of.
 * @see «Автоматизация полного цикла продажи», §4.2
 */
export const ConformityDocument = defineEntity({
  id: 'supply.conformity_document',
  kind: 'catalogue',
  label: { one: label('Декларация соответствия, сертификат', 'Conformity document'), many: label('Декларации соответствия, сертификаты', 'Conformity documents') },
  path: 'conformity-documents',
  fields: {
    kind: field.enumeration(label('Вид', 'Kind'), CONFORMITY_KINDS, { required: true }),
    number: field.string(label('Номер', 'Number'), 60, { required: true, searched: true }),
    valid_from: field.date(label('Действует с', 'Valid from')),
    valid_to: field.date(label('Действует по', 'Valid to'), { indexed: true }),
    product_group_ids: field.references(label('Типы оборудования', 'Equipment types'), 'crm.product_group'),
    file_id: field.reference(label('Файл', 'File'), 'core.attachment'),
  },
  permissions: { create: 'customs_docs.prepare', update: 'customs_docs.prepare' },
  title: 'number',
  unique: [['code'], ['kind', 'number']],
  checks: { period_forward: 'valid_from <= valid_to' },
});
export type ConformityDocumentRow = InstanceType<typeof ConformityDocument>;
