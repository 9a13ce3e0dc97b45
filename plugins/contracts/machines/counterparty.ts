import { defineProcess, label } from '../../../core/index.ts';

/** Verification and approval of a counterparty's requisites (K-31 … K-34); no invoice goes out before it. */
export const counterpartyProcess = defineProcess({
  id: 'crm.counterparty',
  label: label('Одобрение контрагента', 'Approval of the counterparty'),
  regions: {
    approval: {
      field: 'approval_state',
      initial: 'not_approved',
      label: label('Одобрение', 'Approval'),
      states: {
        not_approved: { label: label('Не одобрен', 'Not approved') },
        approved: { label: label('Одобрен', 'Approved') },
      },
    },
  },
  transitions: {
    'K-31': {
      from: 'any',
      on: 'registry.checked',
      to: '=',
      by: ['administrator', 'sales_manager'],
      permission: 'counterparty.check',
      label: label('Внести проверку по реестру', 'Record a registry check'),
      needs: {
        result: { label: label('Результат', 'Result'), schema: { type: 'string', enum: ['ok', 'mismatch', 'not_found', 'unreliable'] }, required: true },
        service: { label: label('Сервис', 'Service'), schema: { type: 'string', minLength: 1, maxLength: 30 } },
        differences: {
          label: label('Расхождения', 'Differences'),
          schema: {
            type: 'array',
            maxItems: 50,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['field'],
              properties: {
                field: { type: 'string', maxLength: 100 },
                ours: { type: ['string', 'null'], maxLength: 500 },
                registry: { type: ['string', 'null'], maxLength: 500 },
              },
            },
          },
        },
      },
      effects: ['contracts.record_registry_check'],
    },
    'K-32': {
      from: ['not_approved'],
      on: 'requisites.incomplete',
      to: '=',
      by: ['administrator'],
      permission: 'counterparty.check',
      label: label('Запросить недостающие данные', 'Ask for the missing data'),
      needs: {
        fields: { label: label('Чего не хватает', 'What is missing'), schema: { type: 'array', maxItems: 30, items: { type: 'string', minLength: 1, maxLength: 60 } } },
      },
      effects: ['contracts.request_data'],
    },
    'K-33': {
      from: ['not_approved'],
      on: 'counterparty.approved',
      to: 'approved',
      by: ['administrator'],
      permission: 'counterparty.approve',
      label: label('Одобрить контрагента', 'Approve the counterparty'),
      needs: {
        verified_counterparty: { label: label('Реквизиты сверены', 'Requisites verified'), schema: { type: 'boolean' }, required: true },
        verified_accounts: { label: label('Банковские счета сверены', 'Bank accounts verified'), schema: { type: 'boolean' }, required: true },
        verified_contract: { label: label('Договор сверен с файлом', 'Contract compared with the file'), schema: { type: 'boolean' }, required: true },
      },
      when: [
        { decision: 'contracts.counterparty_approval', is: { allowed: true }, who: ['administrator', 'sales_manager'] },
        {
          logic: { '!=': [{ var: 'created_by' }, { var: 'actor.id' }] },
          code: 'contracts.own_requisites',
          message: label('Контрагента одобряет не тот, кто внёс его реквизиты.', 'Whoever registered the requisites does not approve them.'),
          who: ['administrator'],
        },
      ],
      effects: [{ 'core.set': { approved: true, approved_at: 'now', approved_by: { var: 'actor.id' } } }],
    },
    'K-34': {
      from: ['approved'],
      on: 'counterparty.approval_revoked',
      to: 'not_approved',
      by: ['administrator'],
      permission: 'counterparty.approve',
      label: label('Снять одобрение', 'Revoke the approval'),
      needs: { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
      effects: [{ 'core.set': { approved: false, approved_at: null, approved_by: null } }],
    },
  },
});
