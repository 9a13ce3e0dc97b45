import type { UnitOfWork } from '../../../core/index.ts';

/** Codes of the roles whose holders count as holding `role`. */
function rolesCovering(uow: UnitOfWork, role: string): string[] {
  return [...uow.company.regulation.roles.values()].filter((one) => one.covers.includes(role)).map((one) => one.code);
}

/** Active employees who hold a role today. */
const HOLDS = `u.is_active and not u.deletion_mark and not u.is_system and exists (
  select from core_user_role r where r.user_id = u.id and r.role = any($1::text[]) and not r.deletion_mark
    and (r.valid_from is null or r.valid_from <= $2::date) and (r.valid_to is null or r.valid_to >= $2::date))`;

/** Active employees who hold `role` today. */
export async function holdersOfRole(uow: UnitOfWork, role: string): Promise<string[]> {
  return (await uow.query<{ id: string }>(`select u.id from core_user u where ${HOLDS} order by u.id`, [rolesCovering(uow, role), uow.today])).map((row) => row.id);
}

/** Codes of the roles of outside parties. */
function guestRoles(uow: UnitOfWork): string[] {
  return [...uow.company.regulation.roles.values()].filter((role) => role.guest || role.external).map((role) => role.code);
}

/** Who of the claim responsible has the fewest open claims; without any, the manager of the client. Null when there is nobody. */
export async function chooseResponsible(uow: UnitOfWork, partnerId: unknown): Promise<string | null> {
  const [row] = await uow.query<{ id: string }>(
    `select u.id from core_user u where ${HOLDS}
      order by (u.absent_from <= $2::date and (u.absent_to is null or u.absent_to >= $2::date)) is true,
        (select count(*) from claims_claim c where c.responsible_id = u.id and c.state in ('registered', 'in_progress')), u.full_name, u.id limit 1`,
    [rolesCovering(uow, 'claim_responsible'), uow.today],
  );
  if (row !== undefined) return row.id;
  const [manager] = await uow.query<{ id: string }>(
    'select u.id from crm_partner p join core_user u on u.id = p.main_manager_id where p.id = $1 and u.is_active and not u.deletion_mark and not u.is_system',
    [partnerId ?? null],
  );
  return manager?.id ?? null;
}

/** Those of `ids` who cannot be given work: not active, unknown, or an outside party. */
export async function outsiders(uow: UnitOfWork, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await uow.query<{ id: string }>(
    `select u.id from core_user u where u.id = any($1::uuid[]) and u.is_active and not u.deletion_mark and not u.is_system
       and not exists (select from core_user_role r where r.user_id = u.id and r.role = any($2::text[]) and not r.deletion_mark)`,
    [ids, guestRoles(uow)],
  );
  const insiders = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => !insiders.has(id)));
}
