import type { EffectContext } from '../../../core/index.ts';
import { decide, defineEffect, label } from '../../../core/index.ts';
import { conflict } from '../errors.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

function textIn(...values: readonly unknown[]): string | null {
  const found = values.find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found.trim() : null;
}

/** The client of the new deal by R-01: the one chosen, the only one found, or a new potential one. @throws ConflictError */
async function clientOf(context: EffectContext): Promise<string> {
  const { item, data, uow } = context;
  if (typeof data['partner_id'] === 'string') return data['partner_id'];
  const matched = (item.row['matched_partner_ids'] as string[] | null) ?? [];
  const contact = textIn(data['contact_name'], item.row['contact_name']);
  const company = textIn(data['company_name'], item.row['company_name']);
  const given = { is_target: true, related_interest_id: null, match_count: matched.length, contact_name: contact, company_name: company };
  const { outcome } = await decide(uow, 'crm.inquiry_route', undefined, given);
  if (outcome['action'] === 'choose_partner') throw conflict('crm.choose_partner', { partner_ids: matched });
  if (outcome['action'] === 'wait') throw conflict('crm.contact_or_company');
  if (outcome['action'] !== 'create_interest') throw conflict('crm.inquiry_not_target');
  if (outcome['partner'] === 'found' && matched[0] !== undefined) return matched[0];
  const partner = await context.create('crm.partner', {
    working_name: (company ?? contact ?? '').slice(0, 200),
    legal_form: company === null ? 'individual' : 'legal_entity',
    email: item.row['from_email'],
    phone: item.row['from_phone'],
    main_manager_id: uow.actor.userId,
    source_inquiry_id: item.id,
  }, { event: 'inquiry.converted' });
  if (contact !== null && company !== null) await addContact(context, partner.id, contact);
  return partner.id;
}

async function addContact(context: EffectContext, partnerId: string, name: string): Promise<void> {
  const [last, first, ...rest] = name.split(/\s+/);
  await context.create('crm.contact_person', {
    partner_id: partnerId, last_name: last?.slice(0, 80), first_name: first?.slice(0, 80) ?? null, middle_name: rest.join(' ').slice(0, 80) || null,
    email: context.item.row['from_email'], phone: context.item.row['from_phone'],
  });
}

/** Makes the deal of an inquiry and, when nobody was found, its potential client (I-01, PT-01). */
export const convertInquiry = defineEffect({
  id: 'crm.convert_inquiry', label: label('Создать интерес по обращению', 'Create the interest of the inquiry'), params: NOTHING, entity: 'crm.inquiry',
  async run(_params, context) {
    const { item, data, uow } = context;
    const partnerId = await clientOf(context);
    const optional = Object.fromEntries(['interest_type_id', 'expected_revenue'].filter((name) => data[name] !== undefined).map((name) => [name, data[name]]));
    const interest = await context.create('crm.interest', {
      ...optional, partner_id: partnerId, service_type_id: data['service_type_id'], title: textIn(data['title'], item.row['subject_line'])?.slice(0, 250) ?? null, inquiry_id: item.id, responsible_id: uow.actor.userId,
    }, { event: 'inquiry.converted' });
    await context.update('crm.inquiry', item.id, {
      partner_id: partnerId, interest_id: interest.id, assigned_to: item.row['assigned_to'] ?? uow.actor.userId,
      contact_name: textIn(data['contact_name'], item.row['contact_name']), company_name: textIn(data['company_name'], item.row['company_name']),
    });
  },
});

/** Adds an inquiry to an open deal of the same client as an interaction that has happened. */
export const linkInquiry = defineEffect({
  id: 'crm.link_inquiry', label: label('Связать обращение с интересом', 'Link the inquiry to the interest'), params: NOTHING, entity: 'crm.inquiry',
  async run(_params, context) {
    const { item, data, uow } = context;
    const interest = await context.lock('crm.interest', String(data['interest_id']));
    if (['won', 'lost'].includes(String(interest['state']))) throw conflict('crm.interest_closed');
    const matched = (item.row['matched_partner_ids'] as string[] | null) ?? [];
    if (matched.length > 0 && !matched.includes(String(interest['partner_id']))) throw conflict('crm.another_client');
    await context.update('crm.inquiry', item.id, { interest_id: interest.id, partner_id: interest['partner_id'], assigned_to: item.row['assigned_to'] ?? uow.actor.userId });
    const call = item.row['channel'] === 'phone' || item.row['channel'] === 'cold_call';
    await context.create('crm.interaction', {
      kind: call ? 'phone_call' : 'email',
      direction: 'incoming',
      start_at: item.row['received_at'],
      partner_id: interest['partner_id'],
      subject_entity: 'crm.interest',
      subject_id: interest.id,
      topic: item.row['subject_line'] ?? null,
      content: item.row['body'] ?? null,
      message_id: item.row['source_message_id'] ?? null,
      call_number: item.row['from_phone'] ?? null,
      responsible_id: uow.actor.userId,
    }, { event: 'interaction.logged' });
  },
});
