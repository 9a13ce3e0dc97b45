import { enumeration } from '../../entity/index.ts';

/** States of a task; `new` and `in_progress` are open. */
export const TASK_STATES = enumeration([
  ['new', 'Новая', 'New'],
  ['in_progress', 'В работе', 'In progress'],
  ['done', 'Выполнена', 'Done'],
  ['cancelled', 'Отменена', 'Cancelled'],
]);

/** States of a reminder. */
export const REMINDER_STATES = enumeration([
  ['active', 'Активно', 'Active'],
  ['done', 'Отработано', 'Done'],
  ['cancelled', 'Снято', 'Cancelled'],
]);

/** Ways a notification reaches its reader. */
export const NOTIFICATION_CHANNELS = enumeration([
  ['ui', 'В системе', 'In the application'],
  ['email', 'Эл. почта', 'E-mail'],
]);

/** States of an approval; `returned` asks for a correction, `rejected` ends the matter. */
export const APPROVAL_STATES = enumeration([
  ['pending', 'На согласовании', 'Pending'],
  ['approved', 'Согласовано', 'Approved'],
  ['returned', 'На корректировке', 'Returned for correction'],
  ['rejected', 'Не согласовано', 'Rejected'],
  ['withdrawn', 'Отозвано', 'Withdrawn'],
]);

/** States of a running route map. */
export const PROCESS_RUN_STATES = enumeration([
  ['running', 'Выполняется', 'Running'],
  ['completed', 'Завершен', 'Completed'],
  ['terminated', 'Прекращен', 'Terminated'],
]);

/** Steps in a fixed order, or free moves between states. */
export const PROCESS_KINDS = enumeration([
  ['sequence', 'Последовательный бизнес-процесс', 'Sequential process'],
  ['states', 'Бизнес-процесс со статусами', 'Process with states'],
]);
