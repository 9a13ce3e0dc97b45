import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import { may } from '../company/index.ts';
import { ForbiddenError } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import type { JsonSchema } from '../validation/index.ts';
import type { NewUser, UserService } from './user-service.ts';

const roles = { type: 'array', uniqueItems: true, maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 60 } } as const;
const password = { type: 'string', minLength: 1, maxLength: 200, writeOnly: true } as const;
const version = { type: 'integer', minimum: 1, description: 'The version that was seen; another one is answered 409.' } as const;
const VERSIONED = { type: 'object', required: ['id', 'version'], properties: { id: { type: 'string', format: 'uuid' }, version: { type: 'integer' } } } as const;

function object(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return { type: 'object', additionalProperties: false, required, properties };
}

const NEW_USER = object(
  {
    full_name: { type: 'string', minLength: 1, maxLength: 200 },
    email: { type: 'string', format: 'email', maxLength: 254 },
    login: { type: 'string', maxLength: 100, pattern: '^[^\\s]+$' },
    password,
    roles,
    locale: { enum: ['ru', 'en'] },
    position: { type: 'string', maxLength: 150 },
    department_id: { type: 'string', format: 'uuid' },
  },
  ['full_name', 'email', 'roles'],
);
const TOKEN = object({ name: { type: 'string', minLength: 1, maxLength: 100 }, expires_at: { type: 'string', format: 'date-time' } }, ['name']);

/** `/api/access/users`: what changes a person's credentials and rights. Reading and the other fields are the entity's own routes. */
export function userRoutes(users: UserService): RouteDefinition[] {
  const common = { permission: 'user.manage', tag: 'access' } as const;
  const command = <Body extends { version?: number }>(name: string, summary: Label, body: JsonSchema, run: (uow: Parameters<UserService['deactivate']>[0], id: string, body: Body) => Promise<number>, permission = 'user.manage') =>
    defineRoute<Body>({
      tag: common.tag,
      permission,
      method: 'POST',
      path: `/api/access/users/:id/${name}`,
      summary,
      body,
      response: VERSIONED,
      handle: (request) =>
        request.write(async (uow) => {
          const id = request.params['id']!;
          return { body: { id, version: await run(uow, id, request.body ?? {}) } };
        }),
    });
  return [
    defineRoute<NewUser>({
      ...common,
      method: 'POST',
      path: '/api/access/users',
      summary: { ru: 'Принять сотрудника', en: 'Create a user' },
      body: NEW_USER,
      response: VERSIONED,
      handle: (request) =>
        request.write(async (uow) => {
          // Whoever makes a user gives him roles, so both permissions are asked for.
          if (!may(uow.actor, 'role.manage')) {
            throw new ForbiddenError('core.permission_required', { ru: 'На это действие у вас нет права «{permission}».', en: 'You lack the permission “{permission}” for this.' }, { params: { permission: 'role.manage' } });
          }
          return { status: 201, body: await users.createUser(uow, request.body) };
        }),
    }),
    command<{ version?: number; password: string }>('password', { ru: 'Задать пароль; сеансы завершаются', en: 'Set a password; sessions end' }, object({ password, version }, ['password']), (uow, id, body) =>
      users.setPassword(uow, id, body.password, body.version),
    ),
    command<{ version?: number; roles: string[] }>('roles', { ru: 'Назначить роли', en: 'Set the roles' }, object({ roles, version }, ['roles']), (uow, id, body) =>
      users.setRoles(uow, id, body.roles, body.version), 'role.manage',
    ),
    command('deactivate', { ru: 'Отключить', en: 'Deactivate' }, object({ version }, []), (uow, id, body) => users.deactivate(uow, id, body.version)),
    command('activate', { ru: 'Включить снова', en: 'Activate again' }, object({ version }, []), (uow, id, body) => users.activate(uow, id, body.version)),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/access/users/:id/tokens',
      summary: { ru: 'Токены пользователя', en: 'Tokens of a user' },
      handle: (request) => request.read(async (uow) => ({ body: { data: await users.listTokens(uow, request.params['id']!) } })),
    }),
    defineRoute<{ name: string; expires_at?: string }>({
      ...common,
      method: 'POST',
      path: '/api/access/users/:id/tokens',
      summary: { ru: 'Выдать токен; он показывается один раз', en: 'Make a token; it is shown once' },
      body: TOKEN,
      handle: (request) =>
        request.write(async (uow) => {
          const made = await users.createToken(uow, request.params['id']!, request.body);
          return { status: 201, body: made, stored: { id: made.id } };
        }),
    }),
    defineRoute({
      ...common,
      method: 'DELETE',
      path: '/api/access/users/:id/tokens/:tokenId',
      summary: { ru: 'Отозвать токен', en: 'Revoke a token' },
      handle: (request) =>
        request.write(async (uow) => {
          await users.revokeToken(uow, request.params['id']!, request.params['tokenId']!);
          return {};
        }),
    }),
  ];
}
