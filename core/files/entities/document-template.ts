import { defineEntity, field, label } from '../../entity/index.ts';
import { FILE_FORMATS } from './enums.ts';

/**
 * A file a form is printed from, made or uploaded by users without programming.
 * `form_code`: the printed form. `locale`: ISO 639-1 of its text. `conditions`: JSON-logic that chooses among templates of one form, null = always.
 * `placeholders`: names found in the file; an unknown one is refused at upload. `valid_from`: calendar date.
 * @see «4 операции в продажах, которые полезно регламентировать»
 */
export const DocumentTemplate = defineEntity({
  id: 'core.document_template',
  kind: 'catalogue',
  label: { one: label('Шаблон документа', 'Document template'), many: label('Шаблоны документов', 'Document templates') },
  path: 'document-templates',
  fields: {
    form_code: field.string(label('Печатная форма', 'Printed form'), 40, { required: true }),
    name: field.string(label('Наименование', 'Name'), 150, { required: true, searched: true }),
    format: field.enumeration(label('Формат', 'Format'), FILE_FORMATS, { required: true }),
    locale: field.string(label('Язык', 'Language'), 2, { required: true, pattern: '^[a-z]{2}$' }),
    file_id: field.reference(label('Файл шаблона', 'Template file'), 'core.attachment', { required: true }),
    conditions: field.json(label('Условие применения', 'Applies when')),
    placeholders: field.strings(label('Подстановки', 'Placeholders'), { writable: 'system' }),
    valid_from: field.date(label('Действует с', 'Valid from'), { required: true }),
  },
  permissions: { create: 'template.manage', update: 'template.manage', delete: 'template.manage' },
  title: 'name',
  indexes: [['form_code', 'format', 'locale', 'valid_from']],
  audited: true,
});
export type DocumentTemplateRow = InstanceType<typeof DocumentTemplate>;
