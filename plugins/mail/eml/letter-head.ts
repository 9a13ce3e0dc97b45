import { decodeText } from './decode-text.ts';

/** One header field, unfolded. `value` holds raw bytes as latin1 characters until `cureField` reads them. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** A header block and what follows it. `cut` when a field was longer than any honest one. */
export interface LetterHead {
  readonly fields: readonly HeaderField[];
  readonly body: Buffer;
  readonly cut: boolean;
}

const FIELD = /^([!-9;-~]{1,100})[ \t]*:([^]*)$/;
const WELL_KNOWN =
  /^(?:from|to|cc|subject|date|sender|reply-to|message-id|mime-version|content-[a-z-]+|received|return-path|references|in-reply-to|x-mailer)[ \t]*:/i;
const MAX_FIELD_CHARS = 32_768;
const MAX_FIELDS = 500;
const MAX_HEAD_CHARS = 1_000_000;
const MAX_BROKEN_FOLDS = 50;

/**
 * Divides bytes into header fields and body. A line that is no field continues the one before it while known fields still follow (a broken
 * fold); otherwise the body begins there, because someone forgot the empty line.
 */
export function readHead(raw: Buffer): LetterHead {
  const fields: { name: string; value: string }[] = [];
  let cut = false;
  let kept = 0;
  let brokenFolds = 0;
  let position = 0;
  while (position < raw.length) {
    const end = raw.indexOf(0x0a, position);
    const next = end < 0 ? raw.length : end + 1;
    const line = raw.toString('latin1', position, Math.min(next, position + 4 * MAX_FIELD_CHARS)).replace(/\r?\n$/, '');
    if (line === '') return { fields, body: raw.subarray(next), cut };
    const match = FIELD.exec(line);
    const last = fields.at(-1);
    const full = fields.length >= MAX_FIELDS || kept > MAX_HEAD_CHARS;
    if (match) {
      const value = (match[2] as string).slice(0, MAX_FIELD_CHARS);
      if (!full) fields.push({ name: match[1] as string, value });
      kept += value.length;
      cut ||= full || value.length < (match[2] as string).length;
    } else if (last && (/^[ \t]/.test(line) || ((brokenFolds += 1) <= MAX_BROKEN_FOLDS && knownFieldAhead(raw, next)))) {
      const value = ` ${line.trimStart()}`;
      if (last.value.length + value.length > MAX_FIELD_CHARS) cut = true;
      else last.value += value;
    } else {
      break;
    }
    position = next;
  }
  return { fields, body: raw.subarray(position), cut };
}

function knownFieldAhead(raw: Buffer, from: number): boolean {
  const ahead = raw.toString('latin1', from, from + 4096).split(/\r?\n\r?\n/, 1)[0] as string;
  return ahead.split(/\r?\n/).some((line) => WELL_KNOWN.test(line));
}

const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;
const WORDS = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=(?:\s*=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=)*/gi;

/** An RFC 2047 word in UTF-8: ASCII that no header parser can take for syntax. */
function encodedWord(text: string): string {
  return text === '' ? '' : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

/** Neighbouring words are joined before they are read: a letter may be cut between two of them. */
function readWords(run: string): string {
  const joined: { charset: string; bytes: Buffer[] }[] = [];
  for (const [, charset = '', encoding = '', data = ''] of run.matchAll(WORD)) {
    const name = (charset.split('*')[0] as string).toLowerCase();
    const bytes =
      encoding.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64')
        : Buffer.from(
            data.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
            'latin1',
          );
    const last = joined.at(-1);
    if (last?.charset === name) last.bytes.push(bytes);
    else joined.push({ charset: name, bytes: [bytes] });
  }
  return joined.map(({ charset, bytes }) => decodeText(Buffer.concat(bytes), charset).text).join('');
}

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);
const isContentField = (name: string): boolean => /^content-(?:type|disposition)$/i.test(name);

/**
 * A field in clean Unicode: encoded words re-read by their bytes, raw 8-bit text decoded (`charsetHint`: what the body declares), parameters
 * of content fields wrapped so that a raw file name survives. Encoded words stay encoded: their commas and brackets are no syntax.
 */
export function cureField(field: HeaderField, charsetHint: string | null): string {
  const words = field.value.replace(/[\0\r\n]/g, '').replace(WORDS, (run) => encodedWord(readWords(run)));
  const text = /[\x80-\xff]/.test(words) ? decodeText(Buffer.from(words, 'latin1'), charsetHint).text : words;
  if (!isContentField(field.name)) return text.trim();
  return text
    .replace(/=\s*([\w-]{2,40})'[^'\s]{0,20}'((?:%[0-9a-f]{2}|[\w.~()-])+)/gi, (_, charset: string, coded: string) => {
      const bytes = coded.replace(/%([0-9a-f]{2})/gi, (__, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
      return `=utf-8''${encodeURIComponent(decodeText(Buffer.from(bytes, 'latin1'), charset).text).replaceAll("'", '%27')}`;
    })
    .replace(/"([^"]*)"/g, (whole, value: string) => (isAscii(value) ? whole : `"${encodedWord(value)}"`))
    .replace(/=[ \t]*([^";]+)/g, (whole, value: string) => (isAscii(value) ? whole : `="${encodedWord(value.trim())}"`))
    .trim();
}

/** First field of that name, `name` in small letters; '' when absent. */
export function fieldValue(fields: readonly HeaderField[], name: string): string {
  return fields.find((field) => field.name.toLowerCase() === name)?.value.trim() ?? '';
}

/** A parameter of a content field, such as charset or boundary; null when absent. */
export function parameter(value: string, name: string): string | null {
  const match = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^;\\s"]+))`, 'i').exec(value);
  return match ? (match[1] ?? match[2] ?? match[3] ?? null) : null;
}
