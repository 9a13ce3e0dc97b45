import type { Command } from 'commander';
import { addCommand, onlyCompany, openCompany, withInstallation } from '../support/index.ts';
import { rolesOf, userId } from './find-user.ts';

/** `reglament user roles`: makes the listed roles the user's roles, and no others. */
export function registerUserRoles(group: Command): void {
  addCommand(group, {
    name: 'roles <login> <codes>',
    about: { ru: 'Назначить роли (через запятую); прочие снимаются', en: 'Assign roles (separated by commas); others are taken away' },
    example: 'reglament user roles petrov sales_manager,marketer --company pneumosila',
    company: true,
  }, async ({ options, args: [login = '', codes], locale }) => withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const roles = rolesOf(codes);
    await company.write(company.robot, async (uow) => application.access.users.setRoles(uow, await userId(uow, login), roles));
    return { data: { login, roles }, lines: [{ ru: `Роли ${login}: ${roles.join(', ') || 'нет'}`, en: `Roles of ${login}: ${roles.join(', ') || 'none'}` }[locale]] };
  }));
}
