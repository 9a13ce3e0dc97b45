import type { InvariantDefinition } from '../plugin/index.ts';

/**
 * V11: what people may do and by which rules they do it was changed through the doors that write it down. Changes of states and approvals are rows of
 * the history, which V1 and V2 hold to the items.
 */
export const AUDIT_INVARIANTS: readonly InvariantDefinition[] = [
  {
    code: 'V11',
    label: { ru: 'Пользователи заведены с записью в журнале', en: 'Users were made with a row in the audit' },
    find: async (uow) =>
      (await uow.query<{ id: string; full_name: string }>(`select u.id, u.full_name from core_user u where not u.is_system and not exists (select from core_audit a where a.entity = 'core.user' and a.item_id = u.id)`)).map(
        ({ id, full_name: name }) => ({ entity: 'core.user', id, text: `nobody is recorded to have made the user ${name}` }),
      ),
  },
  {
    code: 'V11',
    label: { ru: 'Роли даны с записью в журнале', en: 'Roles were given with a row in the audit' },
    find: async (uow) =>
      (
        await uow.query<{ id: string; role: string; user_id: string }>(
          `select r.id, r.role, r.user_id from core_user_role r
           where not r.deletion_mark and not exists (select from core_audit a where a.entity = 'core.user_role' and a.item_id = r.id)
             and not coalesce((select a.after -> 'roles' ? r.role from core_audit a
               where a.entity = 'core.user' and a.item_id = r.user_id and a.action in ('user.created', 'user.roles_set') order by a.id desc limit 1), false)`,
        )
      ).map(({ id, role, user_id: user }) => ({ entity: 'core.user_role', id, text: `nobody is recorded to have given ${role} to user ${user}` })),
  },
  {
    code: 'V11',
    label: { ru: 'Версии регламента опубликованы с записью в журнале', en: 'Versions of the regulation were published with a row in the audit' },
    find: async (uow) =>
      (
        await uow.query<{ hash: string; number: number }>(
          `select v.hash, v.number from core_regulation_version v where not exists (select from core_audit a where a.action = 'regulation.publish' and a.after ->> 'hash' = v.hash)`,
        )
      ).map(({ hash, number }) => ({ entity: 'core.regulation_version', id: hash, text: `nobody is recorded to have published version ${number}` })),
  },
];
