import type { UnitOfWork } from '../../../core/company/index.ts';
import { nearest } from '../../../core/language/index.ts';
import { UsageError } from '../../output/index.ts';

/** Id of the user with that login. @throws UsageError with the nearest login */
export async function userId(uow: UnitOfWork, login: string): Promise<string> {
  const users = await uow.query<{ id: string; login: string }>('select id, login from core_user where login is not null and not deletion_mark order by login');
  const found = users.find((one) => one.login.toLowerCase() === login.toLowerCase());
  if (found !== undefined) return found.id;
  const like = nearest(login, users.map((one) => one.login));
  throw new UsageError({
    ru: `В компании ${uow.company.id} нет пользователя «${login}»${like === undefined ? '' : `; возможно, «${like}»`}.`,
    en: `The company ${uow.company.id} has no user "${login}"${like === undefined ? '' : `; did you mean "${like}"?`}`,
  });
}

/** Role codes of a comma-separated list. */
export function rolesOf(list: string | undefined): string[] {
  return (list ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');
}
