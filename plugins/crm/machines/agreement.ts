import { defineProcess, label } from '../../../core/index.ts';
import { AGREEMENT_STATUSES } from '../enums/index.ts';
import { statesOf } from './states.ts';

/** Terms of sale come into force by the head's approval. @see 002 L188 */
export const agreementProcess = defineProcess({
  id: 'crm.agreement',
  label: label('Соглашение', 'Agreement'),
  regions: { status: { field: 'status', initial: 'not_agreed', states: statesOf(AGREEMENT_STATUSES, { final: ['closed'] }) } },
  transitions: {
    'AG-01': {
      from: ['not_agreed'], on: 'agreement.approved', to: 'active', label: label('Утвердить', 'Approve'), by: ['head_of_sales'], permission: 'agreement.approve',
      effects: [{ 'core.set': { approved_by: { var: 'actor.id' } } }], source: '002 L188',
    },
    'AG-02': { from: ['active'], on: 'agreement.closed', to: 'closed', label: label('Закрыть', 'Close'), by: ['head_of_sales'], permission: 'agreement.approve' },
  },
});
