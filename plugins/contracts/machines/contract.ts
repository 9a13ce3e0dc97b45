import { defineProcess, label } from '../../../core/index.ts';
import type { Condition } from '../../../core/index.ts';

/** What our form must carry before it goes to the client; each is named on its own, so that the manager mends all at once. */
const READY_TO_SEND: readonly Condition[] = [
  {
    logic: { '!=': [{ var: 'buyer_account_id' }, null] },
    code: 'contracts.buyer_account_required',
    message: label('Укажите счет покупателя.', "Choose the buyer's account."),
    who: ['sales_manager'],
  },
  {
    logic: { '!=': [{ var: 'legal_address_filled' }, false] },
    code: 'contracts.legal_address_required',
    message: label('У контрагента не заполнен юридический адрес.', 'The counterparty has no legal address.'),
    who: ['sales_manager'],
  },
];

const SIGN_FOR_COMPANY = {
  on: 'contract.company_signed',
  by: ['head_of_sales', 'deputy_general_director', 'general_director', 'administrator'],
  label: label('Подписать от компании', 'Sign for the company'),
  needs: {
    signatory_id: { label: label('Кто подписал', 'Who signed'), schema: { type: 'string', format: 'uuid' }, target: 'core.user' },
    signed_on: { label: label('Дата подписи', 'Signed on'), schema: { type: 'string', format: 'date' } },
  },
  effects: [
    { 'core.set': { signed_by_company_at: { if: [{ var: 'event.signed_on' }, { var: 'event.signed_on' }, { var: 'today' }] } } },
    'contracts.sign_for_company',
  ],
} as const;

/**
 * A contract on our typical form, from draft to archive (K-01 … K-20). The states of the other routes join it together with the protocol of
 * disagreements and the review of the counterparty's form.
 */
