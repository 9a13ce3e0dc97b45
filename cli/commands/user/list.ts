import type { Command } from 'commander';
import { columns } from '../../output/index.ts';
import { addCommand, chosenCompanies, openCompany, withInstallation } from '../support/index.ts';

interface Row {
  readonly login: string | null;
  readonly full_name: string;
  readonly email: string;
  readonly is_active: boolean;
  readonly roles: readonly string[];
}

/** `reglament user list` */
export function registerUserList(group: Command): void {
  addCommand(group, {
    name: 'list',
    about: { ru: 'Пользователи и их роли', en: 'Users and their roles' },
    example: 'reglament user list --company pneumosila',
    company: true,
  }, async ({ options }) => withInstallation(options, async (application) => {
    const all = [];
    for (const one of chosenCompanies(application.config, options.company)) {
      const company = openCompany(application, one);
      const users = await company.read(company.robot, (uow) => uow.query<Row>(
        `select u.login, u.full_name, u.email, u.is_active, array(select distinct r.role from core_user_role r where r.user_id = u.id and not r.deletion_mark order by r.role) as roles
         from core_user u where not u.is_system and not u.deletion_mark order by u.login nulls last, u.full_name`,
      ));
      all.push({ company: one.id, users });
    }
    return {
      data: all,
      lines: all.flatMap(({ company, users }) => [`${company}:`, ...columns(users.map((one) => [`  ${one.is_active ? '+' : '-'}`, one.login ?? '—', one.full_name, one.email, one.roles.join(', ')]))]),
    };
  }));
}
