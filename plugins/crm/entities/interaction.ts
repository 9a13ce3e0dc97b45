import { anyReference, defineEntity, field, label } from '../../../core/index.ts';
import { INTERACTION_DIRECTIONS, INTERACTION_KINDS, INTERACTION_STATES } from '../enums/index.ts';

/**
 * A call, letter, meeting or planned contact about any subject; earlier ones of a chain are reached by `previous_id`.
 * `start_at` shows as «Дата» and «Время». `rule_code` and `dedup_key` are set on those a timer made (TM-1, TM-2); the key is unique among open ones.
 * An incoming one waits for an answer unless `answer_not_needed`. `mail_*`, `call_*` and `place` belong to their kinds. `call_duration_s`: seconds.
 * @see 001 §1.4, §2.1–2.3, §7.1 «Событие»; 002 L43–74
 */
export const Interaction = defineEntity({
  id: 'crm.interaction',
  kind: 'document',
  label: { one: label('Взаимодействие (Событие)', 'Interaction'), many: label('Взаимодействия (События)', 'Interactions') },
  path: 'interactions',
  permissions: { create: 'interaction.manage', update: 'interaction.manage' },
  owner: 'responsible_id',
  numbering: { prefix: 'ВЗ-', digits: 6 },
  indexes: [
    ['number'],
    ['subject_id', 'subject_entity', 'state'],
    ['responsible_id', 'state', 'start_at'],
    ['state', 'start_at'],
    ['direction', 'state', 'start_at'],
    ['partner_id', 'start_at'],
    ['contact_person_id'],
    ['previous_id'],
    ['dedup_key'],
    ['message_id'],
  ],
  checks: {
    not_own_previous: 'previous_id <> id',
    period_ordered: 'start_at <= end_at',
    call_duration_not_negative: 'call_duration_s >= 0',
  },
  sections: {
    participants: { entity: 'crm.interaction_participant', via: 'interaction_id', label: label('Участники', 'Participants') },
  },
  fields: {
    kind: field.enumeration(label('Вид взаимодействия', 'Kind'), INTERACTION_KINDS, { required: true, writable: 'create' }),
    direction: field.enumeration(label('Направление', 'Direction'), INTERACTION_DIRECTIONS),
    state: field.enumeration(label('Состояние', 'State'), INTERACTION_STATES, { required: true, writable: 'system', default: 'planned' }),
    start_at: field.datetime(label('Начало (Дата, Время)', 'Start'), { required: true }),
    end_at: field.datetime(label('Окончание', 'End')),
    partner_id: field.reference(label('Клиент', 'Partner'), 'crm.partner'),
    contact_person_id: field.reference(label('Контакт', 'Contact person'), 'crm.contact_person'),
    ...anyReference('subject', label('Предмет (Основание)', 'Subject')),
    topic: field.string(label('Тема', 'Topic'), 500, { searched: true }),
    content: field.text(label('Содержание', 'Content')),
    result: field.text(label('Результат', 'Result')),
    answer_not_needed: field.boolean(label('Ответ не нужен', 'No answer needed'), { required: true, default: false }),
    responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user', { required: true }),
    previous_id: field.reference(label('Предыдущее взаимодействие', 'Previous interaction'), 'crm.interaction'),
    rule_code: field.string(label('Правило', 'Rule'), 60, { writable: 'system' }),
    dedup_key: field.string(label('Ключ уникальности', 'Uniqueness key'), 200, { writable: 'system' }),
    message_id: field.string(label('Ид. письма', 'Message id'), 255, { writable: 'system' }),
    mail_to: field.strings(label('Кому', 'To')),
    mail_cc: field.strings(label('Копия', 'Cc')),
    mail_body_html: field.text(label('Текст письма', 'Letter')),
    mail_sent_at: field.datetime(label('Отправлено', 'Sent at'), { writable: 'system' }),
    mail_error: field.string(label('Ошибка отправки', 'Sending error'), 500, { writable: 'system' }),
    call_number: field.string(label('Номер телефона', 'Phone number'), 32, { searched: true }),
    call_duration_s: field.integer(label('Длительность, с', 'Duration, s'), { minimum: 0 }),
    place: field.string(label('Место', 'Place'), 250),
  },
});

export type InteractionRow = InstanceType<typeof Interaction>;
