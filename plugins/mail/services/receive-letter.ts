import type { EntityRow, Label, UnitOfWork } from '../../../core/index.ts';
import { RefusalError, createRecord, updateRecord } from '../../../core/index.ts';
import { findOpenIncident, raiseIncident, resolveIncident } from '../../../core/index.ts';
import { keepAttachments, keepSource } from './keep-files.ts';
import type { IncomingLetter } from './read-letter.ts';
import { fit, readLetter, warningsOf } from './read-letter.ts';
import type { RelatedItem } from './related-items.ts';
import { relatedItems } from './related-items.ts';

/** What became of a letter. `known`: it had been registered before; `refused`: it is kept, and an incident tells people. */
export interface ReceivedLetter {
  readonly outcome: 'registered' | 'known' | 'refused';
  readonly letter_id: string | null;
  readonly inquiry_id: string | null;
  readonly inquiry_number: string | null;
  /** Deals and inquiries whose correspondence it continues. */
  readonly related: readonly RelatedItem[];
  readonly is_automatic: boolean;
  readonly is_bounce: boolean;
  readonly warnings: readonly Label[];
  readonly refusal: Label | null;
}

interface KnownLetter {
  readonly id: string;
  readonly content_hash: string;
  readonly state: string;
  readonly inquiry_id: string | null;
  readonly inquiry_number: string | null;
}

/**
 * Takes a letter in: as an inquiry, or, when a rule refuses that, as a kept letter with an incident. `write` runs its argument in one transaction;
 * it is called a second time after a refusal, so that nothing of the first try stays. @throws InvalidError mail.empty_letter
 */
export async function receiveLetter<Result>(write: (work: (uow: UnitOfWork) => Promise<ReceivedLetter>) => Promise<Result>, raw: Buffer): Promise<Result> {
  const incoming = await readLetter(raw);
  try {
    return await write((uow) => register(uow, incoming));
  } catch (error) {
    if (!(error instanceof RefusalError) || error.status >= 500) throw error;
    return write((uow) => keepRefused(uow, incoming, error));
  }
}

/** Letters of the same id, with the same letter's senders taking turns: the second one finds what the first has made. */
async function twinsOf(uow: UnitOfWork, { letter }: IncomingLetter): Promise<KnownLetter[]> {
  await uow.query('select pg_advisory_xact_lock(hashtextextended($1, 7301))', [`${uow.company.id} ${letter.messageId}`]);
  return uow.query<KnownLetter & Record<string, unknown>>(
    `select l.id, l.content_hash, l.state::text as state, l.inquiry_id, q.number as inquiry_number from mail_letter l left join crm_inquiry q on q.id = l.inquiry_id where l.message_id = $1`,
    [letter.messageId],
  );
}

async function register(uow: UnitOfWork, incoming: IncomingLetter): Promise<ReceivedLetter> {
  const twins = await twinsOf(uow, incoming);
  const same = twins.find((one) => one.content_hash === incoming.contentHash);
  const related = await relatedItems(uow, incoming.answers);
  if (same?.state === 'registered') return received('known', incoming, related, { letter: same.id, inquiry: same.inquiry_id, number: same.inquiry_number });
  const sourceId = twins.some((one) => one !== same) ? `${incoming.letter.messageId.slice(0, 240)}#${incoming.contentHash.slice(0, 12)}` : incoming.letter.messageId;
  const [other] = await uow.query<{ id: string; number: string }>('select id, number from crm_inquiry where source_message_id = $1', [sourceId]);
  if (other !== undefined) return received('known', incoming, related, { letter: null, inquiry: other.id, number: other.number });

  const inquiry = await createRecord(uow, 'crm.inquiry', inquiryOf(uow, incoming, sourceId), { asSystem: true, event: 'inquiry.received' });
  const owner = { entity: 'crm.inquiry', id: inquiry.id };
  await keepSource(uow, owner, incoming);
  const skipped = await keepAttachments(uow, owner, incoming);
  const row = await noteLetter(uow, incoming, same?.id, { state: 'registered', inquiry_id: inquiry.id, refusal: null, skipped_files: skipped, related_entity: related[0]?.entity ?? null, related_id: related[0]?.id ?? null });
  if (same !== undefined) await closeIncident(uow, same.id);
  return received('registered', incoming, related, { letter: row.id, inquiry: inquiry.id, number: String(inquiry['number']) }, skipped);
}

