import type { EntityClass, EntityDefinition } from '../entity/index.ts';
import { fieldJsonSchema } from '../entity/index.ts';
import { BadRequestError } from '../errors/index.ts';
import type { RouteDefinition, RouteRequest } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { ProcessEngine } from '../process/index.ts';
import { createRecord, deleteRecord, demandAccess, draftRecord, isPeoplesSection, listRecords, readRecord, updateRecord } from '../records/index.ts';

function versionMissing(): BadRequestError {
  return new BadRequestError('core.version_missing', { ru: 'Укажите версию, которую вы видели: ?version=…', en: 'Name the version that was seen: ?version=…' }, {
    errors: [{ pointer: 'query:version', code: 'required', message: { ru: 'Укажите версию.', en: 'Give the version.' } }],
  });
}

const versionSchema = { type: 'integer', minimum: 1 };

/** Fields a person may send: of a new row, or of a patch. Sections are arrays of rows. */
function bodySchema(registry: PluginRegistry, definition: EntityDefinition, creating: boolean): Record<string, unknown> {
  const own = Object.entries(definition.fields).filter(([, one]) => (one.writable ?? 'always') === 'always' || (creating && one.writable === 'create'));
  const sections = Object.entries(definition.sections ?? {}).filter(([, section]) => {
    const rows = registry.entity(section.entity)?.definition;
    return rows !== undefined && isPeoplesSection(rows);
  });
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(own.map(([name, one]) => [name, fieldJsonSchema(one)])),
      ...Object.fromEntries(sections.map(([name]) => [name, { type: 'array', items: { type: 'object' } }])),
    },
  };
}

function rowSchema(definition: EntityDefinition): Record<string, unknown> {
  return { type: 'object', properties: Object.fromEntries(Object.entries(definition.fields).map(([name, one]) => [name, fieldJsonSchema(one)])) };
}

function parametersOf(request: RouteRequest): URLSearchParams {
  return new URLSearchParams(Object.entries(request.query));
}

/** A path of an entity: `/api/crm/customer-orders`. */
export function entityPath(registry: PluginRegistry, definition: EntityDefinition): string {
  return `/api/${registry.pluginOf(definition.id)}/${definition.path}`;
}

