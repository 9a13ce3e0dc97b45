import type { Command } from 'commander';
import { addCommand, onlyCompany, openCompany, withInstallation } from '../support/index.ts';
import { userId } from './find-user.ts';
import { generatedPassword, readPassword } from './read-password.ts';

/** `reglament user password`: sets a password and ends every session and token of the user. */
export function registerUserPassword(group: Command): void {
  addCommand<{ generate?: boolean }>(group, {
    name: 'password <login>',
    about: { ru: 'Сменить пароль; он — первой строкой ввода или --generate', en: 'Set a password; it is the first line of input, or --generate' },
    example: 'reglament user password petrov --generate --company pneumosila',
    company: true,
    options: [{ flags: '--generate', about: { ru: 'придумать пароль и показать его', en: 'make a password and show it' } }],
  }, async ({ options, args: [login = ''], locale }) => withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const password = options.generate === true ? generatedPassword() : await readPassword(locale);
    await company.write(company.robot, async (uow) => application.access.users.setPassword(uow, await userId(uow, login), password));
    const shown = options.generate === true ? { password } : {};
    return {
      data: { login, ...shown },
      lines: [{ ru: `Пароль сменён: ${login}; прежние входы закрыты`, en: `The password is set: ${login}; earlier sessions have ended` }[locale], ...(options.generate === true ? [{ ru: `Пароль: ${password}`, en: `Password: ${password}` }[locale]] : [])],
    };
  }));
}
