import { anyReference, defineEntity, field, label } from '../../../core/index.ts';
import { CLAIMANT_KINDS, CLAIM_STATES } from './enums.ts';

/**
 * A recorded complaint with its investigation and result. A claim of ours against a supplier is written with `claimant_kind` other and the supplier as partner.
 * `partner_id` is null only while a claim from the public form has not been recognised; `claimant_name` is a person, `claimant_company` what he said of his company.
 * `document_*`: a shipment or any other row it concerns. `department_id`, `guilty_user_id`: who is to blame, one of them known when it is closed.
 * `compensation_amount`: decimal string in roubles. `due_at`: moment until which it has to be taken up, then closed. `escalated_at`: when its being late was reported.
 * @see 002 L116–163
 */
export const Claim = defineEntity({
  id: 'claims.claim',
  kind: 'record',
  label: { one: label('Претензия', 'Claim'), many: label('Претензии', 'Claims') },
  path: 'claims',
  permissions: { create: 'claim.register', update: 'claim.register' },
  owner: 'responsible_id',
  title: 'number',
  numbering: { prefix: 'ПР-', digits: 6 },
  unique: [['number']],
  indexes: [
    ['partner_id', 'registered_at'], ['responsible_id', 'state'], ['state', 'due_at'], ['registered_at'], ['department_id'], ['guilty_user_id'], ['reason_id'], ['order_id'],
    ['interest_id'], ['invoice_id'], ['interaction_id'], ['document_id', 'document_entity'],
  ],
  checks: { compensation_not_negative: 'compensation_amount >= 0' },
  sections: { plan: { entity: 'claims.claim_plan_item', via: 'claim_id', label: label('План расследования причин', 'Investigation plan') } },
  fields: {
    number: field.string(label('Номер', 'Number'), 20, { writable: 'create', searched: true }),
    registered_at: field.datetime(label('Дата регистрации', 'Registered at'), { required: true, writable: 'create' }),
    claimant_kind: field.enumeration(label('Кто предъявил', 'Claimant'), CLAIMANT_KINDS, { required: true, default: 'client' }),
    partner_id: field.reference(label('Партнер', 'Partner'), 'crm.partner'),
    claimant_name: field.string(label('ФИО предъявившего претензию', 'Full name of the claimant'), 250, { required: true, searched: true }),
    claimant_company: field.string(label('Компания предъявившего, с его слов', 'Company, as the claimant says'), 250, { searched: true }),
    claimant_email: field.string(label('E-mail для ответа', 'E-mail for the answer'), 254, { format: 'email' }),
    claimant_phone: field.string(label('Телефон для ответа', 'Phone for the answer'), 32),
    contact_person_id: field.reference(label('Контактное лицо', 'Contact person'), 'crm.contact_person'),
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest'),
    order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order'),
    invoice_id: field.reference(label('Счет', 'Invoice'), 'crm.invoice'),
    ...anyReference('document', label('Реализация или другой документ', 'Shipment or another document')),
    interaction_id: field.reference(label('Взаимодействие-источник', 'Source interaction'), 'crm.interaction', { writable: 'create' }),
    department_id: field.reference(label('Подразделение-виновник', 'Guilty department'), 'core.department'),
    guilty_user_id: field.reference(label('Сотрудник-виновник', 'Guilty employee'), 'core.user'),
    essence: field.text(label('Суть претензии', 'Essence'), { required: true, searched: true }),
    reason_id: field.reference(label('Причина возникновения', 'Reason'), 'claims.claim_reason'),
    cause_text: field.text(label('Причины возникновения', 'Causes')),
    state: field.enumeration(label('Статус', 'State'), CLAIM_STATES, { required: true, writable: 'system', default: 'registered' }),
    result: field.text(label('Результат отработки', 'Result')),
    compensation_amount: field.money(label('Сумма компенсации', 'Compensation')),
    responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user', { required: true }),
    self_registered: field.boolean(label('Зарегистрирована клиентом', 'Registered by the client'), { required: true, writable: 'system', default: false }),
    due_at: field.datetime(label('Срок', 'Due at'), { writable: 'system' }),
    escalated_at: field.datetime(label('Эскалирована', 'Escalated at'), { writable: 'system' }),
    closed_at: field.datetime(label('Дата закрытия', 'Closed at'), { writable: 'system' }),
  },
});
export type ClaimRow = InstanceType<typeof Claim>;
