import { label } from '../../../core/index.ts';
import type { Locale, SheetSpec, UnitOfWork } from '../../../core/index.ts';
import { column } from './report-file.ts';

/** One interaction that should have been dealt with: planned and past its start, or come in and not answered. */
export interface UnprocessedInteraction extends Record<string, unknown> {
  readonly id: string;
  readonly responsible: string | null;
  readonly subject: string | null;
  readonly client: string | null;
  readonly kind: string;
  readonly start_at: Date;
  readonly days_overdue: number;
  readonly content: string | null;
}

/** Unprocessed interactions, the longest waiting first (D-24). `people`: whose (null: everybody's). */
export async function unprocessedInteractions(uow: UnitOfWork, people: readonly string[] | null, limit: number): Promise<UnprocessedInteraction[]> {
  return uow.query<UnprocessedInteraction>(
    `select a.id, u.full_name as responsible, a.responsible_id, s.title as subject, a.subject_entity, a.subject_id, p.working_name as client, a.partner_id, a.kind, a.direction, a.state, a.start_at,
       greatest(0, floor(extract(epoch from ($1::timestamptz - a.start_at)) / 86400))::int as days_overdue, left(coalesce(a.topic, a.content), 500) as content
     from crm_interaction a left join core_user u on u.id = a.responsible_id left join crm_partner p on p.id = a.partner_id
     left join core_search s on s.entity = a.subject_entity and s.item_id = a.subject_id
     where not a.deletion_mark and a.start_at < $1 and ($2::uuid[] is null or a.responsible_id = any($2::uuid[]))
       and (a.state in ('planned', 'deferred')
         or (a.direction = 'incoming' and a.state <> 'cancelled' and not exists (select from crm_interaction b where b.previous_id = a.id and not b.deletion_mark)
             and not exists (select from crm_interaction b where b.subject_id = a.subject_id and b.direction = 'outgoing' and b.start_at >= a.start_at and not b.deletion_mark)))
     order by a.start_at, a.id limit $3`,
    [uow.now, people, limit],
  );
}

/** D-24 as a sheet. */
export function unprocessedSheet(rows: readonly UnprocessedInteraction[], locale: Locale): SheetSpec {
  return {
    name: { ru: 'Неотработанные', en: 'Unprocessed' }[locale],
    columns: [
      column('responsible', label('Ответственный', 'Responsible'), locale), column('subject', label('Предмет', 'Subject'), locale), column('client', label('Клиент', 'Client'), locale),
      column('kind', label('Вид', 'Kind'), locale), column('start_at', label('Начало', 'Start'), locale, 'datetime'), column('days_overdue', label('Дней просрочки', 'Days overdue'), locale, 'integer'),
      column('content', label('Содержание', 'Content'), locale),
    ],
    rows,
  };
}
