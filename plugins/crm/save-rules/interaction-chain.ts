import type { SaveContext } from '../../../core/index.ts';
import { InvalidError, tableName } from '../../../core/index.ts';
import { crmErrors, invalid } from '../errors.ts';

/** Who a participant may turn out to be. */
const CONTACTS = ['crm.partner', 'crm.contact_person', 'crm.individual', 'core.user'];

/**
 * Interactions with a client make a chain: a new one follows the last one with him, about the same subject when there was one. What a timer plans stands
 * outside it. @throws InvalidError crm.foreign_chain
 */
export async function chain(draft: Record<string, unknown>, { uow, before, given }: SaveContext): Promise<void> {
  if (typeof draft['partner_id'] !== 'string') return;
  if (typeof draft['previous_id'] === 'string') {
    if (!given.has('previous_id')) return;
    const [previous] = await uow.query<{ partner_id: string | null }>('select partner_id from crm_interaction where id = $1', [draft['previous_id']]);
    if (previous !== undefined && previous.partner_id !== null && previous.partner_id !== draft['partner_id']) throw invalid('crm.foreign_chain', '/previous_id');
    return;
  }
  if (before !== undefined || given.has('previous_id') || (draft['rule_code'] ?? null) !== null) return;
  const [last] = await uow.query<{ id: string }>(
    `select id from crm_interaction where partner_id = $1 and state <> 'cancelled' and start_at <= $4 and not deletion_mark
      order by (subject_entity = $2 and subject_id = $3) desc nulls last, start_at desc, created_at desc limit 1`,
    [draft['partner_id'], draft['subject_entity'] ?? null, draft['subject_id'] ?? null, draft['start_at'] ?? uow.now],
  );
  if (last !== undefined) draft['previous_id'] = last.id;
}

/** A participant written as text may be recognised later: as a client, a contact person, an individual or a user who is there. @throws InvalidError */
export async function demandContacts({ uow, sections }: SaveContext): Promise<void> {
  for (const [index, row] of (sections['participants'] ?? []).entries()) {
    const [entity, id] = [row['contact_entity'], row['contact_id']];
    if (entity === undefined || entity === null) continue;
    const refuse = (code: 'crm.contact_kind' | 'crm.contact_missing', field: string): InvalidError => new InvalidError(code, crmErrors[code], { errors: [{ pointer: `/participants/${index}/${field}`, code, message: crmErrors[code] }] });
    if (!CONTACTS.includes(String(entity))) throw refuse('crm.contact_kind', 'contact_entity');
    const found = await uow.query(`select 1 from ${tableName(String(entity))} where id = $1`, [id ?? null]);
    if (found.length === 0) throw refuse('crm.contact_missing', 'contact_id');
  }
}
