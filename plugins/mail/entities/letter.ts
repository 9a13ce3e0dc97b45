import { anyReference, defineEntity, enumeration, field, label } from '../../../core/index.ts';

/** What became of a letter. */
export const LETTER_STATES = enumeration([
  ['registered', 'Стало обращением', 'Became an inquiry'],
  ['refused', 'Не стало обращением', 'Did not become an inquiry'],
]);

/**
 * A letter that has come in, whatever became of it; its source lies among the files of the inquiry, or of this row when there is none.
 * `content_hash`: sha256 (hex) of sender, date, subject, text and attachments, since programs exist that give different letters one Message-ID.
 * `related_*`: the deal or inquiry whose correspondence it answers. `skipped_files`: attachments that may not be kept; they are in the source still.
 * @see «Автоматизация полного цикла продажи», §2.1
 */
export const Letter = defineEntity({
  id: 'mail.letter',
  kind: 'record',
  label: { one: label('Входящее письмо', 'Incoming letter'), many: label('Входящие письма', 'Incoming letters') },
  path: 'received-letters',
  permissions: { read: 'inquiry.process' },
  title: 'subject_line',
  unique: [['message_id', 'content_hash']],
  indexes: [['state', 'received_at'], ['in_reply_to'], ['related_id', 'related_entity']],
  fields: {
    message_id: field.string(label('Ид. письма', 'Message id'), 255, { required: true, writable: 'system' }),
    content_hash: field.string(label('Отпечаток', 'Fingerprint'), 64, { required: true, writable: 'system' }),
    from_email: field.string(label('E-mail отправителя', 'Sender’s e-mail'), 254, { writable: 'system', searched: true }),
    from_name: field.string(label('Отправитель', 'Sender'), 250, { writable: 'system', searched: true }),
    mail_to: field.strings(label('Кому', 'To'), { writable: 'system' }),
    mail_cc: field.strings(label('Копия', 'Cc'), { writable: 'system' }),
    subject_line: field.string(label('Тема', 'Subject line'), 500, { writable: 'system', searched: true }),
    received_at: field.datetime(label('Получено', 'Received at'), { required: true, writable: 'system' }),
    in_reply_to: field.string(label('В ответ на', 'In reply to'), 255, { writable: 'system' }),
    ...anyReference('related', label('К чему относится', 'Related to'), { writable: 'system' }),
    is_automatic: field.boolean(label('Написано программой', 'Written by a program'), { required: true, writable: 'system', default: false }),
    is_bounce: field.boolean(label('Отчёт о недоставке', 'Delivery failure report'), { required: true, writable: 'system', default: false }),
    state: field.enumeration(label('Состояние', 'State'), LETTER_STATES, { required: true, writable: 'system' }),
    refusal: field.string(label('Почему не стало обращением', 'Why it did not become an inquiry'), 1000, { writable: 'system' }),
    inquiry_id: field.reference(label('Обращение', 'Inquiry'), 'crm.inquiry', { writable: 'system' }),
    skipped_files: field.strings(label('Не сохранённые вложения', 'Attachments not kept'), { writable: 'system' }),
  },
});
export type LetterRow = InstanceType<typeof Letter>;
