import { defineRoute, label } from '../../../core/index.ts';

interface UnprocessedRow {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly direction: string | null;
  readonly state: string;
  readonly start_at: Date;
  readonly topic: string | null;
  readonly content: string | null;
  readonly partner_id: string | null;
  readonly partner: string | null;
  readonly responsible_id: string;
  readonly subject_entity: string | null;
  readonly subject_id: string | null;
  readonly subject: string | null;
  readonly why: 'past_start' | 'unanswered';
}

// An answer is anything that was said to the client afterwards: about the same subject, or in the same chain.
const SQL = `
  select a.id, a.number, a.kind, a.direction, a.state, a.start_at, a.topic, a.content, a.partner_id, p.working_name as partner, a.responsible_id, a.subject_entity, a.subject_id, s.title as subject,
         case when a.state = 'done' then 'unanswered' else 'past_start' end as why
    from crm_interaction a
    left join crm_partner p on p.id = a.partner_id
    left join core_search s on s.entity = a.subject_entity and s.item_id = a.subject_id
   where not a.deletion_mark and ($2::uuid is null or a.responsible_id = $2) and ($3::uuid is null or a.partner_id = $3) and ($4::uuid is null or a.subject_id = $4)
     and ((a.state in ('planned', 'deferred') and a.start_at < $1)
       or (a.direction = 'incoming' and a.state = 'done' and not a.answer_not_needed and not exists (
             select from crm_interaction b
              where b.state = 'done' and b.direction is distinct from 'incoming' and b.start_at >= a.start_at and b.id <> a.id
                and (b.previous_id = a.id or (b.partner_id = a.partner_id and b.subject_id is not distinct from a.subject_id)))))
   order by a.subject_entity nulls last, a.subject_id, a.start_at, a.id
   limit $5`;

/** «Неотработанные»: planned ones whose start has passed, and letters and calls that nobody has answered; grouped by what they are about (D-24). */
export const unprocessedInteractions = defineRoute({
  method: 'GET',
  path: '/api/crm/interactions/unprocessed',
  permission: 'signed_in',
  summary: label('Неотработанные взаимодействия', 'Interactions not dealt with'),
  query: {
    responsible_id: { type: 'string', format: 'uuid' }, partner_id: { type: 'string', format: 'uuid' }, subject_id: { type: 'string', format: 'uuid' },
    limit: { type: 'string', pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$' },
  },
  async handle(request) {
    const { responsible_id: responsible = null, partner_id: partner = null, subject_id: subject = null, limit = '200' } = request.query;
    const rows = await request.read((uow) => uow.query<UnprocessedRow>(SQL, [uow.now, responsible, partner, subject, Number(limit)]));
    const groups = new Map<string, { subject_entity: string | null; subject_id: string | null; subject: string | null; items: UnprocessedRow[] }>();
    for (const row of rows) {
      const key = `${row.subject_entity ?? ''}:${row.subject_id ?? ''}`;
      const group = groups.get(key) ?? { subject_entity: row.subject_entity, subject_id: row.subject_id, subject: row.subject, items: [] };
      group.items.push(row);
      groups.set(key, group);
    }
    return { body: { count: rows.length, data: [...groups.values()] } };
  },
});
