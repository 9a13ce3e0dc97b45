import { defineEntity, field, label } from '../../../core/index.ts';
import { INTEREST_STATES, PROCESS_MODES, PROSPECT_CATEGORIES } from '../enums/index.ts';

/**
 * The deal: it unites inquiries, interactions and orders of one need of a client, from the first contact to won or lost.
 * `state` moves by its process alone. `process_mode` is copied from the type when the interest is made. `lost_at_state`: where the funnel lost it.
 * A new responsible comes by reassignment, not by editing. `expected_revenue` is in the company's currency.
 * @see 001 §1.4 «Интерес», §2.1–6.1; 002 L18–41
 */
export const Interest = defineEntity({
  id: 'crm.interest',
  kind: 'document',
  label: { one: label('Интерес', 'Interest'), many: label('Интересы', 'Interests') },
  path: 'interests',
  permissions: { create: 'interest.create', update: 'interest.create' },
  owner: 'responsible_id',
  numbering: { prefix: 'ИН-', digits: 6 },
  indexes: [
    ['number'],
    ['state', 'updated_at'],
    ['responsible_id', 'state', 'updated_at'],
    ['partner_id', 'state'],
    ['counterparty_id'],
    ['inquiry_id'],
    ['date', 'id'],
    ['closed_at'],
  ],
  checks: { revenue_not_negative: 'expected_revenue >= 0', probability_in_range: 'probability_pct between 0 and 100' },
  fields: {
    interest_type_id: field.reference(label('Тип сделки', 'Deal type'), 'crm.interest_type', { required: true, writable: 'create' }),
    partner_id: field.reference(label('Клиент', 'Partner'), 'crm.partner', { required: true }),
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty'),
    contact_person_id: field.reference(label('Контактное лицо', 'Contact person'), 'crm.contact_person'),
    service_type_id: field.reference(label('Тип услуги', 'Service type'), 'crm.service_type', { required: true }),
    title: field.string(label('Наименование', 'Title'), 250, { searched: true }),
    expected_revenue: field.money(label('Выручка', 'Expected revenue'), { minimum: '0' }),
    probability_pct: field.decimal(label('Вероятность сделки, %', 'Probability, %'), 5, 2, { minimum: '0' }),
    category: field.enumeration(label('Категория лида', 'Lead category'), PROSPECT_CATEGORIES),
    state: field.enumeration(label('Состояние', 'State'), INTEREST_STATES, {
      required: true, writable: 'system', default: 'primary_interest',
    }),
    state_entered_at: field.datetime(label('Дата входа в состояние', 'State entered at'), { writable: 'system' }),
    responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user', { required: true, writable: 'create' }),
    next_interaction_id: field.reference(label('Взаимодействие', 'Next interaction'), 'crm.interaction', { writable: 'system' }),
    inquiry_id: field.reference(label('Обращение', 'Inquiry'), 'crm.inquiry', { writable: 'create' }),
    refusal_reason_id: field.reference(label('Причина отказа', 'Refusal reason'), 'crm.refusal_reason', { writable: 'system' }),
    closed_at: field.datetime(label('Дата завершения', 'Closed at'), { writable: 'system' }),
    closed_by_rule: field.boolean(label('Завершен автоматически', 'Closed by rule'), { required: true, writable: 'system', default: false }),
    lost_at_state: field.enumeration(label('Этап проигрыша', 'Lost at state'), INTEREST_STATES, { writable: 'system' }),
    process_mode: field.enumeration(label('Контроль этапов', 'Control of stages'), PROCESS_MODES, {
      required: true, writable: 'system', default: 'strict',
    }),
  },
});

export type InterestRow = InstanceType<typeof Interest>;
