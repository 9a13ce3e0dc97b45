import type { EffectContext, Label } from '../../../core/index.ts';
import { defineEffect, label, notifyPeople } from '../../../core/index.ts';

interface Params {
  readonly subject: Label;
  readonly text: Label;
  /** What is done when no letter can go: a call is planned for the responsible, or nothing. */
  readonly otherwise?: 'call' | 'nothing';
}

const words = (maxLength: number) => ({ type: 'object', additionalProperties: false, required: ['ru', 'en'], properties: { ru: { type: 'string', minLength: 1, maxLength }, en: { type: 'string', minLength: 1, maxLength } } });

/** Where the claimant is written to: his own address, his contact card, his account, his company. */
async function addressOf({ uow, item }: EffectContext): Promise<string | null> {
  const own = item.row['claimant_email'];
  if (typeof own === 'string') return own;
  const [row] = await uow.query<{ email: string | null }>(
    `select coalesce(
       (select n.email from crm_contact_person n where n.id = c.contact_person_id),
       (select u.email from core_user u join claims_self_service_account a on a.user_id = u.id and a.is_active and not a.deletion_mark where u.id = c.created_by and c.self_registered),
       (select p.email from crm_partner p where p.id = c.partner_id),
       (select d.value from crm_contact_detail d where d.owner_entity = 'crm.partner' and d.owner_id = c.partner_id and d.kind = 'email' and not d.deletion_mark order by d.is_primary desc, d.created_at limit 1)
     ) as email from claims_claim c where c.id = $1`,
    [item.id],
  );
  return row?.email ?? null;
}

/** Plans a call in which the responsible tells the claimant what a letter cannot. */
async function planCall(context: EffectContext, text: Label): Promise<void> {
  const { row, entity, id } = context.item;
  const content = await context.fill(text);
  await context.create('crm.interaction', {
    kind: 'phone_call', direction: 'outgoing', start_at: context.now, subject_entity: entity, subject_id: id, partner_id: row['partner_id'], contact_person_id: row['contact_person_id'],
    call_number: row['claimant_phone'], topic: (await context.fill(label('Сообщить о решении по претензии {number}', 'Tell of the decision on claim {number}'))).ru, content: content.ru,
    responsible_id: row['responsible_id'], dedup_key: `claims.tell:${context.key}`,
  });
  await notifyPeople(context, {
    text: label('Адреса нет: сообщите о решении по претензии {number} по телефону', 'There is no address: tell of the decision on claim {number} by phone'),
    userIds: [String(row['responsible_id'])], subject: { entity, id }, key: context.key,
  });
}

/** Writes to the claimant (ML-12) where mail is installed and his address is known; what of the letter goes out takes the claim's facts in its places. */
export const tellClaimant = defineEffect<Params>({
  id: 'claims.tell_claimant',
  label: label('Сообщить предъявившему', 'Tell the claimant'),
  params: {
    type: 'object', additionalProperties: false, required: ['subject', 'text'],
    properties: { subject: words(500), text: words(10_000), otherwise: { type: 'string', enum: ['call', 'nothing'] } },
  },
  entity: 'claims.claim',
  async run(params, context) {
    const to = await addressOf(context);
    // Mail is another plugin: a company may do without, and then people tell the claimant.
    if (to !== null && context.uow.company.plugins.effect('mail.send_letter') !== undefined) {
      context.defer('mail.send_letter', { to, subject: await context.fill(params.subject), text: await context.fill(params.text) });
    } else if (params.otherwise === 'call') {
      await planCall(context, params.text);
    }
  },
});
