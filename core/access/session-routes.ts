import { UnauthenticatedError, ConflictError } from '../errors/index.ts';
import type { Identity, Logger, RouteDefinition, RouteRequest, RouteResponse } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { LoginThrottle } from './login-throttle.ts';
import { PasswordVerifier } from './passwords.ts';
import { csrfToken } from './secret-token.ts';
import type { SessionAuthenticator } from './session-authenticator.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { SessionStore } from './session-store.ts';
import type { UserService } from './user-service.ts';

export interface SessionRoutesOptions {
  readonly store: SessionStore;
  readonly throttle: LoginThrottle;
  readonly authenticator: SessionAuthenticator;
  readonly cookie: SessionCookie;
  readonly users: UserService;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

const secret = { type: 'string', minLength: 1, maxLength: 200, writeOnly: true } as const;
const SIGN_IN = {
  type: 'object',
  additionalProperties: false,
  required: ['login', 'password'],
  properties: { login: { type: 'string', minLength: 1, maxLength: 200 }, password: secret },
} as const;
const CHANGE_PASSWORD = {
  type: 'object',
  additionalProperties: false,
  required: ['password', 'new_password'],
  properties: { password: secret, new_password: secret },
} as const;
const SESSION = {
  type: 'object',
  required: ['user', 'company', 'roles', 'permissions'],
  properties: {
    user: { type: 'object', properties: { id: { type: 'string' }, login: { type: 'string' }, name: { type: 'string' }, locale: { enum: ['ru', 'en'] } } },
    company: { type: 'object', properties: { id: { type: 'string' }, title: { type: 'object' }, time_zone: { type: 'string' } } },
    roles: { type: 'array', items: { type: 'string' } },
    permissions: { type: 'object', additionalProperties: { enum: ['all', 'team', 'own'] } },
    csrf_token: { type: 'string', description: 'Value for X-CSRF-Token where a client sends no Origin.' },
    expires_at: { type: 'string', format: 'date-time' },
  },
} as const;

/** Unknown login, wrong password, disabled account: one answer for all. */
function signInFailed(): UnauthenticatedError {
  return new UnauthenticatedError('core.sign_in_failed', { ru: 'Неверный логин или пароль.', en: 'Wrong login or password.' });
}

function describe({ actor, company, expiresAt }: Pick<Identity, 'actor' | 'company' | 'expiresAt'>, csrf: string | undefined): Record<string, unknown> {
  return {
    user: { id: actor.userId, login: actor.login, name: actor.name, locale: actor.locale },
    company: { id: company.id, title: company.title, time_zone: company.timeZone },
    roles: actor.roles,
    permissions: Object.fromEntries(actor.permissions),
    ...(csrf === undefined ? {} : { csrf_token: csrf }),
    ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
  };
}

/** `/api/session`: sign in, who am I, sign out, change my password. */
export function sessionRoutes(options: SessionRoutesOptions): RouteDefinition[] {
  const { store, throttle, authenticator, cookie, users, logger } = options;
  const passwords = new PasswordVerifier();

  /** The steps that take time are the same whatever is wrong, and in the same order. */
  async function signIn({ body, address, headers }: RouteRequest<{ login: string; password: string }>): Promise<RouteResponse> {
    await throttle.take(body.login, address);
    const credential = await store.findCredential(body.login);
    const matches = await passwords.matches(credential?.password_hash, body.password);
    const company = credential === undefined ? undefined : authenticator.companies.get(credential.company_id);
    if (credential === undefined || !matches || !credential.is_active || company === undefined) {
      logger.warn({ address, userId: credential?.user_id }, 'sign-in failed');
      throw signInFailed();
    }
    const actor = await authenticator.actor(company, credential.user_id);
    const token = actor === undefined || actor.kind === 'robot' ? undefined : await store.open(credential, headers['user-agent']);
    if (actor === undefined || token === undefined) throw signInFailed();
    await throttle.forgive(body.login, address);
    logger.info({ address, userId: actor.userId, company: company.id }, 'signed in');
    return { headers: { 'set-cookie': cookie.issue(token, store.limits.absoluteHours * 3600) }, body: describe({ actor, company }, csrfToken(token)) };
  }

  return [
    defineRoute({
      method: 'POST',
      path: '/api/session',
      permission: 'public',
      summary: { ru: 'Войти', en: 'Sign in' },
      body: SIGN_IN,
      response: SESSION,
      handle: signIn,
    }),
    defineRoute({
      method: 'GET',
      path: '/api/session',
      permission: 'signed_in',
      guests: true,
      summary: { ru: 'Кто я и что мне можно', en: 'Who I am and what I may do' },
      response: SESSION,
      handle: async ({ identity }) => {
        if (identity === undefined) throw new UnauthenticatedError();
        return { body: describe(identity, identity.csrfToken) };
      },
    }),
    defineRoute<{ locale: 'ru' | 'en' }>({
      method: 'PATCH',
      path: '/api/session',
      permission: 'signed_in',
      summary: { ru: 'Сменить язык', en: 'Change my language' },
      body: { type: 'object', additionalProperties: false, required: ['locale'], properties: { locale: { type: 'string', enum: ['ru', 'en'] } } },
      response: SESSION,
      handle: async (request) => {
        const { identity, body } = request;
        if (identity === undefined) throw new UnauthenticatedError();
        return request.write(async (uow) => {
          await users.setLocale(uow, identity.actor.userId, body.locale);
          return { body: describe({ ...identity, actor: { ...identity.actor, locale: body.locale } }, identity.csrfToken) };
        });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/session',
      permission: 'signed_in',
      guests: true,
      summary: { ru: 'Выйти', en: 'Sign out' },
      handle: async ({ identity }) => {
        if (identity === undefined) throw new UnauthenticatedError();
        if (identity.via === 'token') throw new ConflictError('core.not_a_session', { ru: 'Токен не завершают выходом: его отзывают.', en: 'A token is revoked, not signed out.' });
        await store.close(Buffer.from(identity.key, 'hex'));
        authenticator.forget(identity.key);
        logger.info({ userId: identity.actor.userId, company: identity.company.id }, 'signed out');
        return { headers: { 'set-cookie': cookie.clear() } };
      },
    }),
    defineRoute<{ password: string; new_password: string }>({
      method: 'POST',
      path: '/api/session/password',
      permission: 'signed_in',
      guests: true,
      summary: { ru: 'Сменить свой пароль; все сеансы завершаются', en: 'Change my password; every session ends' },
      body: CHANGE_PASSWORD,
      handle: async (request) => {
        const { actor, address, body } = request;
        await throttle.take(actor.login, address);
        const credential = await store.findCredential(actor.login);
        if (!(await passwords.matches(credential?.password_hash, body.password))) throw signInFailed();
        await throttle.forgive(actor.login, address);
        return request.write(async (uow) => {
          await users.setPassword(uow, actor.userId, body.new_password);
          return { status: 204, headers: { 'set-cookie': cookie.clear() } };
        });
      },
    }),
  ];
}
