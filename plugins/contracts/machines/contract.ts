import { defineProcess, label } from '../../../core/index.ts';
import { CONCLUSION } from './contract-conclusion.ts';
import { NEGOTIATION } from './contract-negotiation.ts';
import { CONTRACT_STATES } from './contract-states.ts';

/**
 * A contract from draft to archive (K-01 … K-21): our form, the counterparty's form and amendments to ours, in as many rounds as it takes. Its parent
 * is the interest, which is considered again after every step; reviews and the protocol of disagreements send it their outcomes.
 */
export const contractProcess = defineProcess({
  id: 'contracts.contract',
  label: label('Заключение договора', 'Contract'),
  parent: { entity: 'crm.interest', via: 'interest_id' },
  regions: { status: { field: 'status', initial: 'draft', enteredAt: 'status_since', label: label('Статус', 'Status'), states: CONTRACT_STATES } },
  transitions: {
    'K-01': {
      from: 'start', on: 'contract.created', to: 'draft', by: ['sales_manager', 'lawyer'], permission: 'contract.create',
      label: label('Создать договор', 'Create the contract'),
    },
    'K-01-S': {
      from: 'start', on: 'contract.created', to: 'draft', by: ['purchasing_manager'], permission: 'contract.create',
      label: label('Внести договор поставщика', "Register a supplier's contract"),
      when: [{
        logic: { '==': [{ var: 'kind' }, 'with_supplier'] }, code: 'contracts.supplier_contract_only', who: ['sales_manager', 'lawyer'],
        message: label('Менеджер по закупкам вносит договоры с поставщиками.', 'The purchasing manager registers contracts with suppliers.'),
      }],
    },
    ...NEGOTIATION,
    ...CONCLUSION,
  },
});
