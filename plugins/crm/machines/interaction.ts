import { defineProcess, label } from '../../../core/index.ts';
import { INTERACTION_STATES } from '../enums/index.ts';
import { text } from './needs.ts';
import { INTERNAL_ROLES } from './roles.ts';
import { statesOf } from './states.ts';

const MOMENT = { type: 'string', format: 'date-time' } as const;

/** A planned call, letter or meeting until it is done; what already happened is logged as done. @see 001 §2.1, §7.1; 002 L53–72 */
export const interactionProcess = defineProcess({
  id: 'crm.interaction',
  label: label('Взаимодействие', 'Interaction'),
  regions: {
    state: {
      field: 'state',
      initial: 'planned',
      states: statesOf(INTERACTION_STATES, {
        final: ['done', 'cancelled'],
        more: { deferred: { after: { 'IA-04': { in: '1 minute', from: 'start_at', send: 'interaction.planned', label: label('Наступил перенесённый срок', 'The new time has come') } } } },
      }),
    },
  },
  transitions: {
    'IA-01': { from: 'start', on: 'interaction.planned', to: 'planned', label: label('Запланировать', 'Plan'), source: '001 §2.1' },
    'IA-06': { from: 'start', on: 'interaction.logged', to: 'done', label: label('Записать состоявшееся', 'Log'), source: '002 L53–54' },
    'IA-02': {
      from: ['planned', 'deferred'], on: 'interaction.done', to: 'done', label: label('Выполнено', 'Done'), by: INTERNAL_ROLES, permission: 'interaction.manage',
      needs: { result: text('Результат', 'Result') },
      when: [{ logic: { or: [{ '!!': [{ var: ['event.result', null] }] }, { '!!': [{ var: 'result' }] }] }, code: 'crm.result_required', message: label('Опишите результат.', 'Describe the result.') }],
      effects: [{ 'core.set': { result: { if: [{ '!!': [{ var: ['event.result', null] }] }, { var: 'event.result' }, { var: 'result' }] } } }], source: '001 §7.1',
    },
    'IA-03': {
      from: ['planned'], on: 'interaction.deferred', to: 'deferred', label: label('Отложить', 'Defer'), by: INTERNAL_ROLES, permission: 'interaction.manage',
      needs: { start_at: { label: label('Новое начало', 'New start'), schema: MOMENT, required: true } },
      effects: [{ 'core.set': { start_at: { var: 'event.start_at' } } }], source: '002 L63',
    },
    'IA-04': { from: ['deferred'], on: 'interaction.planned', to: 'planned', label: label('Снова запланировано', 'Planned again') },
    'IA-05': { from: ['planned', 'deferred'], on: 'interaction.cancelled', to: 'cancelled', label: label('Отменить', 'Cancel'), by: INTERNAL_ROLES, permission: 'interaction.manage' },
  },
});
