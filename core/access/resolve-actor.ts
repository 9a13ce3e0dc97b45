import type { Actor, Company, PermissionScope } from '../company/index.ts';
import type { Locale } from '../language/index.ts';
import { permissionsOf } from '../regulation/index.ts';

interface UserRecord {
  readonly login: string | null;
  readonly full_name: string;
  readonly locale: Locale;
  readonly is_system: boolean;
  readonly roles: string[];
  /** Whether a role was ever given to him, in force or not. */
  readonly was_given_roles: boolean;
  readonly team: string[];
}

/** Reads the tables of people before anybody is known; it may do nothing else. */
const READER: Actor = { kind: 'robot', userId: '00000000-0000-0000-0000-000000000000', login: '', name: '', roles: [], permissions: new Map(), locale: 'ru' };

/**
 * The person as he stands today: roles that are valid on the company's date, and those of every absent colleague he is the deputy of;
 * permissions of the regulation in force. Whoever has roles but none of an employee is a guest, also when they are out of date. Undefined when there is no such user or he is not active.
 */
export async function resolveActor(company: Company, userId: string): Promise<Actor | undefined> {
  const user = await company.read(READER, async (uow) => {
    const [row] = await uow.query<UserRecord>(
      `select u.login, u.full_name, u.locale, u.is_system, array(
         select distinct r.role from core_user_role r
         where not r.deletion_mark and (r.valid_from is null or r.valid_from <= $2::date) and (r.valid_to is null or r.valid_to >= $2::date)
           and (r.user_id = u.id or r.user_id in (
             select a.id from core_user a
             where a.deputy_id = u.id and a.is_active and not a.deletion_mark and not a.is_system
               and a.absent_from <= $2::date and (a.absent_to is null or a.absent_to >= $2::date)))
         order by r.role) as roles, exists (select from core_user_role g where g.user_id = u.id) as was_given_roles, array(
         select m.id from core_user m join core_department d on d.id = m.department_id
         where not m.deletion_mark and (d.id = u.department_id or d.head_id = u.id)) as team
       from core_user u where u.id = $1 and u.is_active and not u.deletion_mark`,
      [userId, uow.today],
    );
    return row;
  });
  if (user === undefined) return undefined;
  const known = company.hasRegulation ? user.roles.filter((role) => company.regulation.roles.get(role)?.external === false) : [];
  const permissions = company.hasRegulation ? permissionsOf(company.regulation, known) : new Map<string, PermissionScope>();
  const isGuest = company.hasRegulation && !user.is_system && user.was_given_roles && known.every((role) => company.regulation.roles.get(role)?.guest === true);
  return {
    kind: user.is_system ? 'robot' : 'person',
    userId,
    login: user.login ?? '',
    name: user.full_name,
    roles: known,
    permissions,
    ...(isGuest ? { isGuest } : {}),
    ...([...permissions.values()].includes('team') ? { team: new Set(user.team) } : {}),
    locale: user.locale,
  };
}