export const contractProcess = defineProcess({
  id: 'contracts.contract',
  label: label('Заключение договора', 'Contract'),
  parent: { entity: 'crm.interest', via: 'interest_id' },
  regions: {
    status: {
      field: 'status',
      initial: 'draft',
      label: label('Статус', 'Status'),
      states: {
        draft: { label: label('Черновик', 'Draft') },
        awaiting_client_signature: {
          label: label('На подписании у клиента', "Awaiting client's signature"),
          after: {
            'TM-4': {
              in: '5 days',
              repeat: true,
              label: label('Клиент не отвечает', 'The client does not answer'),
              when: [{ decision: 'contracts.client_answer', is: { task: 'remind_client' } }],
              effects: [
                {
                  'core.create_task': {
                    kind: 'free',
                    title: label('Договор {number}: клиент не ответил, напомните ему', 'Contract {number}: no answer from the client, remind him'),
                    role: 'sales_manager',
                    user: 'responsible_id',
                    due: '1 working day',
                    dedup: 'TM-4',
                  },
                },
              ],
            },
          },
        },
        agreed: { label: label('Согласован', 'Agreed') },
        signed: {
          label: label('Подписан', 'Signed by both sides'),
          after: {
            'TM-5': {
              in: '14 days',
              label: label('Оригинала нет в архиве', 'The original is not in the archive'),
              when: [{ logic: { '==': [{ var: 'original_received_at' }, null] } }],
              effects: [
                {
                  'core.create_task': {
                    kind: 'free',
                    title: label('Договор {number}: получите оригинал и передайте в архив', 'Contract {number}: obtain the original and hand it to the archive'),
                    role: 'sales_manager',
                    user: 'responsible_id',
                    due: '3 working days',
                    dedup: 'TM-5',
                  },
                },
              ],
            },
          },
        },
        archived: { label: label('В архиве', 'In the archive') },
        refused: { label: label('Отказ', 'Refused'), final: true },
        closed: { label: label('Закрыт', 'Closed (expired, terminated)'), final: true },
      },
    },
  },
  transitions: {
    'K-01': {
      from: 'start',
      on: 'contract.created',
      to: 'draft',
      by: ['sales_manager'],
      permission: 'contract.create',
      label: label('Создать договор', 'Create the contract'),
    },
    'K-02': {
      from: ['draft'],
      on: 'contract.sent',
      to: 'awaiting_client_signature',
      by: ['sales_manager'],
      permission: 'contract.send',
      label: label('Отправить договор клиенту', 'Send the contract to the client'),
      when: READY_TO_SEND,
      effects: [{ 'core.set': { sent_at: 'now' } }, 'contracts.print_contract'],
    },
    'K-04': {
      from: ['awaiting_client_signature'],
      on: 'contract.client_signed',
      to: 'agreed',
      by: ['administrator'],
      permission: 'contract.set_agreed',
      label: label('Подписан клиентом: согласован', 'Signed by the client: agreed'),
      needs: { signed_on: { label: label('Дата подписи клиента', 'Signed by the client on'), schema: { type: 'string', format: 'date' } } },
      effects: [
        {
          'core.set': {
            signed_by_client_at: { if: [{ var: 'event.signed_on' }, { var: 'event.signed_on' }, { var: 'today' }] },
            agreed_by: { var: 'actor.id' },
            agreed_at: 'now',
          },
        },
        { 'contracts.apply_answer': { response: 'signs' } },
      ],
    },
    'K-15': {
      from: ['draft', 'awaiting_client_signature'],
      on: 'contract.refused',
      to: 'refused',
      by: ['sales_manager', 'administrator', 'deputy_general_director'],
      permission: 'contract.register_answer',
      label: label('Договор не заключен', 'No agreement reached'),
      needs: {
        comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true },
        refusal_reason_id: { label: label('Причина отказа', 'Refusal reason'), schema: { type: 'string', format: 'uuid' }, target: 'crm.refusal_reason' },
      },
      effects: [{ 'core.set': { refusal_reason_id: { var: ['event.refusal_reason_id', null] } } }, { 'contracts.apply_answer': { response: 'refuses' } }],
    },
    'K-16': { ...SIGN_FOR_COMPANY, from: ['awaiting_client_signature'], to: '=' },
    'K-17': { ...SIGN_FOR_COMPANY, from: ['agreed'], to: 'signed' },
    'K-18': {
      from: ['agreed'],
      automatic: true,
      to: 'signed',
      label: label('Подписан обеими сторонами', 'Signed by both sides'),
      when: [{ logic: { '!=': [{ var: 'signed_by_company_at' }, null] } }],
    },
    'K-19': {
      from: ['signed'],
      on: 'contract.archived',
      to: 'archived',
      by: ['secretary'],
      permission: 'contract.archive',
      label: label('Поместить в архив', 'Place into the archive'),
      needs: {
        storage_place: { label: label('Место хранения', 'Storage place'), schema: { type: 'string', minLength: 1, maxLength: 150 }, required: true },
        medium: { label: label('Носитель', 'Medium'), schema: { type: 'string', enum: ['original', 'scan'] } },
        received_from: { label: label('Передал', 'Handed over by'), schema: { type: 'string', format: 'uuid' }, target: 'core.user' },
        original_received_at: { label: label('Оригинал получен', 'Original received'), schema: { type: 'string', format: 'date' } },
      },
      when: [
        {
          // Handing over the original is its receipt; a mere scan is filed only when the original came before.
          logic: { or: [{ '!=': [{ var: ['event.medium', 'original'] }, 'scan'] }, { '!=': [{ var: ['event.original_received_at', null] }, null] }, { '!=': [{ var: 'original_received_at' }, null] }] },
          code: 'contracts.original_not_received',
          message: label('Оригинал договора ещё не получен.', 'The original of the contract has not been received yet.'),
          who: ['sales_manager'],
        },
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
    },
    'K-20': {
      from: ['agreed', 'signed', 'archived'],
      on: 'contract.closed',
      to: 'closed',
      by: ['administrator'],
      permission: 'contract.close',
      label: label('Закрыть договор', 'Close the contract'),
      needs: { comment: { label: label('Основание', 'Ground'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
    },
  },
});
