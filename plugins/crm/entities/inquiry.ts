import { defineEntity, field, label } from '../../../core/index.ts';
import { INQUIRY_CHANNELS, INQUIRY_STATES } from '../enums/index.ts';

/**
 * A letter, call or list row from outside before it is bound to an interest.
 * `matched_partner_ids`: partners recognised by e-mail or phone. `source_message_id` keeps the same letter or call from being registered twice.
 * @see 001 §2.1; 004 L5, L75
 */
export const Inquiry = defineEntity({
  id: 'crm.inquiry',
  kind: 'record',
  label: { one: label('Обращение (лид)', 'Inquiry'), many: label('Обращения (лиды)', 'Inquiries') },
  path: 'inquiries',
  permissions: { create: 'inquiry.process', update: 'inquiry.process' },
  owner: 'assigned_to',
  title: 'number',
  numbering: { prefix: 'ОБ-', digits: 6 },
  unique: [['source_message_id']],
  indexes: [['number'], ['state', 'received_at'], ['assigned_to', 'state'], ['partner_id'], ['interest_id'], ['from_email'], ['from_phone']],
  fields: {
    number: field.string(label('Номер', 'Number'), 20, { writable: 'system', searched: true }),
    received_at: field.datetime(label('Получено', 'Received at'), { required: true }),
    channel: field.enumeration(label('Канал', 'Channel'), INQUIRY_CHANNELS, { required: true }),
    from_email: field.string(label('E-mail отправителя', 'Sender’s e-mail'), 254, { format: 'email', searched: true }),
    from_phone: field.string(label('Телефон звонящего', 'Caller’s phone'), 32, { searched: true }),
    subject_line: field.string(label('Тема', 'Subject line'), 500, { searched: true }),
    body: field.text(label('Содержание', 'Body')),
    contact_name: field.string(label('ФИО', 'Contact name'), 250, { searched: true }),
    company_name: field.string(label('Компания', 'Company'), 250, { searched: true }),
    matched_partner_ids: field.references(label('Найденные клиенты', 'Matched partners'), 'crm.partner', { writable: 'system' }),
    partner_id: field.reference(label('Клиент', 'Partner'), 'crm.partner'),
    interest_id: field.reference(label('Интерес', 'Interest'), 'crm.interest', { writable: 'system' }),
    state: field.enumeration(label('Состояние', 'State'), INQUIRY_STATES, { required: true, writable: 'system', default: 'unprocessed' }),
    refusal_reason_id: field.reference(label('Причина отказа', 'Refusal reason'), 'crm.refusal_reason', { writable: 'system' }),
    assigned_to: field.reference(label('Ответственный', 'Assigned to'), 'core.user'),
    processed_at: field.datetime(label('Обработано когда', 'Processed at'), { writable: 'system' }),
    processed_by: field.reference(label('Обработано кем', 'Processed by'), 'core.user', { writable: 'system' }),
    source_message_id: field.string(label('Ид. письма / звонка', 'Message or call id'), 255, { writable: 'create' }),
    campaign: field.string(label('Источник', 'Campaign'), 150, { searched: true }),
  },
});

export type InquiryRow = InstanceType<typeof Inquiry>;
