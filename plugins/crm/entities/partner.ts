import { defineEntity, field, label } from '../../../core/index.ts';
import { LEGAL_FORMS, PARTNER_LIFECYCLES, PARTNER_RELATION_KINDS, PROSPECT_CATEGORIES } from '../enums/index.ts';

/**
 * A company or person we deal with: client, supplier, carrier or competitor; who exactly pays and signs is its counterparties.
 * `email` and `phone` are the primary ones, all others are contact details. Registering asks for type, segment and one of the two.
 * @see 001 §1.3, §1.4 «Партнеры (Клиенты)», §2.1–2.2; 002 L80
 */
export const Partner = defineEntity({
  id: 'crm.partner',
  kind: 'catalogue',
  label: { one: label('Партнер (Клиент)', 'Partner'), many: label('Партнеры (Клиенты)', 'Partners') },
  path: 'partners',
  permissions: { create: 'partner.register', update: 'partner.edit' },
  owner: 'main_manager_id',
  title: 'working_name',
  unique: [['code']],
  indexes: [['main_manager_id', 'lifecycle'], ['supervisor_id'], ['segment_id'], ['partner_type_id'], ['agreement_id'], ['email'], ['phone'], ['working_name']],
  fields: {
    working_name: field.string(label('Рабочее наименование (Наименование)', 'Working name'), 200, { required: true, searched: true }),
    public_name: field.string(label('Публичное наименование', 'Public name'), 250, { searched: true }),
    relation_kinds: field.enumerations(label('Типы отношений', 'Relations'), PARTNER_RELATION_KINDS, { required: true, default: ['client'] }),
    lifecycle: field.enumeration(label('Состояние клиента', 'Client state'), PARTNER_LIFECYCLES, {
      required: true, writable: 'system', default: 'potential',
    }),
    legal_form: field.enumeration(label('Юр/Физлицо', 'Legal form'), LEGAL_FORMS, { required: true, default: 'legal_entity' }),
    partner_type_id: field.reference(label('Тип клиента', 'Client type'), 'crm.partner_type'),
    segment_id: field.reference(label('Сегмент клиента', 'Client segment'), 'crm.segment'),
    email: field.string(label('E-mail', 'E-mail'), 254, { format: 'email', searched: true }),
    phone: field.string(label('Телефон', 'Phone'), 32, { searched: true }),
    main_manager_id: field.reference(label('Основной менеджер (Ответственный)', 'Main manager'), 'core.user', { required: true }),
    supervisor_id: field.reference(label('Супервайзер', 'Supervisor'), 'core.user'),
    agreement_id: field.reference(label('Соглашение', 'Agreement'), 'crm.agreement'),
    transferred_at: field.datetime(label('Передан в УТ', 'Transferred to trade system'), { writable: 'system' }),
    source_inquiry_id: field.reference(label('Обращение-источник', 'Source inquiry'), 'crm.inquiry', { writable: 'create' }),
    category: field.enumeration(label('Категория', 'Category'), PROSPECT_CATEGORIES),
    reliability_note: field.text(label('Признаки недобросовестности', 'Signs of unreliability')),
    free_info: field.text(label('Произвольная информация', 'Free information')),
  },
});

export type PartnerRow = InstanceType<typeof Partner>;
