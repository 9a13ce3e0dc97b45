import { defineSaveRule } from '../../../core/index.ts';
import { conflict } from '../errors.ts';
import { PartnerMatcherToken } from '../services/partner-matcher.ts';
import { comparableEmail, comparablePhone } from './contacts.ts';

/** A letter or call that came before is refused, naming the inquiry there is; the sender is looked up by e-mail and phone. */
export const inquiryRule = defineSaveRule({
  id: 'crm.inquiry',
  entity: 'crm.inquiry',
  async prepare(draft, { uow, before, given }) {
    if (before === undefined) {
      draft['received_at'] ??= uow.now;
      if (typeof draft['source_message_id'] === 'string') {
        const [twin] = await uow.query<{ id: string; number: string }>('select id, number from crm_inquiry where source_message_id = $1', [draft['source_message_id']]);
        if (twin !== undefined) throw conflict('crm.duplicate_inquiry', { number: twin.number, id: twin.id });
      }
    }
    if (before !== undefined && !given.has('from_email') && !given.has('from_phone')) return;
    draft['from_email'] = comparableEmail(draft['from_email']) ?? null;
    draft['from_phone'] = comparablePhone(draft['from_phone']) ?? null;
    const matched = await uow.resolve(PartnerMatcherToken).match(uow, { email: draft['from_email'] as string | null, phone: draft['from_phone'] as string | null });
    draft['matched_partner_ids'] = matched;
    if (before === undefined && matched.length === 1) draft['partner_id'] ??= matched[0];
  },
});
