import type { Command } from 'commander';
import { addCommand, onlyCompany, openCompany, withInstallation } from '../support/index.ts';
import { rolesOf } from './find-user.ts';
import { generatedPassword, readPassword } from './read-password.ts';

interface Options {
  readonly login?: string;
  readonly name: string;
  readonly email: string;
  readonly roles?: string;
  readonly position?: string;
  readonly generate?: boolean;
}

/** `reglament user add`: the password comes from the input or is made here; without a login the user does not sign in and needs none. */
export function registerUserAdd(group: Command): void {
  addCommand<Options>(group, {
    name: 'add',
    about: { ru: 'Завести пользователя; пароль — первой строкой ввода или --generate', en: 'Add a user; the password is the first line of input, or --generate' },
    example: 'reglament user add --login petrov --name "Петров Пётр" --email petrov@example.com --roles sales_manager --generate --company pneumosila',
    company: true,
    options: [
      { flags: '--login <login>', about: { ru: 'логин; без него человек не входит в систему', en: 'login; without it the person does not sign in' } },
      { flags: '--name <name>', about: { ru: 'ФИО', en: 'full name' }, required: true },
      { flags: '--email <address>', about: { ru: 'адрес почты', en: 'e-mail address' }, required: true },
      { flags: '--roles <codes>', about: { ru: 'роли через запятую', en: 'roles, separated by commas' } },
      { flags: '--position <title>', about: { ru: 'должность', en: 'position' } },
      { flags: '--generate', about: { ru: 'придумать пароль и показать его', en: 'make a password and show it' } },
    ],
  }, async ({ options, locale }) => withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const password = options.login === undefined ? undefined : options.generate === true ? generatedPassword() : await readPassword(locale);
    const made = await company.write(company.robot, (uow) =>
      application.access.users.createUser(uow, {
        full_name: options.name,
        email: options.email,
        roles: rolesOf(options.roles),
        ...(options.login === undefined ? {} : { login: options.login }),
        ...(password === undefined ? {} : { password }),
        ...(options.position === undefined ? {} : { position: options.position }),
      }),
    );
    const shown = options.generate === true && password !== undefined ? { password } : {};
    return {
      data: { ...made, ...shown },
      lines: [{ ru: `Пользователь заведён: ${options.login ?? options.name}`, en: `The user is added: ${options.login ?? options.name}` }[locale], ...('password' in shown ? [{ ru: `Пароль: ${shown.password}`, en: `Password: ${shown.password}` }[locale]] : [])],
    };
  }));
}
