import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '../company/index.ts';
import { ConflictError, InvalidError, NotFoundError } from '../errors/index.ts';
import { nearest } from '../language/index.ts';
import { audit } from '../records/index.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { newToken, tokenHash } from './secret-token.ts';

/** A person to be employed. `login` and `password` only for one who signs in; `roles`: codes of the regulation. */
export interface NewUser {
  readonly full_name: string;
  readonly email: string;
  readonly login?: string;
  readonly password?: string;
  readonly roles: readonly string[];
  readonly locale?: 'ru' | 'en';
  readonly position?: string;
  readonly department_id?: string;
}

/** An API token as it is listed: never the token itself. */
export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
}

interface LockedUser {
  readonly id: string;
  readonly version: number;
  readonly login: string | null;
  readonly is_active: boolean;
  readonly is_system: boolean;
}

/** Users with their credentials, roles and tokens; every change is audited and, where it takes something away, ends sessions and tokens. */
export class UserService {
  /** `onRightsChanged` is called after the commit of every change, to drop what this process remembers. */
  constructor(readonly onRightsChanged: () => void) {}

  /** @throws InvalidError core.weak_password, core.unknown_role, core.login_required @throws ConflictError core.duplicate (mapped) for a login that is taken */
  async createUser(uow: UnitOfWork, user: NewUser): Promise<{ readonly id: string; readonly version: number }> {
    this.#checkRoles(uow, user.roles);
    if (user.password !== undefined && user.login === undefined) {
      throw new InvalidError('core.login_required', { ru: 'Пароль задают вместе с логином.', en: 'A password needs a login.' }, {
        errors: [{ pointer: '/login', code: 'required', message: { ru: 'Укажите логин.', en: 'Give a login.' } }],
      });
    }
    const id = randomUUID();
    await uow.query(
      `insert into core_user(id, version, created_at, updated_at, created_by, updated_by, deletion_mark, external_ids, custom, is_active,
                             login, full_name, email, locale, position, department_id, is_supervised, is_system)
       values ($1, 1, $2, $2, $3, $3, false, '{}', '{}', true, $4, $5, $6, $7, $8, $9, false, false)`,
      [id, uow.now, uow.actor.userId, user.login ?? null, user.full_name, user.email, user.locale ?? 'ru', user.position ?? null, user.department_id ?? null],
    );
    for (const role of new Set(user.roles)) await this.#addRole(uow, id, role);
    if (user.login !== undefined && user.password !== undefined) await this.#storePassword(uow, id, user.login, user.password);
    const { password, ...visible } = user;
    await audit(uow, { action: 'user.created', entity: 'core.user', itemId: id, after: { ...visible, can_sign_in: password !== undefined } });
    this.#changed(uow, id, 1, 'user.created');
    return { id, version: 1 };
  }

  /** Sets a password and ends every session and token of the user. @throws InvalidError core.weak_password, core.login_required */
  async setPassword(uow: UnitOfWork, userId: string, password: string, seen?: number): Promise<number> {
    const user = await this.#lock(uow, userId, seen);
    if (user.login === null) throw new InvalidError('core.login_required', { ru: 'У пользователя нет логина.', en: 'The user has no login.' });
    await this.#storePassword(uow, userId, user.login, password);
    await this.#endCredentials(uow, userId);
    await audit(uow, { action: 'user.password_set', entity: 'core.user', itemId: userId });
    return this.#touch(uow, user, 'user.password_set');
  }

  /** Sets the language the system speaks to the user. */
  async setLocale(uow: UnitOfWork, userId: string, locale: 'ru' | 'en'): Promise<number> {
    const user = await this.#lock(uow, userId);
    await audit(uow, { action: 'user.locale_set', entity: 'core.user', itemId: userId, after: { locale } });
    return this.#touch(uow, user, 'user.locale_set', locale === 'en' ? "locale = 'en'," : "locale = 'ru',");
  }

