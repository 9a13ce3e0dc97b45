import { defineSaveRule } from '../../../core/index.ts';
import { invalid } from '../errors.ts';

/** A person who stands for a client in self-service is one of that client's own. */
export const accountContact = defineSaveRule({
  id: 'claims.account_contact',
  entity: 'claims.self_service_account',
  async prepare(draft, { uow }) {
    if (typeof draft['contact_person_id'] !== 'string') return;
    const rows = await uow.query('select 1 from crm_contact_person where id = $1 and partner_id = $2', [draft['contact_person_id'], draft['partner_id'] ?? null]);
    if (rows.length === 0) throw invalid('claims.link_of_another_client', '/contact_person_id');
  },
});
