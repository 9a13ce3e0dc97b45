import { defineEntity, enumeration, field, label } from '../entity/index.ts';

/** How a file's taking-in stands. `refused`: something in it was wrong and nothing was taken in; `failed`: the program stopped. */
export const IMPORT_STATES = enumeration([
  ['running', 'Идёт', 'Running'],
  ['done', 'Загружено', 'Done'],
  ['refused', 'Отказано', 'Refused'],
  ['failed', 'Сбой', 'Failed'],
]);

/**
 * One file that somebody had taken in: how far it is, and what became of it. The row is written beside the import's own transaction, so that its
 * progress is seen while it runs and a refusal stays on record.
 * `done` of `total`: rows, pieces or steps as the importer counts them. `counts`: its result. `problems`: at most 500 of `problem_count`.
 */
export const ImportRun = defineEntity({
  id: 'core.import_run',
  kind: 'register',
  label: { one: label('Загрузка файла', 'Import'), many: label('Загрузки файлов', 'Imports') },
  path: 'import-runs',
  title: 'file_name',
  permissions: {},
  audited: false,
  indexes: [['started_at', 'id'], ['importer', 'started_at']],
  checks: { progress_within_total: 'done >= 0 and total >= 0' },
  fields: {
    importer: field.string(label('Вид загрузки', 'Importer'), 100, { required: true }),
    file_name: field.string(label('Файл', 'File'), 255, { required: true }),
    state: field.enumeration(label('Состояние', 'State'), IMPORT_STATES, { required: true, default: 'running' }),
    dry_run: field.boolean(label('Проба без записи', 'Dry run'), { required: true, default: false }),
    user_id: field.reference(label('Кто загружал', 'By'), 'core.user', { required: true }),
    started_at: field.datetime(label('Начата', 'Started at'), { required: true }),
    finished_at: field.datetime(label('Закончена', 'Finished at')),
    done: field.integer(label('Сделано', 'Done'), { required: true, default: 0 }),
    total: field.integer(label('Всего', 'Total'), { required: true, default: 0 }),
    counts: field.json(label('Итог', 'Counts')),
    problems: field.json(label('Ошибки', 'Problems')),
    problem_count: field.integer(label('Ошибок', 'Number of problems'), { required: true, default: 0 }),
    error: field.text(label('Причина отказа', 'Reason of the refusal')),
  },
});
