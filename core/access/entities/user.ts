import { defineEntity, field, label } from '../../entity/index.ts';

/** Languages the interface speaks. */
const INTERFACE_LOCALES = [
  { code: 'ru', label: label('Русский', 'Russian') },
  { code: 'en', label: label('Английский', 'English') },
] as const;

/**
 * An employee, or the system actor. Passwords and sessions live outside the company's schema; `login` is a readable copy of the credential's,
 * null for a person who cannot sign in.
 * `*_genitive` and `signature_basis`: Russian genitive, as forms print them. `signature_limit`: decimal string in roubles, null = unlimited.
 * `absent_from`…`absent_to`: calendar dates, both included, when `deputy_id` gets the tasks.
 * @see «Автоматизация полного цикла продажи», §1.1, §3.1
 */
export const User = defineEntity({
  id: 'core.user',
  kind: 'catalogue',
  label: { one: label('Пользователь', 'User'), many: label('Пользователи', 'Users') },
  path: 'users',
  fields: {
    login: field.string(label('Логин', 'Login'), 100, { writable: 'system', unique: true }),
    full_name: field.string(label('ФИО', 'Full name'), 200, { required: true, searched: true }),
    full_name_genitive: field.string(label('ФИО в родительном падеже', 'Full name in the genitive'), 200),
    position: field.string(label('Должность', 'Position'), 150),
    position_genitive: field.string(label('Должность в родительном падеже', 'Position in the genitive'), 150),
    signature_basis: field.string(label('Действует на основании', 'Acts on the basis of'), 200),
    signature_limit: field.money(label('Лимит подписи', 'Signature limit')),
    email: field.string(label('E-mail', 'E-mail'), 254, { required: true, format: 'email', searched: true }),
    phone: field.string(label('Телефон', 'Phone'), 32),
    telephony_extension: field.string(label('Внутренний номер', 'Extension'), 10),
    department_id: field.reference(label('Подразделение', 'Department'), 'core.department', { indexed: true }),
    hired_on: field.date(label('Дата приема', 'Hired on')),
    is_supervised: field.boolean(label('Под контролем', 'Supervised'), { required: true, default: false }),
    deputy_id: field.reference(label('Замещающий', 'Deputy'), 'core.user'),
    absent_from: field.date(label('Отсутствует с', 'Absent from')),
    absent_to: field.date(label('Отсутствует по', 'Absent to')),
    locale: field.enumeration(label('Язык интерфейса', 'Interface language'), INTERFACE_LOCALES, { required: true, default: 'ru' }),
    is_active: field.boolean(label('Действует', 'Active'), { required: true, writable: 'system', default: true }),
    is_system: field.boolean(label('Робот', 'Robot'), { required: true, writable: 'system', default: false }),
  },
  permissions: { update: 'user.manage' },
  title: 'full_name',
  checks: {
    signature_limit_not_negative: 'signature_limit >= 0',
    deputy_is_another: 'deputy_id <> id',
    absent_in_order: 'absent_to >= absent_from',
  },
  audited: true,
});
export type UserRow = InstanceType<typeof User>;
