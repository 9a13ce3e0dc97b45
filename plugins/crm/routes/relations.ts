import type { UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, defineRoute, label } from '../../../core/index.ts';

/** A tie as one of its ends sees it: `is_from` when the card is the end the relation was written from. */
const PARTNER_SQL = `
  select r.id, r.relation, r.influence, r.valid_from, r.valid_to, r.from_partner_id = self.id as is_from, other.id as partner_id, other.working_name as partner, other.lifecycle,
         coalesce(r.valid_from <= $2::date, true) and coalesce(r.valid_to >= $2::date, true) as in_force
    from crm_partner self
    join crm_partner_relation r on self.id in (r.from_partner_id, r.to_partner_id) and not r.deletion_mark
    join crm_partner other on other.id = case when r.from_partner_id = self.id then r.to_partner_id else r.from_partner_id end
   where self.id = $1 order by r.relation, other.working_name, r.id`;

const PERSON_COLUMNS = `
  r.id, r.relation, r.interest_id, r.from_individual_id, f.full_name as from_individual, r.to_individual_id, o.full_name as to_individual
    from crm_individual_relation r join crm_individual f on f.id = r.from_individual_id join crm_individual o on o.id = r.to_individual_id`;

/** Ties of the persons who stand behind the contact persons of a client. */
const PERSONS_OF_PARTNER_SQL = `
  select ${PERSON_COLUMNS}
   where not r.deletion_mark and exists (select from crm_contact_person n where n.partner_id = $1 and n.individual_id in (r.from_individual_id, r.to_individual_id) and not n.deletion_mark)
   order by r.relation, r.id`;

async function demand(uow: UnitOfWork, table: 'crm_partner' | 'crm_individual' | 'crm_interest', id: string | undefined): Promise<void> {
  if ((await uow.query(`select 1 from ${table} where id = $1`, [id])).length === 0) throw new NotFoundError();
}

/** Ties of a client with others, and of its people. */
export const partnerRelations = defineRoute({
  method: 'GET',
  path: '/api/crm/partners/:id/relations',
  permission: 'signed_in',
  summary: label('Связи клиента', 'Relations of a client'),
  handle: async (request) => request.read(async (uow) => {
    const id = request.params['id'];
    await demand(uow, 'crm_partner', id);
    return { body: { partners: await uow.query(PARTNER_SQL, [id, uow.today]), individuals: await uow.query(PERSONS_OF_PARTNER_SQL, [id]) } };
  }),
});

/** Ties of a person, seen from either end. */
export const individualRelations = defineRoute({
  method: 'GET',
  path: '/api/crm/individuals/:id/relations',
  permission: 'signed_in',
  summary: label('Связи физического лица', 'Relations of a person'),
  handle: async (request) => request.read(async (uow) => {
    const id = request.params['id'];
    await demand(uow, 'crm_individual', id);
    return { body: { individuals: await uow.query(`select ${PERSON_COLUMNS} where not r.deletion_mark and $1 in (r.from_individual_id, r.to_individual_id) order by r.relation, r.id`, [id]) } };
  }),
});

/** What may influence a deal: ties of its client, of the client's people, and those written down for the deal itself (002 L113–114). */
export const dealRelations = defineRoute({
  method: 'GET',
  path: '/api/crm/interests/:id/relations',
  permission: 'signed_in',
  summary: label('Связи, влияющие на сделку', 'Relations that may influence a deal'),
  handle: async (request) => request.read(async (uow) => {
    const id = request.params['id'];
    await demand(uow, 'crm_interest', id);
    const [deal] = await uow.query<{ partner_id: string }>('select partner_id from crm_interest where id = $1', [id]);
    const own = await uow.query<{ id: string }>(`select ${PERSON_COLUMNS} where not r.deletion_mark and r.interest_id = $1 order by r.relation, r.id`, [id]);
    const people = await uow.query<{ id: string; interest_id: string | null }>(PERSONS_OF_PARTNER_SQL, [deal?.partner_id]);
    const known = new Set(own.map((row) => row.id));
    // What was written down for another deal of the client is that deal's.
    const others = people.filter((row) => !known.has(row.id) && row.interest_id === null);
    return { body: { partners: await uow.query(PARTNER_SQL, [deal?.partner_id, uow.today]), individuals: [...own, ...others] } };
  }),
});
