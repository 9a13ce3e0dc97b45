import type { Actor, UnitOfWork } from '../../../core/index.ts';
import { ForbiddenError } from '../../../core/index.ts';

/** Whose figures a permission shows: everybody's (null), or those of the person and, granted as `team`, of his departments. */
export function peopleShown(actor: Actor, permission: string): readonly string[] | null {
  const scope = actor.kind === 'robot' ? 'all' : actor.permissions.get(permission);
  if (scope === 'all') return null;
  return scope === 'team' ? [actor.userId, ...(actor.team ?? [])] : [actor.userId];
}

/** The same, narrowed to one person. @throws ForbiddenError for one whose figures are not shown */
export function peopleAsked(actor: Actor, permission: string, person: string | undefined): readonly string[] | null {
  const shown = peopleShown(actor, permission);
  if (person === undefined) return shown;
  if (shown !== null && !shown.includes(person)) {
    throw new ForbiddenError('core.permission_required', { ru: 'На это действие у вас нет права «{permission}».', en: 'You lack the permission “{permission}” for this.' }, { params: { permission } });
  }
  return [person];
}

/** Names of people by id, one query. */
export async function namesOf(uow: UnitOfWork, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const rows = await uow.query<{ id: string; full_name: string }>('select id, full_name from core_user where id = any($1::uuid[])', [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, row.full_name]));
}
