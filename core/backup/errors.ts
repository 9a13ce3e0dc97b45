import { ConflictError, InvalidError } from '../errors/index.ts';
import type { Label } from '../language/index.ts';

/** Texts of what a backup or a restoration is refused with, by code. */
export const backupErrors = {
  'core.backup_damaged': { ru: 'Резервная копия повреждена или изменена: {reason}. Ничего не восстановлено.', en: 'The backup is damaged or was altered: {reason}. Nothing was restored.' },
  'core.backup_unknown_migrations': {
    ru: 'Копия сделана более новой программой или с другими плагинами; здесь нет изменений схемы: {migrations}.',
    en: 'The backup was made by a newer program or with other plugins; these migrations are not here: {migrations}.',
  },
  'core.backup_other_company': { ru: 'В копии компания «{found}», а в конфигурации её нет. Есть: {known}.', en: 'The backup holds the company "{found}", which the configuration has not. There are: {known}.' },
  'core.company_exists': {
    ru: 'Компания «{company}» здесь уже есть. Чтобы заменить её данные копией, скажите --replace.',
    en: 'The company "{company}" is here already. To replace its data with the backup say --replace.',
  },
  'core.logins_taken': { ru: 'Логины из копии заняты в других компаниях: {logins}.', en: 'Logins of the backup are taken in other companies: {logins}.' },
  'core.company_not_silent': { ru: 'Компания «{company}» не ждёт выпуска.', en: 'The company "{company}" does not wait to be released.' },
} as const satisfies Readonly<Record<string, Label>>;

/** Refuses a file that is not what was written. */
export function damaged(reason: string, cause?: unknown): InvalidError {
  return new InvalidError('core.backup_damaged', backupErrors['core.backup_damaged'], { params: { reason }, cause });
}

/** Refuses a restoration for a reason that lies in this installation. */
export function refuseRestore(code: Exclude<keyof typeof backupErrors, 'core.backup_damaged'>, params: Readonly<Record<string, unknown>>): ConflictError {
  return new ConflictError(code, backupErrors[code], { params });
}