/** List, read, create, change and delete of one entity, the same for every plugin. */
export function entityRoutes(registry: PluginRegistry, entity: EntityClass): RouteDefinition[] {
  const { definition } = entity;
  const base = entityPath(registry, definition);
  const { one, many } = definition.label;
  const routes: RouteDefinition[] = [
    defineRoute({
      method: 'GET',
      path: base,
      permission: definition.permissions.read ?? 'signed_in',
      summary: { ru: `Список: ${many.ru}`, en: `List: ${many.en}` },
      openQuery: true,
      response: { type: 'object', required: ['data', 'next'], properties: { data: { type: 'array', items: rowSchema(definition) }, next: { type: ['string', 'null'] }, total: { type: 'integer' } } },
      handle: async (request) => ({ body: await request.read((uow) => listRecords(uow, definition.id, parametersOf(request))) }),
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:id`,
      permission: definition.permissions.read ?? 'signed_in',
      summary: { ru: `Открыть: ${one.ru}`, en: `Open: ${one.en}` },
      query: { include: { type: 'string', maxLength: 500 } },
      response: rowSchema(definition),
      handle: async (request) => ({
        body: await request.read((uow) => readRecord(uow, definition.id, request.params['id'] ?? '', (request.query['include'] ?? '').split(',').filter((name) => name.length > 0))),
      }),
    }),
  ];
  // Rows of a section are written with their owner, whose version, rules and permission they stand under.
  if (definition.kind === 'section') return routes;
  if (definition.permissions.create !== undefined) routes.push(createRoute(registry, definition, base), newRowRoute(definition, base));
  if (definition.permissions.update !== undefined) routes.push(...changeRoutes(registry, definition, base));
  return routes;
}

function createRoute(registry: PluginRegistry, definition: EntityDefinition, base: string): RouteDefinition {
  const { one } = definition.label;
  return defineRoute<Record<string, unknown>>({
    method: 'POST',
    path: base,
    permission: definition.permissions.create as string,
    summary: { ru: `Создать: ${one.ru}`, en: `Create: ${one.en}` },
    query: { dry_run: { type: 'string', enum: ['true', 'false'] } },
    body: bodySchema(registry, definition, true),
    response: rowSchema(definition),
    handle: async (request) =>
      request.write(
        async (uow) => {
          demandAccess(uow.actor, definition, 'create');
          const row = await createRecord(uow, definition.id, request.body);
          return { status: 201, body: await readRecord(uow, definition.id, row.id), headers: { location: `${base}/${row.id}` } };
        },
        { dryRun: request.query['dry_run'] === 'true' },
      ),
  });
}

/** What a form of a new row begins with, and how the server completes it as its fields are chosen; nothing is kept. */
function newRowRoute(definition: EntityDefinition, base: string): RouteDefinition {
  const { one } = definition.label;
  return defineRoute<Record<string, unknown>>({
    method: 'POST',
    path: `${base}/defaults`,
    permission: definition.permissions.create as string,
    summary: { ru: `Чем заполнится: ${one.ru}`, en: `What would be filled in: ${one.en}` },
    changes: false,
    body: { type: 'object' },
    response: {
      type: 'object', required: ['values', 'sections', 'missing'],
      properties: { values: rowSchema(definition), sections: { type: 'object' }, missing: { type: 'array', items: { type: 'string' } } },
    },
    handle: async (request) =>
      request.company.write(
        request.actor,
        async (uow) => {
          demandAccess(uow.actor, definition, 'create');
          return { body: await draftRecord(uow, definition.id, request.body) };
        },
        { dryRun: true },
      ),
  });
}

function changeRoutes(registry: PluginRegistry, definition: EntityDefinition, base: string): RouteDefinition[] {
  const { one } = definition.label;
  const patch = bodySchema(registry, definition, false);
  return [
    defineRoute<Record<string, unknown>>({
      method: 'PATCH',
      path: `${base}/:id`,
      permission: definition.permissions.update as string,
      summary: { ru: `Изменить: ${one.ru}`, en: `Change: ${one.en}` },
      body: { ...patch, properties: { ...(patch['properties'] as object), version: versionSchema }, required: ['version'] },
      response: rowSchema(definition),
      handle: async (request) => {
        const id = request.params['id'] ?? '';
        const { version, ...values } = request.body;
        return request.write(async (uow) => {
          const { row } = await ProcessEngine.of(uow).store.lock({ entity: definition.id, id });
          demandAccess(uow.actor, definition, 'read', row);
          demandAccess(uow.actor, definition, 'update', row);
          await updateRecord(uow, { entity: definition.id, id }, values, { writer: 'person', version: version as number });
          return { body: await readRecord(uow, definition.id, id) };
        });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${base}/:id`,
      permission: (definition.permissions.delete ?? definition.permissions.update) as string,
      summary: { ru: `Пометить на удаление: ${one.ru}`, en: `Mark as deleted: ${one.en}` },
      query: { version: { type: 'string', pattern: '^[0-9]{1,9}$' } },
      handle: async (request) => {
        const id = request.params['id'] ?? '';
        const seen = request.query['version'];
        return request.write(async (uow) => {
          if (seen === undefined) throw versionMissing();
          const { row } = await ProcessEngine.of(uow).store.lock({ entity: definition.id, id });
          demandAccess(uow.actor, definition, 'read', row);
          demandAccess(uow.actor, { ...definition, permissions: { ...definition.permissions, delete: definition.permissions.delete ?? (definition.permissions.update as string) } }, 'delete', row);
          await deleteRecord(uow, { entity: definition.id, id }, Number(seen));
          return { status: 204 };
        });
      },
    }),
  ];
}
