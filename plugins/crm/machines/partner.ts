import { defineProcess, label } from '../../../core/index.ts';
import { Counterparty, Partner } from '../entities/index.ts';
import { LEGAL_FORMS, PARTNER_LIFECYCLES } from '../enums/index.ts';
import type { Need } from './needs.ts';
import { reference, text } from './needs.ts';
import { statesOf } from './states.ts';

const string = (maxLength: number): Record<string, unknown> => ({ type: ['string', 'null'], maxLength });
const bool = (ru: string, en: string): Need => ({ label: label(ru, en), schema: { type: 'boolean' } });

const COUNTERPARTY_COLUMNS = ['short_name', 'full_name', 'inn', 'kpp', 'okpo', 'ogrn', 'actual_address', 'legal_address', 'postal_address', 'phones', 'contract_kind', 'export_country_id'] as const;

/** Data of «Новый клиент»; the columns of the counterparty are checked again by its own rules when it is saved. */
const REGISTRATION: Readonly<Record<string, Need>> = {
  working_name: text('Рабочее наименование', 'Working name', { maxLength: Partner.definition.fields.working_name.maxLength ?? 200 }),
  public_name: text('Публичное наименование', 'Public name', { maxLength: 250 }),
  legal_form: { label: label('Юр/Физлицо', 'Legal form'), schema: { type: 'string', enum: LEGAL_FORMS.map((one) => one.code) } },
  partner_type_id: reference('Тип клиента', 'Client type', 'crm.partner_type', false),
  segment_id: reference('Сегмент клиента', 'Client segment', 'crm.segment', false),
  email: { label: label('E-mail', 'E-mail'), schema: { type: 'string', format: 'email', maxLength: 254 } },
  phone: text('Телефон', 'Phone', { maxLength: 32 }),
  duplicates_checked: bool('Похожие клиенты просмотрены', 'Similar clients were looked at'),
  create_counterparty: bool('Создать контрагента при регистрации партнера', 'Create the counterparty when registering'),
  counterparty: {
    label: label('Контрагент', 'Counterparty'),
    schema: { type: 'object', additionalProperties: false, properties: Object.fromEntries(COUNTERPARTY_COLUMNS.map((name) => [name, string(Counterparty.definition.fields[name].maxLength ?? 60)])) },
  },
  accounts: {
    label: label('Банковские счета', 'Bank accounts'),
    schema: {
      type: 'array', maxItems: 20,
      items: {
        type: 'object', additionalProperties: false, required: ['account_number', 'bik'],
        properties: { account_number: string(20), bik: string(9), name: string(250), bank_name: string(250), correspondent_account: string(20), city: string(100), is_primary: { type: 'boolean' } },
      },
    },
  },
  contact: {
    label: label('Контактное лицо', 'Contact person'),
    schema: {
      type: 'object', additionalProperties: false,
      properties: {
        last_name: string(80), first_name: string(80), middle_name: string(80), full_name: string(250), position_on_card: string(150), phone: string(32), mobile: string(32), email: string(254),
        position_id: { type: ['string', 'null'], format: 'uuid' },
      },
    },
  },
  agreement_id: reference('Соглашение', 'Agreement', 'crm.agreement', false),
};

/** A client: potential until it is registered with its requisites. @see 001 §2.1–2.2 */
export const partnerProcess = defineProcess({
  id: 'crm.partner',
  label: label('Клиент', 'Client'),
  regions: { lifecycle: { field: 'lifecycle', initial: 'potential', states: statesOf(PARTNER_LIFECYCLES, { final: ['blocked'] }) } },
  transitions: {
    'PT-01': { from: 'start', on: 'inquiry.converted', to: 'potential', label: label('Завести потенциального клиента', 'Add a potential client'), source: '001 §2.1' },
    'PT-02': {
      from: ['potential'], on: 'client.registered', to: 'registered', label: label('Зарегистрировать клиента', 'Register the client'), by: ['sales_manager'], permission: 'partner.register',
      needs: REGISTRATION, effects: ['crm.register_client'], source: '001 §2.2',
    },
    'PT-03': {
      from: ['registered'], on: 'partner.blocked', to: 'blocked', label: label('Прекратить работу', 'Block'), by: ['head_of_sales'], permission: 'partner.block',
      needs: { comment: text('Комментарий', 'Comment', { required: true, maxLength: 500 }) },
    },
  },
});
