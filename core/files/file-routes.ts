import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, EntityRow } from '../entity/index.ts';
import { label } from '../entity/index.ts';
import { InvalidError, NotFoundError } from '../errors/index.ts';
import type { RouteDefinition, RouteRequest } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { ItemRef } from '../process/index.ts';
import type { Access } from '../records/index.ts';
import { demandAccess, presentRecord, rawRecord } from '../records/index.ts';
import { Attachment } from './entities/index.ts';
import { fileErrors, refuseFile } from './errors.ts';
import { servedType } from './file-kind.ts';
import { filesOf } from './file-store.ts';

const OWNER = '/api/:plugin/:entities/:id/files';
const attachment = { type: 'object', required: ['id', 'version', 'file_name'] } as const;

/** The row whose files are meant; its own rights count. @throws NotFoundError, ForbiddenError */
async function ownerRow(uow: UnitOfWork, request: RouteRequest<unknown>, access: Access): Promise<ItemRef> {
  const { plugin = '', entities = '', id = '' } = request.params;
  const definition = uow.company.plugins.entityByPath(plugin, entities)?.definition;
  if (definition === undefined) throw new NotFoundError();
  await demandOwner(uow, definition, id, access);
  return { entity: definition.id, id };
}

/** Whoever may not read the owner is told there is nothing; who may only read it, that he may not change it. */
async function demandOwner(uow: UnitOfWork, definition: EntityDefinition, id: string, access: Access): Promise<void> {
  const row = await rawRecord(uow, definition.id, id);
  demandAccess(uow.actor, definition, 'read', row);
  if (access !== 'read') demandAccess(uow.actor, definition, access, row);
}

/** A file whose owner the actor has `access` to. @throws NotFoundError, ForbiddenError */
async function ownedFile(uow: UnitOfWork, id: string, access: Access): Promise<EntityRow> {
  const row = await rawRecord(uow, 'core.attachment', id);
  const definition = uow.company.plugins.entity(String(row['owner_entity']))?.definition;
  if (row.deletion_mark || definition === undefined) throw new NotFoundError();
  await demandOwner(uow, definition, String(row['owner_id']), access);
  return row;
}

function shown(uow: UnitOfWork, row: EntityRow): Record<string, unknown> {
  const { storage_key: _where, ...rest } = presentRecord(uow.actor, Attachment.definition, row);
  return rest;
}

const list = defineRoute({
  method: 'GET',
  path: OWNER,
  permission: 'signed_in',
  tag: 'files',
  summary: label('Файлы строки', 'Files of a row'),
  response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: attachment } } },
  async handle(request) {
    return request.read(async (uow) => {
      const owner = await ownerRow(uow, request, 'read');
      const rows = await uow.query<EntityRow>(
        `select ${Object.keys(Attachment.definition.fields).map((name) => `t."${name}"`).join(', ')} from core_attachment t where t.owner_entity = $1 and t.owner_id = $2 and not t.deletion_mark order by t.created_at, t.id`,
        [owner.entity, owner.id],
      );
      return { body: { data: rows.map((row) => shown(uow, row)) } };
    });
  },
});

interface UploadBody {
  readonly kind?: string;
  readonly note?: string;
  readonly external_url?: string;
  readonly file_name?: string;
}

const add = defineRoute<UploadBody | undefined>({
  method: 'POST',
  path: OWNER,
  permission: 'signed_in',
  tag: 'files',
  summary: label('Приложить файлы или ссылку', 'Attach files or a link'),
  multipart: true,
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      kind: { type: 'string', minLength: 1, maxLength: 60, pattern: '^[a-z][a-z0-9_.]*$' },
      note: { type: 'string', maxLength: 250 },
      external_url: { type: 'string', format: 'uri', maxLength: 1000 },
      file_name: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
  response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: attachment } } },
  async handle(request) {
    const { kind, note, external_url: url, file_name: linkName } = request.body ?? {};
    const details = { ...(kind === undefined ? {} : { kind }), ...(note === undefined ? {} : { note }) };
    if (request.files.length === 0 && url === undefined) {
      throw new InvalidError('core.file_missing', fileErrors['core.file_missing'], { errors: [{ pointer: '/file', code: 'required', message: fileErrors['core.file_missing'] }] });
    }
    return request.write(async (uow) => {
      const owner = await ownerRow(uow, request, 'update');
      const store = filesOf(uow);
      const data: Record<string, unknown>[] = [];
      let added = 0;
      for (const file of request.files) {
        const { row, isNew } = await store.put(uow, owner, { name: file.name, content: file.content, ...details });
        data.push({ ...shown(uow, row), is_new: isNew });
        if (isNew) added += 1;
      }
      if (url !== undefined) {
        data.push({ ...shown(uow, await store.link(uow, owner, { url, name: linkName ?? nameFromUrl(url), ...details })), is_new: true });
        added += 1;
      }
      return { status: added > 0 ? 201 : 200, body: { data } };
    });
  },
});

function nameFromUrl(url: string): string {
  if (!URL.canParse(url)) throw refuseFile('core.bad_link', {});
  const { hostname, pathname } = new URL(url);
  const last = pathname.split('/').pop() ?? '';
  return last === '' ? hostname : last;
}

const content = defineRoute({
  method: 'GET',
  path: '/api/files/:id/content',
  permission: 'signed_in',
  tag: 'files',
  summary: label('Содержимое файла', 'Content of a file'),
  query: { inline: { type: 'boolean' } },
  async handle(request) {
    return request.read(async (uow) => {
      const id = request.params['id'] as string;
      await ownedFile(uow, id, 'read');
      const { row, content: bytes } = await filesOf(uow).get(uow, id);
      return {
        headers: { 'x-content-type-options': 'nosniff' },
        file: { name: String(row['file_name']), mimeType: servedType(row['mime_type'] as string | null), content: bytes, inline: request.query['inline'] === 'true' },
      };
    });
  },
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/api/files/:id',
  permission: 'signed_in',
  tag: 'files',
  summary: label('Убрать файл', 'Remove a file'),
  query: { version: { type: 'integer', minimum: 1 } },
  async handle(request) {
    return request.write(async (uow) => {
      const id = request.params['id'] as string;
      await ownedFile(uow, id, 'update');
      const seen = request.query['version'];
      await filesOf(uow).delete(uow, id, seen === undefined ? undefined : Number(seen));
      return { status: 204 };
    });
  },
});

/** Files of any row, under the rights of that row. */
export const fileRoutes: readonly RouteDefinition[] = [list, add, content, remove];
