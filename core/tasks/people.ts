import type { Actor, UnitOfWork } from '../company/index.ts';
import { rolesCovering } from '../regulation/index.ts';

/** Whether the actor holds `role` now, by itself, by a role that includes it or by one lent to him. Who holds a role follows the present. */
export function holdsRole(uow: UnitOfWork, actor: Actor, role: string | null | undefined): boolean {
  if (role === null || role === undefined) return false;
  return rolesCovering(uow.company.regulation, role).some((covering) => actor.roles.includes(covering));
}

/** Every role whose work the actor may do: his own and those they include. */
export function rolesOf(uow: UnitOfWork, actor: Actor): string[] {
  return [...new Set(actor.roles.flatMap((role) => uow.company.regulation.roles.get(role)?.covers ?? [role]))];
}

/** Active employees who hold `role` today, deputies of absent holders included. */
export async function holdersOf(uow: UnitOfWork, role: string): Promise<string[]> {
  const rows = await uow.query<{ id: string }>(
    `with held as (
       select u.id, u.deputy_id, (u.absent_from <= $2::date and (u.absent_to is null or u.absent_to >= $2::date)) is true as absent
       from core_user_role r join core_user u on u.id = r.user_id
       where r.role = any($1::text[]) and not r.deletion_mark and (r.valid_from is null or r.valid_from <= $2::date) and (r.valid_to is null or r.valid_to >= $2::date)
         and u.is_active and not u.deletion_mark and not u.is_system)
     select id from held
     union select d.id from held join core_user d on d.id = held.deputy_id where held.absent and d.is_active and not d.deletion_mark and not d.is_system
     order by id`,
    [rolesCovering(uow.company.regulation, role), uow.today],
  );
  return rows.map((row) => row.id);
}

/** The actor and every colleague he stands in for today: their tasks are his. */
export async function personsActedFor(uow: UnitOfWork): Promise<readonly string[]> {
  const known = uow.remember(personsActedFor, () => ({ ids: undefined as readonly string[] | undefined }));
  if (known.ids === undefined) {
    const rows = await uow.query<{ id: string }>(
      `select id from core_user where deputy_id = $1 and is_active and not deletion_mark and not is_system and absent_from <= $2::date and (absent_to is null or absent_to >= $2::date)`,
      [uow.actor.userId, uow.today],
    );
    known.ids = [uow.actor.userId, ...rows.map((row) => row.id)];
  }
  return known.ids;
}

/** An active employee's id and language, or undefined. */
export async function activeUser(uow: UnitOfWork, id: string): Promise<{ readonly id: string; readonly locale: 'ru' | 'en' } | undefined> {
  const rows = await uow.query<{ id: string; locale: 'ru' | 'en' }>(`select id, locale from core_user where id = $1 and is_active and not deletion_mark and not is_system`, [id]);
  return rows[0];
}
