import { label } from '../../entity/index.ts';
import type { EntityRow } from '../../entity/index.ts';
import { BadRequestError } from '../../errors/index.ts';
import type { RouteDefinition } from '../../http/index.ts';
import { defineRoute } from '../../http/index.ts';
import { presentRecord } from '../../records/index.ts';
import { Notification } from '../entities/index.ts';
import { refKey, subjectTitles } from '../subject.ts';

const CURSOR = /^(\d{4}-[\d:.T-]+Z)~([0-9a-f-]{36})$/;

function cursorOf(text: string): readonly [at: string, id: string] {
  const [, at, id] = CURSOR.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at))) return [at, id];
  throw new BadRequestError('core.bad_query', { ru: 'Указатель страницы неверен. Начните с первой страницы.', en: 'The page cursor is wrong. Begin with the first page.' });
}

const list = defineRoute({
  method: 'GET',
  path: '/api/notifications',
  permission: 'signed_in',
  tag: 'notifications',
  summary: label('Мои оповещения, новые первыми', 'My notifications, newest first'),
  query: { unread: { type: 'boolean' }, limit: { type: 'integer', minimum: 1, maximum: 200 }, after: { type: 'string', maxLength: 500 } },
  response: { type: 'object', required: ['data', 'next', 'unread'] },
  async handle(request) {
    const { query } = request;
    const limit = Number(query['limit'] ?? 50);
    const [at, id] = query['after'] === undefined ? [null, null] : cursorOf(query['after']);
    return request.read(async (uow) => {
      const rows = await uow.query<EntityRow & { subject_entity: string | null; subject_id: string | null }>(
        `select ${Object.keys(Notification.definition.fields).map((name) => `t."${name}"`).join(', ')} from core_notification t
         where t.recipient_id = $1 and ($2::timestamptz is null or (t.created_at, t.id) < ($2::timestamptz, $3::uuid))${query['unread'] === 'true' ? ' and t.read_at is null' : ''}
         order by t.created_at desc, t.id desc limit ${limit + 1}`,
        [uow.actor.userId, at, id],
      );
      const [counted] = await uow.query<{ n: number }>('select count(*)::int as n from core_notification where recipient_id = $1 and read_at is null', [uow.actor.userId]);
      const page = rows.slice(0, limit);
      const refs = page.flatMap((row) => (row.subject_entity === null || row.subject_id === null ? [] : [{ entity: row.subject_entity, id: row.subject_id }]));
      const titles = await subjectTitles(uow, refs);
      const last = page.at(-1);
      return {
        body: {
          data: page.map((row) => ({ ...presentRecord(uow.actor, Notification.definition, row), subject_title: titles.get(refKey({ entity: row.subject_entity ?? '', id: row.subject_id ?? '' })) ?? null })),
          next: rows.length > limit && last !== undefined ? Buffer.from(`${last.created_at.toISOString()}~${last.id}`).toString('base64url') : null,
          unread: counted?.n ?? 0,
        },
      };
    });
  },
});

const markRead = defineRoute<{ readonly ids?: readonly string[] } | undefined>({
  method: 'POST',
  path: '/api/notifications/read',
  permission: 'signed_in',
  tag: 'notifications',
  summary: label('Отметить оповещения прочитанными', 'Mark notifications as read'),
  body: { type: 'object', additionalProperties: false, properties: { ids: { type: 'array', maxItems: 200, items: { type: 'string', format: 'uuid' } } } },
  response: { type: 'object', required: ['read'], properties: { read: { type: 'integer' } } },
  async handle(request) {
    return request.write(async (uow) => {
      const rows = await uow.query(
        `update core_notification set read_at = $2, version = version + 1, updated_at = $2, updated_by = $1
         where recipient_id = $1 and read_at is null and ($3::uuid[] is null or id = any($3::uuid[])) returning id`,
        [uow.actor.userId, uow.now, request.body?.ids ?? null],
      );
      return { body: { read: rows.length } };
    });
  },
});

/** What the system has told me. Without `ids` everything is marked as read. */
export const notificationRoutes: readonly RouteDefinition[] = [list, markRead];
