import type { Command } from 'commander';
import { UsageError } from '../../output/index.ts';
import { addCommand, onlyCompany, openCompany, withInstallation } from '../support/index.ts';
import { userId } from './find-user.ts';

/** `reglament user token`: makes an API token with the user's own rights; it is shown this once. */
export function registerUserToken(group: Command): void {
  addCommand<{ name: string; expires?: string }>(group, {
    name: 'token <login>',
    about: { ru: 'Выдать токен API; он показывается один раз', en: 'Make an API token; it is shown once' },
    example: 'reglament user token petrov --name "1С" --expires 2027-12-31 --company pneumosila',
    company: true,
    options: [
      { flags: '--name <name>', about: { ru: 'для чего он', en: 'what it is for' }, default: 'cli' },
      { flags: '--expires <date>', about: { ru: 'до какого дня действует, ГГГГ-ММ-ДД', en: 'day it ends, YYYY-MM-DD' } },
    ],
  }, async ({ options, args: [login = ''], locale }) => withInstallation(options, async (application) => {
    const { expires, name } = options;
    if (expires !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(expires) || Number.isNaN(Date.parse(expires)))) {
      throw new UsageError({ ru: `Дата пишется ГГГГ-ММ-ДД, а не «${expires}».`, en: `A date is written YYYY-MM-DD, not "${expires}".` });
    }
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const made = await company.write(company.robot, async (uow) =>
      application.access.users.createToken(uow, await userId(uow, login), { name, ...(expires === undefined ? {} : { expires_at: `${expires}T23:59:59Z` }) }),
    );
    return { data: made, lines: [made.token, { ru: 'Сохраните токен: больше он не будет показан.', en: 'Keep the token: it is not shown again.' }[locale]] };
  }));
}
