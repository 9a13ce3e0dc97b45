import { NotFoundError, defineRoute, label } from '../../../core/index.ts';

// A chain may branch where two things followed from one; `union` ends it even if somebody has closed a circle by hand.
const SQL = `
  with recursive earlier as (
    select id, previous_id from crm_interaction where id = $1
    union select a.id, a.previous_id from crm_interaction a join earlier e on a.id = e.previous_id
  ), whole as (
    select id from earlier
    union select a.id from crm_interaction a join whole w on a.previous_id = w.id
  )
  select a.id, a.number, a.kind, a.direction, a.state, a.start_at, a.topic, a.content, a.result, a.previous_id, a.partner_id, a.subject_entity, a.subject_id, a.responsible_id, u.full_name as responsible
    from whole join crm_interaction a on a.id = whole.id join core_user u on u.id = a.responsible_id
   where not a.deletion_mark order by a.start_at, a.created_at, a.id limit 500`;

/** Everything that was said before and after an interaction, in order (002 L57). */
export const interactionChain = defineRoute({
  method: 'GET',
  path: '/api/crm/interactions/:id/chain',
  permission: 'signed_in',
  summary: label('Цепочка взаимодействий', 'Chain of interactions'),
  async handle(request) {
    const rows = await request.read((uow) => uow.query(SQL, [request.params['id']]));
    if (rows.length === 0) throw new NotFoundError();
    return { body: { data: rows } };
  },
});
