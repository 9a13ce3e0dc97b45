import { InvalidError, label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const mailErrors = {
  'mail.file_required': label('Приложите файл письма (.eml).', 'Attach the letter’s file (.eml).'),
  'mail.empty_letter': label('Файл письма пуст.', 'The letter’s file is empty.'),
  'mail.bad_recipient': label('Письмо некому отправить: «{address}» — не адрес.', 'There is nobody to send the letter to: "{address}" is not an address.'),
  'mail.not_configured': label('Отправка почты не настроена (mail в конфигурации).', 'Outgoing mail is not configured (mail in the configuration).'),
  'mail.smtp_not_available': label('Отправка по SMTP в этой версии ещё недоступна: задайте mail.transport: folder.', 'Sending by SMTP is not available yet in this version: set mail.transport: folder.'),
} as const;

/** A refusal of this plugin. */
export function refuse(code: keyof typeof mailErrors, params: Readonly<Record<string, unknown>> = {}, pointer?: string): InvalidError {
  return new InvalidError(code, mailErrors[code], { params, ...(pointer === undefined ? {} : { errors: [{ pointer, code: 'required', message: mailErrors[code] }] }) });
}
