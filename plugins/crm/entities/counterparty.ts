import { defineEntity, field, label } from '../../../core/index.ts';
import { CONTRACT_KINDS, COUNTERPARTY_APPROVAL_STATES } from '../enums/index.ts';
import { KPP_PATTERN, OGRN_PATTERN, OKPO_PATTERN } from './requisites.ts';

/**
 * A legal entity or person that a partner contracts and settles through; one partner has one or more.
 * `manager_id` follows the partner: what a manager may do with his own clients he may do with their counterparties.
 * Whether the requisites are complete is a fact (`requisites_complete`), not a column: it also asks for an account and a contact person.
 * `inn` has no pattern, because a non-resident's number is free; checksums are verified when a resident is saved.
 * INN with KPP is unique among residents only, so the service looks for the twin.
 * @see 001 §1.3, §1.4 «Контрагенты», §2.2, §3.1; 002 L92–105
 */
export const Counterparty = defineEntity({
  id: 'crm.counterparty',
  kind: 'catalogue',
  label: { one: label('Контрагент', 'Counterparty'), many: label('Контрагенты', 'Counterparties') },
  path: 'counterparties',
  permissions: { create: 'counterparty.edit', update: 'counterparty.edit' },
  owner: 'manager_id',
  title: 'short_name',
  unique: [['code']],
  indexes: [['partner_id'], ['inn', 'kpp'], ['ogrn'], ['short_name']],
  fields: {
    partner_id: field.reference(label('Партнер', 'Partner'), 'crm.partner', { required: true }),
    manager_id: field.reference(label('Менеджер', 'Manager'), 'core.user', { writable: 'system' }),
    short_name: field.string(label('Краткое наименование', 'Short name'), 250, { required: true, searched: true }),
    full_name: field.string(label('Полное наименование', 'Full name'), 500, { searched: true }),
    approved: field.boolean(label('Одобрено', 'Approved'), { required: true, writable: 'system', default: false }),
    approval_state: field.enumeration(label('Состояние одобрения', 'Approval state'), COUNTERPARTY_APPROVAL_STATES, {
      required: true, writable: 'system', default: 'not_approved',
    }),
    approved_at: field.datetime(label('Одобрено когда', 'Approved at'), { writable: 'system' }),
    approved_by: field.reference(label('Одобрено кем', 'Approved by'), 'core.user', { writable: 'system' }),
    inn: field.string(label('ИНН', 'INN'), 12, { searched: true }),
    kpp: field.string(label('КПП', 'KPP'), 9, { pattern: KPP_PATTERN }),
    okpo: field.string(label('Код по ОКПО', 'OKPO code'), 14, { pattern: OKPO_PATTERN }),
    ogrn: field.string(label('ОГРН / ОГРНИП', 'OGRN / OGRNIP'), 15, { pattern: OGRN_PATTERN, searched: true }),
    actual_address: field.string(label('Фактический адрес', 'Actual address'), 500),
    legal_address: field.string(label('Юридический адрес', 'Legal address'), 500),
    postal_address: field.string(label('Почтовый адрес', 'Postal address'), 500),
    phones: field.string(label('Телефоны', 'Phones'), 250),
    contract_kind: field.enumeration(label('Тип договора', 'Contract kind'), CONTRACT_KINDS),
    export_country_id: field.reference(label('По законодательству (Страна в договор)', 'Country in contract'), 'crm.export_country'),
  },
});

export type CounterpartyRow = InstanceType<typeof Counterparty>;
