import { defineEntity, field, label } from '../../../core/index.ts';
import { CONTRACT_FORMS, CONTRACT_KINDS, CONTRACT_ROUTES, CONTRACT_STATUSES, SETTLEMENT_DETAILS } from './enums.ts';

/**
 * A contract with a counterparty, from draft to archive.
 * `amount`: decimal string in `currency_id`, null for a framework contract. `date`, `signed_by_*_at`, `original_received_at`: calendar dates.
 * `name` is filled as «Договор № … от …» and may be edited. `responsible_id`: the client's manager, who is asked when the contract stands still.
 * A number that is not given is the next of the year. Signatories, their grounds and accounts may wait until the contract is sent.
 * `form_file_id`: attachment of kind `counterparty_form` that the reviewers look at. `status_since` is null for a contract taken over from elsewhere.
 * `signed_by_company_id` signed on paper; `signature_entered_by` pressed the button, another person when it was entered for him. The group of statuses, the category by value and whether a scan is attached
 * are not stored: facts answer them.
 * @see «Процесс заключения договора с клиентом», §1–4; «Автоматизация полного цикла продажи», §3.1
 */
export const Contract = defineEntity({
  id: 'contracts.contract',
  kind: 'catalogue',
  label: { one: label('Договор', 'Contract'), many: label('Договоры', 'Contracts') },
  path: 'contracts',
  fields: {
    number: field.string(label('Номер договора', 'Contract number'), 50, { required: true, searched: true }),
    date: field.date(label('От', 'Dated'), { required: true }),
    name: field.string(label('Наименование', 'Name'), 250, { searched: true }),
    print_name: field.string(label('Наименование для печати', 'Name for printing'), 250),
    status: field.enumeration(label('Статус', 'Status'), CONTRACT_STATUSES, { required: true, writable: 'system', default: 'draft' }),
    status_since: field.datetime(label('В статусе с', 'In this status since'), { writable: 'system' }),
    form: field.enumeration(label('Форма', 'Form'), CONTRACT_FORMS, { required: true, default: 'typical' }),
    form_file_id: field.reference(label('Файл формы контрагента на проверке', "File of the counterparty's form under review"), 'core.attachment', { writable: 'system' }),
    route: field.enumeration(label('Маршрут', 'Route'), CONTRACT_ROUTES, { writable: 'system' }),
    kind: field.enumeration(label('Тип договора', 'Contract kind'), CONTRACT_KINDS, { required: true }),
    export_country_id: field.reference(label('По законодательству', 'Governing law'), 'crm.export_country'),
    partner_id: field.reference(label('Клиент', 'Client'), 'crm.partner', { required: true, indexed: true }),
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty', { required: true, indexed: true }),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization', { required: true }),
    responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user', { required: true }),
    organization_account_id: field.reference(label('Счет организации', "Organization's account"), 'crm.bank_account'),
    buyer_account_id: field.reference(label('Счет покупателя', "Buyer's account"), 'crm.bank_account'),
    client_signatory: field.string(label('В лице (со стороны клиента)', 'Represented by (client)'), 250),
    client_basis: field.string(label('На основании (со стороны клиента)', 'Acting on the basis of (client)'), 250),
    company_signatory_id: field.reference(label('В лице (со стороны компании)', 'Represented by (company)'), 'core.user'),
    company_basis: field.string(label('На основании (со стороны компании)', 'Acting on the basis of (company)'), 250),
    settlement_detail: field.enumeration(label('Детализация расчетов', 'Settlement detail'), SETTLEMENT_DETAILS, { required: true, default: 'by_orders' }),
    amount: field.money(label('Сумма договора', 'Contract amount')),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    within_plan: field.boolean(label('Соответствует плану', 'Within the plan')),
    valid_until: field.date(label('Действует до', 'Valid until'), { indexed: true }),
    auto_renewal: field.boolean(label('Автопролонгация', 'Automatic renewal'), { required: true, default: false }),
    renewed_from_id: field.reference(label('Продлевает договор', 'Renews contract'), 'contracts.contract'),
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest', { indexed: true }),
    process_run_id: field.reference(label('Бизнес-процесс', 'Business process'), 'core.process_run'),
    negotiation_round: field.integer(label('Раунд согласования', 'Negotiation round'), { required: true, writable: 'system', default: 0 }),
    sent_at: field.datetime(label('Отправлен клиенту', 'Sent to the client'), { writable: 'system' }),
    signed_by_client_at: field.date(label('Подписан клиентом', 'Signed by the client'), { writable: 'system' }),
    signed_by_company_at: field.date(label('Подписан компанией', 'Signed by the company'), { writable: 'system' }),
    signed_by_company_id: field.reference(label('Кто подписал от компании', 'Who signed for the company'), 'core.user', { writable: 'system' }),
    signature_entered_by: field.reference(label('Кто внёс подпись компании', "Who entered the company's signature"), 'core.user', { writable: 'system' }),
    agreed_by: field.reference(label('Кем согласован', 'Agreed by'), 'core.user', { writable: 'system' }),
    agreed_at: field.datetime(label('Согласован', 'Agreed at'), { writable: 'system' }),
    original_received_at: field.date(label('Оригинал получен', 'Original received')),
    refusal_reason_id: field.reference(label('Причина отказа', 'Refusal reason'), 'crm.refusal_reason'),
    supplier_contract_id: field.reference(label('Договор с поставщиком', "Supplier's contract"), 'contracts.contract'),
  },
  permissions: { create: 'contract.create', update: 'contract.edit' },
  owner: 'responsible_id',
  title: 'name',
  indexes: [['status', 'valid_until'], ['number']],
  checks: {
    amount_positive: 'amount > 0',
    negotiation_round_not_negative: 'negotiation_round >= 0',
    valid_from_its_date: 'valid_until >= date',
    renews_another: 'renewed_from_id <> id',
    drawn_from_another: 'supplier_contract_id <> id',
  },
});
export type ContractRow = InstanceType<typeof Contract>;