  /** Dismisses a user: he cannot sign in, and what he had open ends. His tasks and documents stay. @throws ConflictError core.own_account */
  async deactivate(uow: UnitOfWork, userId: string, seen?: number): Promise<number> {
    const user = await this.#lock(uow, userId, seen);
    if (userId === uow.actor.userId) throw new ConflictError('core.own_account', { ru: 'Свою учётную запись отключает другой администратор.', en: 'Your own account is disabled by another administrator.' });
    if (!user.is_active) return user.version;
    await uow.asInstallation(() => uow.query('update reglament.credential set is_active = false where user_id = $1 and company_id = $2', [userId, uow.company.id]));
    await this.#endCredentials(uow, userId);
    await audit(uow, { action: 'user.deactivated', entity: 'core.user', itemId: userId, before: { is_active: true }, after: { is_active: false } });
    return this.#touch(uow, user, 'user.deactivated', 'is_active = false,');
  }

  /** Lets a dismissed user in again, with the roles he still has; his password is unchanged. */
  async activate(uow: UnitOfWork, userId: string, seen?: number): Promise<number> {
    const user = await this.#lock(uow, userId, seen);
    if (user.is_active) return user.version;
    await uow.asInstallation(() => uow.query('update reglament.credential set is_active = true where user_id = $1 and company_id = $2', [userId, uow.company.id]));
    await audit(uow, { action: 'user.activated', entity: 'core.user', itemId: userId, before: { is_active: false }, after: { is_active: true } });
    return this.#touch(uow, user, 'user.activated', 'is_active = true,');
  }

  /** Makes `roles` the user's roles; those he keeps stay as they are, with their dates. Taking one away ends his sessions and tokens. */
  async setRoles(uow: UnitOfWork, userId: string, roles: readonly string[], seen?: number): Promise<number> {
    this.#checkRoles(uow, roles);
    const user = await this.#lock(uow, userId, seen);
    const held = await uow.query<{ role: string }>(
      `select distinct role from core_user_role where user_id = $1 and not deletion_mark
         and (valid_from is null or valid_from <= $2::date) and (valid_to is null or valid_to >= $2::date) order by role`,
      [userId, uow.today],
    );
    const before = held.map((row) => row.role);
    const removed = before.filter((role) => !roles.includes(role));
    const added = [...new Set(roles)].filter((role) => !before.includes(role));
    if (removed.length === 0 && added.length === 0) return user.version;
    // Rows of an added role that are out of date, or not yet in force, give way to the new one.
    await uow.query('delete from core_user_role where user_id = $1 and role = any($2)', [userId, [...removed, ...added]]);
    if (removed.length > 0) await this.#endCredentials(uow, userId);
    for (const role of added) await this.#addRole(uow, userId, role);
    await audit(uow, { action: 'user.roles_set', entity: 'core.user', itemId: userId, before: { roles: before }, after: { roles: [...new Set(roles)].sort() } });
    return this.#touch(uow, user, 'user.roles_set');
  }

  /** Makes an API token with the user's own rights; the token is in the answer and nowhere else. */
  async createToken(uow: UnitOfWork, userId: string, token: { readonly name: string; readonly expires_at?: string }): Promise<{ readonly id: string; readonly token: string }> {
    const user = await this.#lock(uow, userId);
    const secret = newToken();
    const [row] = await uow.asInstallation(() =>
      uow.query<{ id: string }>(
        `insert into reglament.api_token(token_hash, user_id, company_id, name, created_at, expires_at)
         select $1, user_id, company_id, $4, clock_timestamp(), $5 from reglament.credential where user_id = $2 and company_id = $3 and is_active returning id`,
        [tokenHash(secret), userId, uow.company.id, token.name, token.expires_at ?? null],
      ),
    );
    if (row === undefined || !user.is_active) throw new ConflictError('core.cannot_sign_in', { ru: 'Этот пользователь не может входить в систему.', en: 'This user cannot sign in.' });
    await audit(uow, { action: 'user.token_created', entity: 'core.user', itemId: userId, after: { id: row.id, ...token } });
    return { id: row.id, token: secret };
  }

  /** Ends a token. @throws NotFoundError when the user has no such token in force */
  async revokeToken(uow: UnitOfWork, userId: string, tokenId: string): Promise<void> {
    const rows = await uow.asInstallation(() =>
      uow.query(
        'update reglament.api_token set revoked_at = clock_timestamp() where id = $1 and user_id = $2 and company_id = $3 and revoked_at is null returning id',
        [tokenId, userId, uow.company.id],
      ),
    );
    if (rows.length === 0) throw new NotFoundError();
    await audit(uow, { action: 'user.token_revoked', entity: 'core.user', itemId: userId, before: { id: tokenId } });
    uow.afterCommit(this.onRightsChanged);
  }

