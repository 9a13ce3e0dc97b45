import type { Command } from 'commander';
import { addCommand, onlyCompany, openCompany, withInstallation } from '../support/index.ts';
import { userId } from './find-user.ts';

/** `reglament user deactivate`: he cannot sign in any more; his tasks and documents stay. */
export function registerUserDeactivate(group: Command): void {
  addCommand(group, {
    name: 'deactivate <login>',
    about: { ru: 'Отключить пользователя: входы и токены закрываются, дела остаются', en: 'Disable a user: sessions and tokens end, work stays' },
    example: 'reglament user deactivate petrov --company pneumosila',
    company: true,
  }, async ({ options, args: [login = ''], locale }) => withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, options.company));
    await company.write(company.robot, async (uow) => application.access.users.deactivate(uow, await userId(uow, login)));
    return { data: { login, is_active: false }, lines: [{ ru: `Отключён: ${login}`, en: `Disabled: ${login}` }[locale]] };
  }));
}
