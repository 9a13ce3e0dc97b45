import { label } from '../../entity/index.ts';
import type { Condition } from '../../process/index.ts';
import { defineProcess } from '../../process/index.ts';
import { taskErrors } from '../errors.ts';

const own: Condition = { logic: { '==': [{ var: 'actor_is_recipient' }, true] }, code: 'core.not_recipient', message: taskErrors['core.not_recipient'] };

/** A reminder stands until its recipient has dealt with it or its reason is gone. */
export const reminderProcess = defineProcess({
  id: 'core.reminder',
  label: label('Напоминание', 'Reminder'),
  regions: {
    state: {
      field: 'state',
      initial: 'active',
      states: {
        active: { label: label('Активно', 'Active') },
        done: { label: label('Отработано', 'Done'), final: true },
        cancelled: { label: label('Снято', 'Cancelled'), final: true },
      },
    },
  },
  transitions: {
    'RM-01': { from: 'start', to: 'active', label: label('Напомнить', 'Remind') },
    'RM-02': {
      from: ['active'], on: 'reminder.done', to: 'done', by: ['any'], label: label('Отработать', 'Done'),
      when: [own],
      effects: [{ 'core.set': { done_at: 'now' } }],
    },
    'RM-02R': { from: ['active'], on: 'reminder.done', to: 'done', effects: [{ 'core.set': { done_at: 'now' } }] },
    'RM-03': { from: ['active'], on: 'reminder.cancelled', to: 'cancelled', effects: [{ 'core.set': { done_at: 'now' } }] },
  },
});