/** The letter's date, unless it claims to come from the future. */
function receivedAt(uow: UnitOfWork, { letter }: IncomingLetter): Date {
  const written = letter.date === null ? uow.now : new Date(letter.date);
  return written > uow.now ? uow.now : written;
}

function inquiryOf(uow: UnitOfWork, incoming: IncomingLetter, sourceId: string): Record<string, unknown> {
  const { letter, fromEmail, fromName, body } = incoming;
  return {
    channel: 'email',
    received_at: receivedAt(uow, incoming),
    from_email: fromEmail,
    contact_name: fromName,
    subject_line: fit(letter.subject, 500),
    body: fit(body, 100_000),
    source_message_id: sourceId,
  };
}

async function noteLetter(uow: UnitOfWork, incoming: IncomingLetter, known: string | undefined, outcome: Readonly<Record<string, unknown>>): Promise<EntityRow> {
  if (known !== undefined) return updateRecord(uow, { entity: 'mail.letter', id: known }, outcome);
  const { letter, contentHash, fromEmail, fromName, isBounce } = incoming;
  return createRecord(uow, 'mail.letter', {
    message_id: letter.messageId,
    content_hash: contentHash,
    from_email: fromEmail,
    from_name: fromName,
    mail_to: letter.to.map((one) => one.email),
    mail_cc: letter.cc.map((one) => one.email),
    subject_line: fit(letter.subject, 500),
    received_at: receivedAt(uow, incoming),
    in_reply_to: fit(letter.inReplyTo, 255),
    is_automatic: letter.autoSubmitted || isBounce,
    is_bounce: isBounce,
    ...outcome,
  }, { asSystem: true });
}

async function keepRefused(uow: UnitOfWork, incoming: IncomingLetter, error: RefusalError): Promise<ReceivedLetter> {
  const same = (await twinsOf(uow, incoming)).find((one) => one.content_hash === incoming.contentHash);
  const details = error.errors.map((one) => one.message.ru).concat(error.reasons.map((one) => one.message.ru));
  const why = [error.label.ru, ...details].join(' ');
  const row = await noteLetter(uow, incoming, same?.id, { state: 'refused', refusal: fit(why, 1000) });
  const owner = { entity: 'mail.letter', id: row.id };
  if (same === undefined) await keepSource(uow, owner, incoming);
  const from = incoming.fromEmail ?? incoming.fromName ?? '—';
  await raiseIncident(uow, { kind: 'item', entity: 'mail.letter', itemId: row.id, message: `Письмо от ${from} «${incoming.letter.subject.slice(0, 200)}» не стало обращением: ${why}` });
  return { ...received('refused', incoming, [], { letter: row.id, inquiry: null, number: null }), refusal: error.label };
}

async function closeIncident(uow: UnitOfWork, letterId: string): Promise<void> {
  const open = await findOpenIncident(uow, { entity: 'mail.letter', itemId: letterId });
  if (open !== undefined) await resolveIncident(uow, open.id);
}

function received(
  outcome: ReceivedLetter['outcome'],
  incoming: IncomingLetter,
  related: readonly RelatedItem[],
  ids: { readonly letter: string | null; readonly inquiry: string | null; readonly number: string | null },
  skipped: readonly string[] = [],
): ReceivedLetter {
  return {
    outcome,
    letter_id: ids.letter,
    inquiry_id: ids.inquiry,
    inquiry_number: ids.number,
    related: related.filter((one) => one.id !== ids.inquiry),
    is_automatic: incoming.letter.autoSubmitted || incoming.isBounce,
    is_bounce: incoming.isBounce,
    warnings: warningsOf(incoming, skipped),
    refusal: null,
  };
}
