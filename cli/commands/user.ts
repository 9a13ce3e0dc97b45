import type { Command } from 'commander';
import { registerUserAdd } from './user/add.ts';
import { registerUserDeactivate } from './user/deactivate.ts';
import { registerUserList } from './user/list.ts';
import { registerUserPassword } from './user/password.ts';
import { registerUserRoles } from './user/roles.ts';
import { registerUserToken } from './user/token.ts';
import { addGroup } from './support/index.ts';

/** `reglament user`: people of a company, their roles, passwords and tokens. */
export function registerUser(program: Command): void {
  const group = addGroup(program, 'user', { ru: 'Пользователи компании', en: 'Users of a company' });
  for (const register of [registerUserList, registerUserAdd, registerUserPassword, registerUserRoles, registerUserDeactivate, registerUserToken]) register(group);
}
