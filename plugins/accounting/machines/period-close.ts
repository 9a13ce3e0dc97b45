import { defineProcess, label } from '../../../core/index.ts';

/** A month of an organization: closed when its documents are posted, opened again only with a reason that stays in the history. */
export const periodCloseProcess = defineProcess({
  id: 'accounting.period_close',
  label: label('Закрытие месяца', 'Month close'),
  regions: {
    state: {
      field: 'state',
      initial: 'closed',
      label: label('Состояние', 'State'),
      states: { closed: { label: label('Закрыт', 'Closed') }, open: { label: label('Открыт', 'Open') } },
    },
  },
  transitions: {
    'PC-01': { from: 'start', on: 'period_close.created', to: 'closed', by: ['accountant'], permission: 'period.close', label: label('Закрыть месяц', 'Close the month') },
    'PC-02': {
      from: ['closed'],
      on: 'period.reopened',
      to: 'open',
      by: ['accountant'],
      permission: 'period.close',
      label: label('Открыть месяц', 'Open the month again'),
      needs: { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
      effects: [{ 'core.set': { closed_at: null, closed_by: null } }],
    },
    'PC-03': {
      from: ['open'],
      on: 'period.closed',
      to: 'closed',
      by: ['accountant'],
      permission: 'period.close',
      label: label('Закрыть месяц', 'Close the month'),
      when: [
        {
          logic: { '==': [{ var: 'unposted_count' }, 0] },
          code: 'accounting.month_has_drafts',
          message: label('В этом месяце есть непроведённые документы: {unposted_count} ({unposted_documents}).', 'Documents of this month are not posted yet: {unposted_count} ({unposted_documents}).'),
          who: ['accountant'],
        },
      ],
      effects: [{ 'core.set': { closed_at: 'now', closed_by: { var: 'actor.id' } } }],
    },
  },
});
