import { defineProcess, label } from '../../../core/index.ts';
import type { Condition } from '../../../core/index.ts';
import { PROTOCOL_STATES } from '../entities/index.ts';
import { must } from './contract-negotiation.ts';

const states = Object.fromEntries(PROTOCOL_STATES.map(({ code, label: text }) => [code, { label: text, ...(code === 'superseded' || code === 'signed' ? { final: true } : {}) }]));
const text = { type: 'string', maxLength: 20_000 } as const;

const UNSIGNED: readonly Condition[] = [must('contracts.protocol_signed', { '==': [{ var: 'signed_by_company_at' }, null] }, ['administrator'])];
const SIGN = {
  from: ['approved', 'sent_to_client'], on: 'protocol.company_signed', to: '=', when: UNSIGNED,
  needs: {
    signatory_id: { label: label('Кто подписал', 'Who signed'), schema: { type: 'string', format: 'uuid' }, target: 'core.user', behalf: true },
    signed_on: { label: label('Дата подписи', 'Signed on'), schema: { type: 'string', format: 'date' } },
  },
  effects: [{ 'core.set': { signed_by_company_at: { if: [{ var: 'event.signed_on' }, { var: 'event.signed_on' }, { var: 'today' }] } } }, 'contracts.sign_protocol'],
} as const;
const REPLACED = { label: label('Протокол заменён', 'The protocol is replaced'), to: 'superseded', effects: ['core.close_item_work'] } as const;
const LIVE = ['drafting', 'under_review', 'returned', 'approved', 'sent_to_client'] as const;

/**
 * One round of disagreements (DP-01 … DP-09). Consent is that of the reviewers of R-05b; the contract tells it of the client's signature, of new
 * amendments, and of the end of the negotiation.
 */
export const protocolProcess = defineProcess({
  id: 'contracts.disagreement_protocol',
  label: label('Протокол разногласий', 'Protocol of disagreements'),
  parent: { entity: 'contracts.contract', via: 'contract_id' },
  regions: { state: { field: 'state', initial: 'drafting', label: label('Состояние', 'State'), states } },
  transitions: {
    'DP-01': { from: 'start', on: 'contract.amendments_received', to: 'drafting', label: label('Открыть протокол', 'Open the protocol') },
    'DP-02': {
      from: ['drafting', 'returned'], on: 'protocol.submitted', to: 'under_review', by: ['sales_manager', 'administrator'], permission: 'protocol.edit',
      label: label('Отправить на согласование', 'Submit for approval'),
      when: [must('contracts.protocol_empty', { '>': [{ var: 'item_count' }, 0] }, ['sales_manager', 'administrator'])],
      effects: ['contracts.submit_protocol'],
    },
    'DP-03': { from: ['under_review'], on: 'approval.approved', to: 'approved', label: label('Согласован', 'Approved') },
    'DP-03-P': {
      from: ['under_review'], on: 'protocol.points_decided', to: '=', by: ['head_of_sales', 'deputy_general_director', 'general_director', 'financier'], permission: 'protocol.approve',
      label: label('Решить по пунктам', 'Decide the points'),
      needs: {
        decisions: {
          label: label('Решения', 'Decisions'),
          required: true,
          schema: {
            type: 'array',
            minItems: 1,
            maxItems: 200,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['item_id', 'decision'],
              properties: { item_id: { type: 'string', format: 'uuid' }, decision: { type: 'string', enum: ['open', 'accept_client', 'keep_ours', 'compromise'] }, comment: text, proposed_wording: text },
            },
          },
        },
      },
      effects: ['contracts.decide_points'],
    },
    'DP-04': { from: ['under_review'], on: 'approval.returned', to: 'returned', label: label('Вернуть на корректировку', 'Return for correction'), effects: ['contracts.next_revision'] },
    'DP-04-R': { from: ['under_review'], on: 'approval.rejected', to: 'returned', label: label('Не согласован', 'Rejected'), effects: ['contracts.next_revision'] },
    'DP-04-W': { from: ['under_review'], on: 'approval.withdrawn', to: 'returned', label: label('Согласование отозвано', 'The approval was withdrawn') },
    'DP-05': {
      ...SIGN, by: ['head_of_sales', 'deputy_general_director', 'general_director'], permission: 'protocol.sign', label: label('Подписать протокол', 'Sign the protocol'),
    },
    'DP-05-P': { ...SIGN, by: ['administrator'], permission: 'contract.enter_signature', label: label('Внести подпись на протоколе', 'Enter the signature on the protocol') },
    'DP-06': {
      from: ['approved'], on: 'protocol.sent', to: 'sent_to_client', by: ['administrator'], permission: 'protocol.send', label: label('Отправить протокол клиенту', 'Send the protocol to the client'),
      when: [must('contracts.protocol_unsigned', { or: [{ '==': [{ var: 'p.protocol_company_signs_first' }, false] }, { '!=': [{ var: 'signed_by_company_at' }, null] }] }, ['deputy_general_director'])],
      effects: [{ 'core.set': { sent_at: 'now' } }, 'contracts.send_protocol'],
    },
    'DP-07': {
      from: ['sent_to_client'], on: 'contract.client_signed', to: 'signed', label: label('Подписан клиентом', 'Signed by the client'),
      effects: [{ 'core.set': { signed_by_client_at: { var: ['event.signed_on', null] } } }],
    },
    'DP-08': { ...REPLACED, from: ['approved', 'sent_to_client'], on: 'contract.amendments_received' },
    'DP-08-F': { ...REPLACED, from: ['approved', 'sent_to_client'], on: 'contract.own_form_received' },
    'DP-09': { ...REPLACED, from: LIVE, on: 'contract.refused' },
    'DP-09-T': { ...REPLACED, from: LIVE, on: 'contract.typical_form_chosen' },
  },
});
