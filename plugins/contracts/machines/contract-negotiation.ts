import { label } from '../../../core/index.ts';
import type { Condition, TransitionSpec } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';

type Code = keyof typeof contractsErrors;
type Needs = NonNullable<TransitionSpec['needs']>;
type Effects = NonNullable<TransitionSpec['effects']>;

/** A condition whose refusal is one of the plugin's own. */
export function must(code: Code, logic: unknown, who: readonly string[] = ['sales_manager']): Condition {
  return { logic, code, message: contractsErrors[code], who };
}

const filled = (name: string): unknown => ({ '!!': [{ var: [name, ''] }] });

/** What our form must carry before it goes to the client; each is named on its own, so that the manager mends all at once. */
const READY_TO_SEND: readonly Condition[] = [
  must('contracts.buyer_account_required', { '!=': [{ var: 'buyer_account_id' }, null] }),
  must('contracts.organization_account_required', { '!=': [{ var: 'organization_account_id' }, null] }),
  must('contracts.legal_address_required', { '!=': [{ var: 'legal_address_filled' }, false] }),
  must('contracts.client_signatory_required', { and: [filled('client_signatory'), filled('client_basis')] }),
  must('contracts.company_signatory_required', { and: [{ '!=': [{ var: 'company_signatory_id' }, null] }, filled('company_basis')] }),
];

const ANSWER = { by: ['sales_manager', 'administrator'], permission: 'contract.register_answer' } as const;

const wording: Readonly<Record<string, unknown>> = { type: ['string', 'null'], maxLength: 20_000 };
const AMENDMENTS: Needs = {
  items: {
    label: label('Пункты разногласий', 'Points'),
    schema: {
      type: 'array',
      maxItems: 200,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['clause'],
        properties: { clause: { type: 'string', minLength: 1, maxLength: 50 }, our_wording: wording, client_wording: wording, proposed_wording: wording },
      },
    },
  },
  text: { label: label('Пожелания клиента', "The client's wishes"), schema: { type: 'string', minLength: 1, maxLength: 20_000 } },
  origin: { label: label('Кем составлен', 'Origin'), schema: { type: 'string', enum: ['client', 'manager'] } },
};

/** What the outcome of a review brings along; R-07 is asked about the first two. */
const REVIEWED: Needs = {
  subject: { label: label('Что проверяли', 'What was reviewed'), schema: { type: 'string', enum: ['counterparty_form', 'protocol'] } },
  decision: { label: label('Решение', 'Decision'), schema: { type: 'string', enum: ['approved', 'returned', 'rejected'] } },
};

function reviewed(from: string, on: string, to: string, ru: string, en: string, more: Effects = []): TransitionSpec {
  return {
    from: [from], on, to, label: label(ru, en), needs: REVIEWED,
    when: [{ decision: 'contracts.review_outcome', is: { to } }],
    effects: [...more, 'contracts.apply_review'],
    source: '«Процесс заключения договора с клиентом», §2–3',
  };
}

const BACK = label('Проверку отозвали', 'The review was withdrawn');
const FORM_RECEIVED = { ...ANSWER, on: 'contract.own_form_received', to: 'form_review' } as const;
const NEW_FORM = must('contracts.new_form_file_required', { '==': [{ var: 'form_attached' }, true] });