  async listTokens(uow: UnitOfWork, userId: string): Promise<TokenRow[]> {
    return uow.asInstallation(() =>
      uow.query<TokenRow & Record<string, unknown>>(
        'select id, name, created_at, expires_at, revoked_at, last_used_at from reglament.api_token where user_id = $1 and company_id = $2 order by created_at, id',
        [userId, uow.company.id],
      ),
    );
  }

  #checkRoles(uow: UnitOfWork, roles: readonly string[]): void {
    const known = [...uow.company.regulation.roles.values()].filter((role) => !role.external).map((role) => role.code);
    const errors = roles.flatMap((role, index) => {
      if (known.includes(role)) return [];
      const near = nearest(role, known);
      const message = { ru: `Роли «${role}» нет в регламенте${near === undefined ? '' : `; возможно, «${near}»`}.`, en: `The regulation has no role "${role}"${near === undefined ? '' : `; did you mean "${near}"?`}` };
      return [{ pointer: `/roles/${index}`, code: 'unknown_role', message }];
    });
    if (errors.length > 0) throw new InvalidError('core.unknown_role', { ru: 'В регламенте нет такой роли.', en: 'The regulation has no such role.' }, { errors });
  }

  /** Locks the user so that two administrators take turns. @throws NotFoundError @throws ConflictError core.version_conflict */
  async #lock(uow: UnitOfWork, userId: string, seen?: number): Promise<LockedUser> {
    const [user] = await uow.query<LockedUser & { updated_by: string | null }>('select id, version, login, is_active, is_system, updated_by from core_user where id = $1 and not deletion_mark for update', [userId]);
    if (user === undefined || user.is_system) throw new NotFoundError();
    if (seen !== undefined && seen !== user.version) {
      throw new ConflictError('core.version_conflict', { ru: 'Запись изменил другой человек: сейчас версия {version}.', en: 'Somebody else changed this: the version is {version} now.' }, {
        params: { version: user.version, changed_by: user.updated_by },
      });
    }
    return user;
  }

  async #touch(uow: UnitOfWork, user: LockedUser, event: string, assignment = ''): Promise<number> {
    const version = user.version + 1;
    await uow.query(`update core_user set ${assignment} version = $2, updated_at = $3, updated_by = $4 where id = $1`, [user.id, version, uow.now, uow.actor.userId]);
    this.#changed(uow, user.id, version, event);
    return version;
  }

  #changed(uow: UnitOfWork, id: string, version: number, event: string): void {
    uow.changes.push({ entity: 'core.user', id, version, event });
    uow.afterCommit(this.onRightsChanged);
  }

  async #addRole(uow: UnitOfWork, userId: string, role: string): Promise<void> {
    await uow.query(
      `insert into core_user_role(id, version, created_at, updated_at, created_by, updated_by, deletion_mark, external_ids, custom, user_id, role)
       values ($1, 1, $2, $2, $3, $3, false, '{}', '{}', $4, $5)`,
      [randomUUID(), uow.now, uow.actor.userId, userId, role],
    );
  }

  async #storePassword(uow: UnitOfWork, userId: string, login: string, password: string): Promise<void> {
    checkPassword(password, login);
    const hash = await hashPassword(password);
    await uow.asInstallation(() =>
      uow.query(
        `insert into reglament.credential(user_id, company_id, login, password_hash) values ($1, $2, $3, $4)
         on conflict (user_id) do update set password_hash = excluded.password_hash`,
        [userId, uow.company.id, login, hash],
      ),
    );
  }

  async #endCredentials(uow: UnitOfWork, userId: string): Promise<void> {
    await uow.asInstallation(() =>
      uow.query(
        `with ended as (update reglament.credential set rights_changed_at = clock_timestamp() where user_id = $1 and company_id = $2 returning user_id),
              tokens as (update reglament.api_token set revoked_at = clock_timestamp() where user_id in (select user_id from ended) and revoked_at is null)
         delete from reglament.session where user_id in (select user_id from ended)`,
        [userId, uow.company.id],
      ),
    );
  }
}
