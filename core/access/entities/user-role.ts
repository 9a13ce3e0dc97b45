import { defineEntity, field, label } from '../../entity/index.ts';

/**
 * A role a user holds, for a time and in one organization or everywhere.
 * `role`: code from the regulation. `organization_id` null: all organizations. `valid_from`, `valid_to`: calendar dates, both included, null = open.
 * Given and taken by `/api/access/users/:id/roles`, which also ends the sessions of whoever loses one.
 * @see «Автоматизация полного цикла продажи», §1.1
 */
export const UserRole = defineEntity({
  id: 'core.user_role',
  kind: 'record',
  label: { one: label('Назначение роли', 'Role assignment'), many: label('Назначения ролей', 'Role assignments') },
  path: 'user-roles',
  fields: {
    user_id: field.reference(label('Пользователь', 'User'), 'core.user', { required: true, indexed: true }),
    role: field.string(label('Роль', 'Role'), 60, { required: true, indexed: true }),
    organization_id: field.uuid(label('Организация', 'Organization')),
    valid_from: field.date(label('Действует с', 'Valid from')),
    valid_to: field.date(label('Действует по', 'Valid to')),
  },
  permissions: {},
  title: 'role',
  checks: { valid_in_order: 'valid_to >= valid_from' },
  audited: true,
});
export type UserRoleRow = InstanceType<typeof UserRole>;
