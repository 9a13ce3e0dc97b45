import { anyReference, defineEntity, field, label } from '../../entity/index.ts';
import { PROCESS_KINDS, PROCESS_RUN_STATES } from './enums.ts';

/**
 * A route map at work on one subject: which steps are open and how it ended. A subject has one running process of a definition at most.
 * `definition_code`, `definition_version`: the map it started with and keeps. `current_steps`: codes of the open steps. `steps`: step code → open, done or
 * skipped; a step that is not there waits for others.
 * `outcome`: code of the end, null while running. `cost`: decimal string in roubles, sum over the steps done.
 * @see «Автоматизация полного цикла продажи», §3.1; «Модель бизнес-процесса»
 */
export const ProcessRun = defineEntity({
  id: 'core.process_run',
  kind: 'record',
  label: { one: label('Экземпляр бизнес-процесса', 'Process run'), many: label('Экземпляры бизнес-процессов', 'Process runs') },
  path: 'process-runs',
  fields: {
    definition_code: field.string(label('Процесс', 'Process'), 60, { required: true }),
    kind: field.enumeration(label('Вид процесса', 'Kind of process'), PROCESS_KINDS, { writable: 'system' }),
    definition_version: field.integer(label('Версия карты маршрута', 'Version of the route map'), { writable: 'system' }),
    ...anyReference('subject', label('Предмет', 'Subject'), { required: true }),
    state: field.enumeration(label('Состояние', 'State'), PROCESS_RUN_STATES, { required: true, writable: 'system', default: 'running' }),
    outcome: field.string(label('Итог', 'Outcome'), 60),
    current_steps: field.strings(label('Текущие точки', 'Current steps'), { writable: 'system' }),
    steps: field.json(label('Ход процесса', 'Progress'), { writable: 'system', default: {} }),
    started_at: field.datetime(label('Начат', 'Started at'), { writable: 'system' }),
    finished_at: field.datetime(label('Завершен', 'Finished at'), { writable: 'system' }),
    initiator_id: field.reference(label('Инициатор', 'Initiator'), 'core.user', { writable: 'system' }),
    cost: field.money(label('Себестоимость процесса', 'Cost of the process'), { required: true, writable: 'system', default: '0' }),
  },
  permissions: {},
  title: 'definition_code',
  indexes: [
    ['subject_entity', 'subject_id'],
    ['definition_code', 'state'],
  ],
  checks: {
    ended_with_an_outcome: "state = 'running' or outcome is not null",
    finished_after_start: 'finished_at >= started_at',
    cost_not_negative: 'cost >= 0',
  },
  audited: true,
});
export type ProcessRunRow = InstanceType<typeof ProcessRun>;
