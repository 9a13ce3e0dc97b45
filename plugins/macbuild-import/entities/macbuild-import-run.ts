import { defineEntity, enumeration, field, label } from '../../../core/index.ts';

/** What became of a press of «Загрузить». */
export const RUN_STATES = enumeration([
  ['ok', 'Загружен', 'Loaded'],
  ['ok_with_empty', 'Загружен, есть пустые строки', 'Loaded, with empty rows'],
  ['failed', 'Не загружен', 'Failed'],
]);

/**
 * One loading of a MacBuild order into a customer order, in place of the paper notebook of numbers. A failed one changed nothing; `macbuild_order_id`
 * is empty when the file could not be read at all.
 * @see 001 §2.3
 */
export const MacbuildImportRun = defineEntity({
  id: 'macbuild_import.macbuild_import_run',
  kind: 'register',
  label: { one: label('Загрузка из МакБилд', 'MacBuild import'), many: label('Загрузки из МакБилд', 'MacBuild imports') },
  path: 'macbuild-import-runs',
  title: 'macbuild_number',
  permissions: {},
  audited: false,
  indexes: [['macbuild_order_id', 'started_at'], ['customer_order_id', 'started_at'], ['started_at', 'id'], ['state', 'started_at']],
  checks: { counts_not_negative: 'created_products >= 0 and matched_products >= 0 and empty_lines >= 0 and line_count >= 0' },
  fields: {
    macbuild_order_id: field.reference(label('Заказ МакБилд', 'MacBuild order'), 'macbuild_import.macbuild_order'),
    customer_order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { required: true }),
    macbuild_number: field.string(label('Номер МакБилда', 'MacBuild number'), 30),
    file_name: field.string(label('Файл', 'File'), 255),
    started_at: field.datetime(label('Когда', 'Started at'), { required: true }),
    user_id: field.reference(label('Кто загружал', 'By'), 'core.user', { required: true }),
    line_count: field.integer(label('Строк', 'Lines'), { required: true, default: 0 }),
    created_products: field.integer(label('Создано номенклатуры', 'Products created'), { required: true, default: 0 }),
    matched_products: field.integer(label('Найдено номенклатуры', 'Products matched'), { required: true, default: 0 }),
    empty_lines: field.integer(label('Пустых строк', 'Empty rows'), { required: true, default: 0 }),
    state: field.enumeration(label('Состояние', 'State'), RUN_STATES, { required: true, default: 'ok' }),
    error: field.text(label('Ошибка', 'Error')),
  },
});
