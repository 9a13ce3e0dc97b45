import { createHash } from 'node:crypto';
import { normalizeEmail } from '../../crm/index.ts';
import type { Label } from '../../../core/index.ts';
import type { Letter } from '../eml/index.ts';
import { parseLetter, stripQuotedReply } from '../eml/index.ts';
import { refuse } from '../errors.ts';

/** A letter as it is registered: read, with what was found out about it, and its bytes. */
export interface IncomingLetter {
  readonly raw: Buffer;
  readonly letter: Letter;
  readonly fromEmail: string | null;
  readonly fromName: string | null;
  /** Text without what it quotes, or all of it where nothing else is left. */
  readonly body: string;
  readonly contentHash: string;
  readonly isBounce: boolean;
  /** Ids of the letters it answers, the nearest first. */
  readonly answers: readonly string[];
}

/** Text that a database column takes: no NUL, no half characters, no longer than it. */
export function fit(value: string | null, length: number): string | null {
  const clean = (value ?? '').replaceAll('\0', '').trim().slice(0, length).replace(/\p{Surrogate}/gu, '\uFFFD');
  return clean === '' ? null : clean;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A report of a mail server, by its own kind of content or by its sender; an empty return path alone is also that of vacation answers. */
function isBounce(raw: Buffer, letter: Letter): boolean {
  const text = raw.toString('latin1', 0, 64 * 1024);
  const head = text.slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length);
  return (
    /^content-type:\s*multipart\/report\b[^\r\n]*(\r?\n[ \t][^\r\n]*)*delivery-status/im.test(head) ||
    /^(mailer-daemon|postmaster)@/i.test(letter.from?.email ?? '')
  );
}

/** Reads a letter for registration. @throws InvalidError mail.empty_letter; every other file is a letter, at worst one without a sender */
export async function readLetter(raw: Buffer): Promise<IncomingLetter> {
  if (raw.length === 0) throw refuse('mail.empty_letter');
  const letter = await parseLetter(raw);
  const sender = letter.from ?? letter.replyTo;
  const own = stripQuotedReply(letter.text).reply;
  return {
    raw,
    letter,
    fromEmail: sender === null ? null : normalizeEmail(sender.email),
    fromName: fit(sender?.name ?? null, 250),
    body: own.trim() === '' ? letter.text : own,
    contentHash: sha256(JSON.stringify([sender?.email ?? null, letter.date, letter.subject, letter.text, letter.attachments.map((one) => sha256(one.content))])),
    isBounce: isBounce(raw, letter),
    answers: [...new Set([letter.inReplyTo, ...[...letter.references].reverse()].filter((id): id is string => id !== null && id !== letter.messageId))].slice(0, 50),
  };
}

/** Warnings of a letter with what was found out beyond its own. */
export function warningsOf({ letter, isBounce: bounced }: IncomingLetter, skipped: readonly string[]): Label[] {
  return [
    ...letter.warnings,
    ...(bounced ? [{ ru: 'Отчёт о недоставке.', en: 'A delivery failure report.' }] : letter.autoSubmitted ? [{ ru: 'Письмо написано программой.', en: 'The letter was written by a program.' }] : []),
    ...skipped.map((name) => ({ ru: `Вложение не сохранено отдельно: ${name}`, en: `The attachment was not kept apart: ${name}` })),
  ];
}