/** From the first answer of the client to an agreed text (K-02 … K-15). Events of reviews are sent by the system when a round of approvals has ended. */
export const NEGOTIATION: Readonly<Record<string, TransitionSpec>> = {
  'K-02': {
    from: ['draft'], on: 'contract.sent', to: 'awaiting_client_signature', by: ['sales_manager'], permission: 'contract.send',
    label: label('Отправить договор клиенту', 'Send the contract to the client'),
    when: READY_TO_SEND,
    effects: [{ 'core.set': { sent_at: 'now', route: 'typical' } }, 'contracts.print_contract'],
    source: '«Автоматизация полного цикла продажи», §3.1',
  },
  'K-03': {
    ...FORM_RECEIVED, from: ['draft'], label: label('Клиент работает по своей форме', 'The client works on his own form'),
    when: [must('contracts.form_file_required', { '==': [{ var: 'form_attached' }, true] })],
    effects: [{ 'core.set': { form: 'counterparty' } }, { 'contracts.apply_answer': { response: 'own_form' } }, 'contracts.begin_form_review'],
  },
  'K-04': {
    from: ['awaiting_client_signature'], on: 'contract.client_signed', to: 'agreed', by: ['administrator'], permission: 'contract.set_agreed',
    label: label('Подписан клиентом: согласован', 'Signed by the client: agreed'),
    needs: { signed_on: { label: label('Дата подписи клиента', 'Signed by the client on'), schema: { type: 'string', format: 'date' } } },
    when: [must('contracts.protocol_not_sent', { or: [{ '==': [{ var: 'has_protocol' }, false] }, { '==': [{ var: 'protocol_state' }, 'sent_to_client'] }] }, ['administrator'])],
    effects: [
      { 'core.set': { signed_by_client_at: { if: [{ var: 'event.signed_on' }, { var: 'event.signed_on' }, { var: 'today' }] }, agreed_by: { var: 'actor.id' }, agreed_at: 'now' } },
      { 'contracts.apply_answer': { response: 'signs' } },
      'contracts.tell_protocol',
    ],
  },
  'K-05': {
    ...FORM_RECEIVED, from: ['awaiting_client_signature'], label: label('Клиент прислал свою форму', 'The client sent his own form'),
    when: [must('contracts.form_file_required', { '==': [{ var: 'form_attached' }, true] })],
    effects: [{ 'core.set': { form: 'counterparty' } }, { 'contracts.apply_answer': { response: 'own_form' } }, 'contracts.tell_protocol', 'contracts.begin_form_review'],
  },
  'K-06': {
    ...ANSWER, from: ['awaiting_client_signature'], on: 'contract.amendments_received', to: 'protocol_drafting', needs: AMENDMENTS,
    label: label('Клиент прислал разногласия', 'The client sent amendments'),
    when: [must('contracts.amendments_required', { or: [{ '!!': [{ var: ['event.items', null] }] }, { '!!': [{ var: ['event.text', null] }] }, { '==': [{ var: 'amendments_attached' }, true] }] })],
    effects: [{ 'contracts.apply_answer': { response: 'amendments' } }, 'contracts.open_protocol'],
  },
  'K-07': { from: ['protocol_drafting'], on: 'protocol.submitted', to: 'protocol_review', label: label('Протокол отправлен на согласование', 'The protocol is submitted') },
  'K-08': reviewed('protocol_review', 'approval.approved', 'awaiting_client_signature', 'Протокол согласован', 'The protocol is approved'),
  'K-09': reviewed('protocol_review', 'approval.returned', 'protocol_drafting', 'Протокол возвращён', 'The protocol is returned'),
  'K-09-R': reviewed('protocol_review', 'approval.rejected', 'protocol_drafting', 'Протокол не согласован', 'The protocol is rejected'),
  'K-09-W': { from: ['protocol_review'], on: 'approval.withdrawn', to: 'protocol_drafting', label: BACK },
  'K-10': reviewed('form_review', 'approval.approved', 'awaiting_client_signature', 'Форма контрагента согласована', "The counterparty's form is approved"),
  'K-11': reviewed('form_review', 'approval.returned', 'form_correction', 'Форма контрагента возвращена', "The counterparty's form is returned"),
  'K-11-W': { from: ['form_review'], on: 'approval.withdrawn', to: 'form_correction', label: BACK },
  'K-12': reviewed('form_review', 'approval.rejected', 'refused', 'Форма контрагента отклонена', "The counterparty's form is rejected", ['core.close_item_work', 'contracts.refuse_contract']),
  'K-13': {
    ...FORM_RECEIVED, from: ['form_correction'], label: label('Клиент прислал исправленную форму', 'The client sent the corrected form'),
    when: [NEW_FORM], effects: ['contracts.begin_form_review'],
  },
  'K-14': {
    from: ['form_correction', 'form_review', 'protocol_drafting'], on: 'contract.typical_form_chosen', to: 'draft', by: ['sales_manager'], permission: 'contract.register_answer',
    label: label('Клиент согласен на нашу форму', 'The client returns to our form'),
    effects: [{ 'core.set': { form: 'typical' } }, 'core.close_item_work', 'contracts.tell_protocol'],
  },
  'K-15': {
    from: ['draft', 'awaiting_client_signature', 'form_review', 'form_correction', 'protocol_drafting', 'protocol_review'], on: 'contract.refused', to: 'refused',
    by: ['sales_manager', 'administrator', 'deputy_general_director'], permission: 'contract.register_answer',
    label: label('Договор не заключен', 'No agreement reached'),
    needs: {
      comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true },
      refusal_reason_id: { label: label('Причина отказа', 'Refusal reason'), schema: { type: 'string', format: 'uuid' }, target: 'crm.refusal_reason' },
    },
    effects: [
      { 'core.set': { refusal_reason_id: { var: ['event.refusal_reason_id', null] } } },
      'core.close_item_work', 'contracts.tell_protocol',
      { 'contracts.apply_answer': { response: 'refuses' } },
    ],
    source: '«Процесс заключения договора с клиентом», §3',
  },
};
