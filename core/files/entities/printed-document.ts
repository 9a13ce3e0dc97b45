import { anyReference, defineEntity, field, label } from '../../entity/index.ts';
import { FILE_FORMATS } from './enums.ts';

/**
 * One printing of a form: the file, and the data it was made of, so that it can be made again exactly. The system alone writes it.
 * `template_version`: the template's `version` then. `data_snapshot`: values of the placeholders. `was_edited`: a person replaced the file afterwards.
 * @see «Автоматизация полного цикла продажи», §2.3, §4.2, §5.1
 */
export const PrintedDocument = defineEntity({
  id: 'core.printed_document',
  kind: 'record',
  label: { one: label('Сформированный документ', 'Printed document'), many: label('Сформированные документы', 'Printed documents') },
  path: 'printed-documents',
  fields: {
    form_code: field.string(label('Печатная форма', 'Printed form'), 40, { required: true }),
    ...anyReference('subject', label('Основание', 'Subject'), { required: true, writable: 'create' }),
    template_id: field.reference(label('Шаблон', 'Template'), 'core.document_template', { indexed: true }),
    template_version: field.integer(label('Версия шаблона', 'Template version'), { writable: 'system' }),
    format: field.enumeration(label('Формат', 'Format'), FILE_FORMATS, { required: true }),
    file_id: field.reference(label('Файл', 'File'), 'core.attachment', { writable: 'system' }),
    data_snapshot: field.json(label('Данные на момент печати', 'Data when printed'), { writable: 'system' }),
    was_edited: field.boolean(label('Правлен вручную', 'Edited by hand'), { required: true, default: false }),
    printed_at: field.datetime(label('Напечатан', 'Printed at'), { writable: 'system' }),
    printed_by: field.reference(label('Кем напечатан', 'Printed by'), 'core.user', { writable: 'system' }),
  },
  permissions: {},
  title: 'form_code',
  indexes: [['subject_entity', 'subject_id', 'form_code']],
  audited: true,
});
export type PrintedDocumentRow = InstanceType<typeof PrintedDocument>;
