import { label } from '../../../core/index.ts';
import type { TransitionSpec } from '../../../core/index.ts';
import { must } from './contract-negotiation.ts';

const date = { type: 'string', format: 'date' } as const;
const reference = { type: 'string', format: 'uuid' } as const;

const SIGN = {
  on: 'contract.company_signed',
  needs: {
    signatory_id: { label: label('Кто подписал', 'Who signed'), schema: reference, target: 'core.user', behalf: true },
    signed_on: { label: label('Дата подписи', 'Signed on'), schema: date },
  },
  effects: [
    { 'core.set': { signed_by_company_at: { if: [{ var: 'event.signed_on' }, { var: 'event.signed_on' }, { var: 'today' }] } } },
    'contracts.sign_for_company',
  ],
} as const;
const BY_SIGNATORY = { ...SIGN, by: ['head_of_sales', 'deputy_general_director', 'general_director'], permission: 'contract.sign', label: label('Подписать от компании', 'Sign for the company') } as const;
/** Signed on paper; whoever enters it is named beside the signatory. */
const ON_BEHALF = { ...SIGN, by: ['administrator'], permission: 'contract.enter_signature', label: label('Внести подпись компании с бумаги', "Enter the company's signature from paper") } as const;

/** From the agreed text to the archive, and what becomes of a contract afterwards (K-16 … K-21). */
export const CONCLUSION: Readonly<Record<string, TransitionSpec>> = {
  'K-16': { ...BY_SIGNATORY, from: ['awaiting_client_signature'], to: '=' },
  'K-16-P': { ...ON_BEHALF, from: ['awaiting_client_signature'], to: '=' },
  'K-17': { ...BY_SIGNATORY, from: ['agreed'], to: 'signed' },
  'K-17-P': { ...ON_BEHALF, from: ['agreed'], to: 'signed' },
  'K-18': {
    from: ['agreed'], automatic: true, to: 'signed', label: label('Подписан обеими сторонами', 'Signed by both sides'),
    when: [{ logic: { '!=': [{ var: 'signed_by_company_at' }, null] } }],
  },
  'K-19': {
    from: ['signed'], on: 'contract.archived', to: 'archived', by: ['secretary'], permission: 'contract.archive', label: label('Поместить в архив', 'Place into the archive'),
    needs: {
      storage_place: { label: label('Место хранения', 'Storage place'), schema: { type: 'string', minLength: 1, maxLength: 150 }, required: true },
      medium: { label: label('Носитель', 'Medium'), schema: { type: 'string', enum: ['original', 'scan'] } },
      received_from: { label: label('Передал', 'Handed over by'), schema: reference, target: 'core.user' },
      original_received_at: { label: label('Оригинал получен', 'Original received'), schema: date },
    },
    when: [
      // Handing over the original is its receipt; a mere scan is filed only when the original came before.
      must('contracts.original_not_received', { or: [{ '!=': [{ var: ['event.medium', 'original'] }, 'scan'] }, { '!=': [{ var: ['event.original_received_at', null] }, null] }, { '!=': [{ var: 'original_received_at' }, null] }] }),
    ],
    effects: [
      {
        'core.set': {
          original_received_at: {
            if: [{ var: 'event.original_received_at' }, { var: 'event.original_received_at' }, { var: 'original_received_at' }, { var: 'original_received_at' }, { var: 'today' }],
          },
        },
      },
      'core.cancel_tasks', 'contracts.file_to_archive',
    ],
    source: '«Процесс заключения договора с клиентом», §4',
  },
  'K-20': {
    from: ['agreed', 'signed', 'archived'], on: 'contract.closed', to: 'closed', by: ['administrator'], permission: 'contract.close', label: label('Закрыть договор', 'Close the contract'),
    needs: { comment: { label: label('Основание', 'Ground'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
    effects: ['core.cancel_tasks'],
  },
  'K-21': {
    from: ['closed', 'archived'], on: 'contract.renewed', to: '=', by: ['sales_manager'], permission: 'contract.renew', label: label('Продлить договор', 'Renew the contract'),
    needs: {
      number: { label: label('Номер нового договора', 'Number of the new contract'), schema: { type: 'string', minLength: 1, maxLength: 50 } },
      date: { label: label('Дата нового договора', 'Date of the new contract'), schema: date },
      valid_until: { label: label('Действует до', 'Valid until'), schema: date },
      amount: { label: label('Сумма договора', 'Contract amount'), schema: { type: 'string', pattern: '^[0-9]{1,13}(\\.[0-9]{1,2})?$' } },
      interest_id: { label: label('Интерес', 'Interest'), schema: reference, target: 'crm.interest' },
    },
    effects: ['contracts.renew_contract'],
  },
};
