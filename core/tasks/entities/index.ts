import { Approval } from './approval.ts';
import { Notification } from './notification.ts';
import { ProcessRun } from './process-run.ts';
import { Reminder } from './reminder.ts';
import { Task } from './task.ts';

export { Approval } from './approval.ts';
export type { ApprovalRow } from './approval.ts';
export {
  APPROVAL_STATES,
  NOTIFICATION_CHANNELS,
  PROCESS_KINDS,
  PROCESS_RUN_STATES,
  REMINDER_STATES,
  TASK_STATES,
} from './enums.ts';
export { Notification } from './notification.ts';
export type { NotificationRow } from './notification.ts';
export { ProcessRun } from './process-run.ts';
export type { ProcessRunRow } from './process-run.ts';
export { Reminder } from './reminder.ts';
export type { ReminderRow } from './reminder.ts';
export { Task } from './task.ts';
export type { TaskRow } from './task.ts';

/** What people are asked, told and reminded of, and the route maps that ask; owners before what refers to them. */
export const tasksEntities = [ProcessRun, Approval, Task, Reminder, Notification] as const;
