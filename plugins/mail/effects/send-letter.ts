import { createHash } from 'node:crypto';
import { normalizeEmail } from '../../crm/index.ts';
import type { EffectContext, Label } from '../../../core/index.ts';
import { defineEffect, label } from '../../../core/index.ts';
import { refuse } from '../errors.ts';
import { filesOf } from '../../../core/index.ts';
import { mailOf } from '../outgoing/transport.ts';

interface Params {
  readonly to: string | readonly string[] | null;
  readonly cc?: string | readonly string[] | null;
  readonly subject: string | Label;
  readonly text: string | Label;
  readonly locale?: 'ru' | 'en';
  /** Ids of kept files. */
  readonly attachments?: readonly string[];
  readonly in_reply_to?: string | null;
}

const text = (maxLength: number): Record<string, unknown> => ({
  anyOf: [
    { type: 'string', minLength: 1, maxLength },
    { type: 'object', additionalProperties: false, required: ['ru', 'en'], properties: { ru: { type: 'string', maxLength }, en: { type: 'string', maxLength } } },
  ],
});
const addresses = { anyOf: [{ type: 'string', minLength: 3 }, { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string', minLength: 3 } }] };

/** Comparable addresses without repeats. @throws InvalidError mail.bad_recipient */
function addressesIn(given: string | readonly string[] | null | undefined): string[] {
  const list = given === null || given === undefined ? [] : typeof given === 'string' ? [given] : given;
  return [...new Set(list.map((one) => {
    const address = normalizeEmail(one);
    if (address === null) throw refuse('mail.bad_recipient', { address: one });
    return address;
  }))];
}

/** The same for every try of one delivery, so that a receiver sees a repeated letter as one. */
function messageIdOf(context: EffectContext, from: string): string {
  const domain = /@([^@<>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(`${context.uow.company.id} ${context.key}`).digest('hex').slice(0, 40)}@${domain}>`;
}

async function filled(context: EffectContext, given: string | Label, locale: 'ru' | 'en'): Promise<string> {
  return (await context.fill(typeof given === 'string' ? { ru: given, en: given } : given))[locale];
}

function idIn(context: EffectContext, ...columns: readonly string[]): string | undefined {
  return columns.map((name) => context.item.row[name]).find((value): value is string => typeof value === 'string');
}

/** Sends a letter about an item and notes it among the item's interactions; places of subject and text take the item's facts. */
export const sendLetter = defineEffect<Params>({
  id: 'mail.send_letter',
  label: label('Отправить письмо', 'Send a letter'),
  deferred: true,
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['to', 'subject', 'text'],
    properties: {
      to: addresses,
      cc: addresses,
      subject: text(500),
      text: text(50_000),
      locale: { type: 'string', enum: ['ru', 'en'] },
      attachments: { type: 'array', maxItems: 20, items: { type: 'string', format: 'uuid' } },
      in_reply_to: { type: 'string', maxLength: 255 },
    },
  },
  async run(params, context) {
    const { uow, item } = context;
    const transport = mailOf(uow);
    const messageId = messageIdOf(context, transport.from);
    const done = await uow.query('select 1 from crm_interaction where message_id = $1', [messageId]);
    if (done.length > 0) return;
    const [to, cc, locale] = [addressesIn(params.to), addressesIn(params.cc), params.locale ?? 'ru'];
    if (to.length === 0) throw refuse('mail.bad_recipient', { address: '' });
    const [subject, body] = [await filled(context, params.subject, locale), await filled(context, params.text, locale)];
    const files = await Promise.all((params.attachments ?? []).map((id) => filesOf(uow).get(uow, id)));
    await context.create('crm.interaction', {
      kind: 'email',
      direction: 'outgoing',
      start_at: context.now,
      subject_entity: item.entity,
      subject_id: item.id,
      partner_id: idIn(context, 'partner_id') ?? null,
      responsible_id: idIn(context, 'responsible_id', 'assigned_to') ?? uow.actor.userId,
      topic: subject.slice(0, 500),
      content: body,
      message_id: messageId,
      mail_to: to,
      mail_cc: cc,
      mail_sent_at: context.now,
    }, { event: 'interaction.logged' });
    await transport.send({
      messageId, from: transport.from, to, cc, subject, text: body, date: context.now, inReplyTo: params.in_reply_to ?? null,
      attachments: files.map(({ row, content }) => ({ name: String(row['file_name']), mimeType: String(row['mime_type'] ?? 'application/octet-stream'), content })),
    });
  },
});
