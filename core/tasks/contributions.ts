import { label } from '../entity/index.ts';
import type { PluginDefinition } from '../plugin/index.ts';
import { approvalFacts } from './approvals/approval-facts.ts';
import { approvalSettled, checkDecision, escalateApproval } from './approvals/decide.ts';
import { approvalDue, openApprovalTask, requestApprovalEffect, requestNextRound } from './approvals/request.ts';
import { checkAssignee, escalate, reassign } from './effects/assignment.ts';
import { cancelReminders, cancelTasks, closeItemWork, closeRunTasks } from './effects/close-work.ts';
import { createTask } from './effects/create-task.ts';
import { notify, remind } from './effects/tell.ts';
import { tasksEntities } from './entities/index.ts';
import { taskErrors } from './errors.ts';
import { escalateOverdue } from './escalation.ts';
import { approvalInvariant, workInvariant } from './invariants.ts';
import { endMapEffect, startMapEffect } from './maps/map-effects.ts';
import { mapEvents, stepCancelled, stepDone } from './maps/map-events.ts';
import { approvalProcess } from './processes/approval-process.ts';
import { processRunProcess } from './processes/process-run-process.ts';
import { reminderProcess } from './processes/reminder-process.ts';
import { taskProcess } from './processes/task-process.ts';
import { notificationRoutes } from './routes/notification-routes.ts';
import { taskRoutes } from './routes/task-routes.ts';
import { reminderFacts, taskFacts } from './task-facts.ts';

/** Everything the kernel's own work of people adds: what is asked, told, reminded of and approved, and the maps that ask. Part of the plugin `core`. */
export const kernelTaskContributions: Partial<PluginDefinition> = {
  entities: tasksEntities,
  processes: [taskProcess, reminderProcess, approvalProcess, processRunProcess],
  facts: [taskFacts, reminderFacts, approvalFacts],
  effects: [
    createTask, cancelTasks, cancelReminders, closeItemWork, closeRunTasks, notify, remind, checkAssignee, reassign, escalate,
    requestApprovalEffect, requestNextRound, openApprovalTask, checkDecision, escalateApproval, startMapEffect, endMapEffect,
  ],
  saveRules: [approvalDue],
  schedules: [escalateOverdue],
  subscriptions: [approvalSettled, mapEvents, stepDone, stepCancelled],
  permissions: [
    { code: 'task.manage', label: label('Задачи и напоминания: создавать, изменять, снимать', 'Tasks and reminders: create, change, cancel') },
    { code: 'approval.enter_on_behalf', label: label('Внести решение, принятое другим на бумаге', 'Enter a decision another person made on paper') },
  ],
  invariants: [workInvariant, approvalInvariant],
  routes: [...taskRoutes, ...notificationRoutes],
  errors: taskErrors,
};
