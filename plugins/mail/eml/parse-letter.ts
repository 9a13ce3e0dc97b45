import type { AddressObject, EmailAddress, ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';
import { cureLetter } from './cure-letter.ts';
import type { CuredLetter } from './cure-letter.ts';
import { decodeText } from './decode-text.ts';
import { cureField, fieldValue } from './letter-head.ts';
import { dateOf, identifiersIn, isAutoSubmitted, messageIdOf } from './letter-fields.ts';
import { sanitiseHtml } from './letter-html.ts';
import type { Letter, LetterAddress, LetterAttachment } from './letter.ts';
import { LETTER_WARNINGS } from './warnings.ts';
import type { LetterWarning } from './warnings.ts';

/** Bytes of a letter that are read; of a larger one the beginning. */
export const MAX_LETTER_BYTES = 25 * 1024 * 1024;

/** Takes off what stands around a letter in files: a mark of UTF-16 or UTF-8, the `From ` line of a mailbox, empty lines, Mac line ends. */
function unwrapped(raw: Buffer): Buffer {
  const utf16 = (raw[0] === 0xff && raw[1] === 0xfe) || (raw[0] === 0xfe && raw[1] === 0xff);
  let letter = utf16 ? Buffer.from(decodeText(raw).text) : raw;
  if (letter[0] === 0xef && letter[1] === 0xbb && letter[2] === 0xbf) letter = letter.subarray(3);
  if (!letter.includes(0x0a) && letter.includes(0x0d)) letter = Buffer.from(letter.toString('latin1').replaceAll('\r', '\n'), 'latin1');
  const around = /^(?:[ \t]*\r?\n)*(?:>?From [^\n:]*\d{2}:\d{2}[^\n]*\n)?(?:[ \t]*\r?\n)*/.exec(letter.toString('latin1', 0, 4096));
  const inside = letter.subarray(around?.[0].length ?? 0);
  return inside.length > 0 ? inside : letter;
}

function addresses(found: AddressObject | AddressObject[] | undefined): LetterAddress[] {
  const flat = (entry: EmailAddress): EmailAddress[] => (entry.group ? entry.group.flatMap(flat) : [entry]);
  return [found ?? []]
    .flat()
    .flatMap((list) => list.value.flatMap(flat))
    .map((entry) => ({ email: (entry.address ?? '').trim().slice(0, 254), name: entry.name.trim() || null }))
    .filter((entry) => /^[^\s@]+@[^\s@]+$/.test(entry.email));
}

/** A name fit for a file system and for a screen: an extension cannot hide behind a turned direction of writing. */
function safeFileName(name: string | undefined, mimeType: string, index: number): string {
  const base = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = base.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  if (clean !== '') return clean.length <= 200 ? clean : clean.slice(0, 200 - extension.length) + extension;
  const kind = mimeType === 'message/rfc822' ? 'eml' : (/\/([a-z0-9]{2,5})$/.exec(mimeType)?.[1] ?? 'bin');
  return `attachment-${index + 1}.${kind}`;
}

function attachmentsOf(parsed: ParsedMail | null, contents: readonly Buffer[]): LetterAttachment[] {
  if (!parsed) {
    return contents.map((content, index) => {
      const mimeType = 'application/octet-stream';
      return { fileName: safeFileName(undefined, mimeType, index), mimeType, size: content.length, content, contentId: null, inline: false };
    });
  }
  return parsed.attachments.flatMap((found, position) => {
    const content = contents[Number(found.content.toString('latin1'))];
    if (!content) return [];
    const mimeType = /^[\w.+-]+\/[\w.+-]+$/.test(found.contentType) ? found.contentType.toLowerCase() : 'application/octet-stream';
    const contentId = found.cid?.slice(0, 250) ?? null;
    const inline = found.contentDisposition === 'inline' || (contentId !== null && found.related);
    return [{ fileName: safeFileName(found.filename, mimeType, position), mimeType, size: content.length, content, contentId, inline }];
  });
}

async function parse(cured: CuredLetter, warnings: Set<LetterWarning>): Promise<ParsedMail | null> {
  try {
    const options = {
      skipImageLinks: true,
      skipHtmlToText: true,
      skipTextLinks: true,
      skipTextToHtml: !cured.hasHtml,
      keepCidLinks: true,
      maxHeadSize: 16_000_000,
      maxChildNodes: 20_000,
    };
    return await simpleParser(cured.source, options);
  } catch {
    // The contract is to lose no letter: whatever the parser cannot stand is shown as its source.
    warnings.add('unreadable');
    return null;
  }
}

/**
 * Reads a letter (RFC 5322 with MIME) as mail programs really write it: raw or wrongly declared Cyrillic, damaged encodings, broken structure,
 * missing fields. What had to be cured or guessed is told in `warnings`. Never throws and never drops text: at worst `text` is the source.
 */
export async function parseLetter(raw: Buffer): Promise<Letter> {
  const tooLarge = raw.length > MAX_LETTER_BYTES;
  const source = unwrapped(tooLarge ? raw.subarray(0, MAX_LETTER_BYTES) : raw);
  const cured = cureLetter(source, tooLarge);
  const warnings = new Set(cured.warnings);
  if (tooLarge) warnings.add('too_large');
  if (source.length === 0) warnings.add('empty');

  const parsed = await parse(cured, warnings);
  const field = (name: string): string => {
    const value = fieldValue(cured.fields, name);
    return value === '' ? '' : cureField({ name, value }, null);
  };
  const from = addresses(parsed?.from)[0] ?? null;
  if (!from) warnings.add('no_sender');
  const date = dateOf(field('date'));
  if (!date) warnings.add('no_date');

  const attachments = attachmentsOf(parsed, cured.attachments);
  const words = (parsed?.text ?? '').replaceAll('\0', '').replace(/\r\n?/g, '\n').trim();
  // The parser leaves the table of an enclosed letter's fields open.
  const html = parsed?.html ? sanitiseHtml(parsed.html.replaceAll('<td></tr><table>', '</tr></table>')) : null;
  if (parsed?.html && html === null) warnings.add('html_dropped');
  const text = parsed ? words : decodeText(source).text.replaceAll('\0', '').trim();

  return {
    messageId: messageIdOf(cured.fields, source),
    from,
    to: addresses(parsed?.to),
    cc: addresses(parsed?.cc),
    replyTo: addresses(parsed?.replyTo)[0] ?? null,
    subject: (parsed?.subject ?? '').replace(/\s+/g, ' ').trim(),
    date,
    text,
    html,
    attachments,
    inReplyTo: identifiersIn(cured.fields, 'in-reply-to')[0] ?? null,
    references: identifiersIn(cured.fields, 'references'),
    autoSubmitted: isAutoSubmitted(cured.fields),
    warnings: [...warnings].map((warning) => LETTER_WARNINGS[warning]),
  };
}
