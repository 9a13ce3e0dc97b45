import type { EntityRow, RouteDefinition, UnitOfWork } from '../../../core/index.ts';
import { ForbiddenError, NotFoundError, createRecord, defineRoute, label, may, updateRecord } from '../../../core/index.ts';
import { webErrors } from '../errors.ts';

const version = { type: 'integer', minimum: 1 };
const given = {
  name: { type: 'string', minLength: 1, maxLength: 100 },
  is_shared: { type: 'boolean' },
  is_pinned: { type: 'boolean' },
  is_default: { type: 'boolean' },
  settings: { type: 'object' },
};

const COLUMNS = 'v.id, v.version, v.entity_code, v.name, v.is_shared, v.is_pinned, v.is_default, v.settings, v.owner_id';

/** A view as its reader is shown it: what opens first is each person's own affair. */
function shown(uow: UnitOfWork, { owner_id: ownerId, is_default: isDefault, ...row }: Record<string, unknown>): Record<string, unknown> {
  const mine = ownerId === uow.actor.userId;
  return { ...row, mine, may_change: mine || may(uow.actor, 'view.share', ownerId as string), is_default: mine && isDefault === true };
}

async function viewOf(uow: UnitOfWork, id: string): Promise<Record<string, unknown>> {
  const [row] = await uow.query<Record<string, unknown>>(`select ${COLUMNS} from web_view v where v.id = $1 and not v.deletion_mark and (v.is_shared or v.owner_id = $2)`, [id, uow.actor.userId]);
  if (row === undefined) throw new NotFoundError();
  return row;
}

/** The row, when this person may change it. @throws NotFoundError for what is not shown to him, ForbiddenError web.foreign_view */
async function changeable(uow: UnitOfWork, id: string): Promise<Record<string, unknown>> {
  const row = await viewOf(uow, id);
  if (row['owner_id'] !== uow.actor.userId && !may(uow.actor, 'view.share', row['owner_id'] as string)) throw new ForbiddenError('web.foreign_view', webErrors['web.foreign_view']);
  return row;
}

const list = defineRoute({
  method: 'GET',
  path: '/api/web/views',
  permission: 'signed_in',
  summary: label('Виды списка: свои и общие', 'Views of a list: my own and shared ones'),
  query: { entity: { type: 'string', minLength: 1, maxLength: 60 } },
  handle: async (request) =>
    request.read(async (uow) => {
      const rows = await uow.query<Record<string, unknown>>(
        `select ${COLUMNS} from web_view v where v.entity_code = $1 and not v.deletion_mark and (v.is_shared or v.owner_id = $2) order by v.is_pinned desc, lower(v.name), v.id`,
        [request.query['entity'] ?? '', uow.actor.userId],
      );
      return { body: { data: rows.map((row) => shown(uow, row)) } };
    }),
});

const make = defineRoute<Record<string, unknown>>({
  method: 'POST',
  path: '/api/web/views',
  permission: 'signed_in',
  summary: label('Сохранить вид списка', 'Save a view of a list'),
  body: { type: 'object', additionalProperties: false, required: ['entity_code', 'name', 'settings'], properties: { entity_code: { type: 'string', maxLength: 60 }, ...given } },
  handle: async (request) =>
    request.write(async (uow) => {
      const { id } = await createRecord(uow, 'web.view', request.body);
      return { status: 201, body: shown(uow, await viewOf(uow, id)) };
    }),
});

const change = defineRoute<Record<string, unknown>>({
  method: 'PATCH',
  path: '/api/web/views/:id',
  permission: 'signed_in',
  summary: label('Изменить вид списка', 'Change a view of a list'),
  body: { type: 'object', additionalProperties: false, required: ['version'], properties: { version, ...given } },
  handle: async (request) =>
    request.write(async (uow) => {
      const { version: seen, ...values } = request.body;
      const id = request.params['id'] ?? '';
      await changeable(uow, id);
      const row: EntityRow = await updateRecord(uow, { entity: 'web.view', id }, values, { writer: 'person', version: seen as number });
      return { body: shown(uow, row['is_shared'] === true || row['owner_id'] === uow.actor.userId ? await viewOf(uow, id) : row) };
    }),
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/api/web/views/:id',
  permission: 'signed_in',
  summary: label('Удалить вид списка', 'Remove a view of a list'),
  query: { version: { type: 'integer', minimum: 1 } },
  handle: async (request) =>
    request.write(async (uow) => {
      const id = request.params['id'] ?? '';
      const row = await changeable(uow, id);
      await updateRecord(uow, { entity: 'web.view', id }, { deletion_mark: true }, { version: Number(request.query['version'] ?? row['version']) });
      return { status: 204 };
    }),
});

/** Saved views: everybody sees his own and the shared ones, changes his own, and shares by right. */
export const viewRoutes: readonly RouteDefinition[] = [list, make, change, remove];
