import { defineSaveRule, updateRecord } from '../../../core/index.ts';
import { normalizeEmail, normalizePhone } from '../identification/index.ts';
import { comparableEmail, comparablePhone } from './contacts.ts';
import { demandAgreementFits } from './agreement-fit.ts';
import { handOver, managerOf } from './managers.ts';

/** A partner's main manager is who enters it; its e-mail and phone are stored as senders are recognised. */
export const partnerRule = defineSaveRule({
  id: 'crm.partner',
  entity: 'crm.partner',
  async prepare(draft, { uow, before, given }) {
    if (before === undefined) draft['main_manager_id'] ??= uow.actor.userId;
    if (before === undefined || given.has('email')) draft['email'] = comparableEmail(draft['email']) ?? null;
    if (before === undefined || given.has('phone')) draft['phone'] = comparablePhone(draft['phone']) ?? null;
    if (before === undefined && !draft['agreement_id'] && draft['segment_id']) {
      const rows = await uow.query<{ default_agreement_id: string | null }>('select default_agreement_id from crm_segment where id = $1', [draft['segment_id']]);
      draft['agreement_id'] = rows[0]?.default_agreement_id ?? null;
    }
    await demandAgreementFits(draft, { uow, before, given });
  },
  async stored(row, context) {
    await handOver(context, row.id, row['main_manager_id']);
  },
});

/** The full name is joined from its parts unless it was written by hand. */
export const contactPersonRule = defineSaveRule({
  id: 'crm.contact_person',
  entity: 'crm.contact_person',
  async prepare(draft, { uow, before, given }) {
    if (before === undefined || given.has('partner_id')) draft['manager_id'] = await managerOf(uow, 'crm.partner', draft['partner_id']);
    const parts = ['last_name', 'first_name', 'middle_name'];
    const joined = (row: Record<string, unknown>): string => parts.map((name) => row[name]).filter((part) => typeof part === 'string' && part !== '').join(' ');
    const written = given.has('full_name') && Boolean(draft['full_name']);
    if (!written && (before === undefined || parts.some((name) => given.has(name))) && (before === undefined || before['full_name'] === joined(before))) draft['full_name'] = joined(draft);
    for (const name of ['phone', 'mobile']) if (before === undefined || given.has(name)) draft[name] = comparablePhone(draft[name]) ?? null;
    if (before === undefined || given.has('email')) draft['email'] = comparableEmail(draft['email']) ?? null;
  },
});

/** What a sender is recognised by, beside the contact information as it was written; one primary per kind and owner. */
export const contactDetailRule = defineSaveRule({
  id: 'crm.contact_detail',
  entity: 'crm.contact_detail',
  async prepare(draft, { uow, before }) {
    if (before === undefined) draft['manager_id'] = await managerOf(uow, String(draft['owner_entity']), draft['owner_id']);
    const value = String(draft['value'] ?? '');
    draft['normalized'] = draft['kind'] === 'email' ? normalizeEmail(value) : draft['kind'] === 'phone' || draft['kind'] === 'mobile' ? (normalizePhone(value)?.e164 ?? null) : null;
  },
  async stored(row, { uow }) {
    if (row['is_primary'] !== true) return;
    const others = await uow.query<{ id: string }>(
      'select id from crm_contact_detail where owner_entity = $1 and owner_id = $2 and kind = $3 and is_primary and id <> $4', [row['owner_entity'], row['owner_id'], row['kind'], row.id],
    );
    for (const { id } of others) await updateRecord(uow, { entity: 'crm.contact_detail', id }, { is_primary: false });
  },
});
