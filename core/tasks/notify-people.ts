import type { Label } from '../language/index.ts';
import { translate } from '../language/index.ts';
import type { EffectContext, ItemRef } from '../process/index.ts';
import { dedupKey } from './rule-code.ts';

export interface News {
  readonly text: Label;
  readonly userIds: readonly string[];
  readonly subject: ItemRef;
  /** One person is told once per key. */
  readonly key: string;
}

/**
 * Tells each person once, in his own language; whoever has left and the robot hear nothing. Raises `notification.sent` about the item with
 * `notification_ids`, for channels that leave the application.
 */
export async function notifyPeople(context: EffectContext, news: News): Promise<void> {
  if (news.userIds.length === 0) return;
  const { uow } = context;
  const text = await context.fill(news.text);
  const rows = await uow.query<{ id: string }>(
    `insert into core_notification (id, version, created_at, updated_at, created_by, updated_by, deletion_mark, external_ids, custom, recipient_id, text, subject_entity, subject_id, channel, dedup_key)
     select gen_random_uuid(), 1, $2, $2, $3, $3, false, '{}', '{}', u.id, case u.locale when 'en' then $5 else $4 end, $6, $7, 'ui', $8
     from core_user u where u.id = any($1::uuid[]) and u.is_active and not u.deletion_mark and not u.is_system
     on conflict (recipient_id, dedup_key) do nothing returning id`,
    [
      [...new Set(news.userIds)], context.now, context.actor.userId, translate(text, 'ru').slice(0, 500), translate(text, 'en').slice(0, 500),
      news.subject.entity, news.subject.id, dedupKey([news.key], 250),
    ],
  );
  if (rows.length === 0) return;
  for (const { id } of rows) uow.changes.push({ entity: 'core.notification', id, version: 1, event: 'notification.sent' });
  context.raise('notification.sent', context.item.entity, context.item.id, { notification_ids: rows.map((row) => row.id) });
}
