import { Department } from './department.ts';
import { User } from './user.ts';
import { UserRole } from './user-role.ts';

export { Department } from './department.ts';
export type { DepartmentRow } from './department.ts';
export { User } from './user.ts';
export type { UserRow } from './user.ts';
export { UserRole } from './user-role.ts';
export type { UserRoleRow } from './user-role.ts';

/** Who works here and as what. */
export const accessEntities = [Department, User, UserRole] as const;
