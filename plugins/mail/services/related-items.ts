import type { UnitOfWork } from '../../../core/index.ts';

/** A deal or an inquiry whose correspondence a letter belongs to. */
export interface RelatedItem {
  readonly entity: 'crm.interest' | 'crm.inquiry';
  readonly id: string;
  readonly number: string;
  readonly state: string;
}

/** What the letters with these ids were about: deals before inquiries; within these, what the nearest letter was about first. */
export async function relatedItems(uow: UnitOfWork, messageIds: readonly string[]): Promise<RelatedItem[]> {
  if (messageIds.length === 0) return [];
  return uow.query<RelatedItem & Record<string, unknown>>(
    `with known as (
       select q.id as inquiry_id, q.interest_id, array_position($1::text[], coalesce(l.message_id, q.source_message_id)::text) as place
         from crm_inquiry q left join mail_letter l on l.inquiry_id = q.id
        where q.source_message_id = any($1) or l.message_id = any($1)
       union all
       select case when a.subject_entity = 'crm.inquiry' then a.subject_id end, case when a.subject_entity = 'crm.interest' then a.subject_id end, array_position($1::text[], a.message_id::text)
         from crm_interaction a where a.message_id = any($1)
     ), found as (
       select 'crm.interest' as entity, i.id, i.number, i.state::text as state, min(k.place) as place from known k join crm_interest i on i.id = k.interest_id group by i.id
       union all
       select 'crm.inquiry', q.id, q.number, q.state::text, min(k.place) from known k join crm_inquiry q on q.id = k.inquiry_id group by q.id
     )
     select entity, id, number, state from found order by entity desc, place, id limit 10`,
    [messageIds],
  );
}
