import { createHash } from 'node:crypto';
import { fieldValue } from './letter-head.ts';
import type { HeaderField } from './letter-head.ts';

const IDENTIFIER = /<[^<>\s\x00-\x1f\x7f-\xff]{1,248}>/g;

/** The letter's own identifier, or one made from its bytes: stable over line ends, so that a second reading is recognised. */
export function messageIdOf(fields: readonly HeaderField[], source: Buffer): string {
  const declared = fieldValue(fields, 'message-id');
  const bracketed = /^[^<>\s]+@[^<>\s]+$/.test(declared) ? `<${declared}>` : declared;
  if (bracketed.match(IDENTIFIER)?.[0] === bracketed) return bracketed;
  const hash = createHash('sha256');
  let start = 0;
  for (let at = source.indexOf('\r\n'); at >= 0; at = source.indexOf('\r\n', start)) {
    hash.update(source.subarray(start, at)).update('\n');
    start = at + 2;
  }
  return `<sha256:${hash.update(source.subarray(start)).digest('hex')}>`;
}

/** Identifiers named in a field, without repeats, the last hundred of them. */
export function identifiersIn(fields: readonly HeaderField[], name: string): string[] {
  return [...new Set(fieldValue(fields, name).match(IDENTIFIER) ?? [])].slice(-100);
}

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A Date field as ISO in UTC; without a zone it is taken as UTC, Russian month names are understood. Null when it is no date. */
export function dateOf(value: string): string | null {
  const plain = value
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/^\s*\p{L}+\.?\s*,/u, ' ')
    .replace(/[а-яё]{3,}\.?/giu, (word) => ENGLISH_MONTHS[MONTHS.findIndex((month) => word.toLowerCase().startsWith(month))] ?? word)
    .trim();
  // Date() would make a day of almost anything, of '' too.
  if (!/\d{1,2}[\s-]+\p{L}{3,9}\.?[\s-]+\d{2,4}|\p{L}{3,9} \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2}/u.test(plain)) return null;
  const zoned = /[+-]\d{2}:?\d{2}$|[A-Z]{1,5}$/i.test(plain) ? plain : `${plain} +0000`;
  const parsed = new Date(zoned);
  const date = Number.isNaN(parsed.getTime()) ? new Date(plain.replace(/\s*[A-Z]{1,5}$/i, ' +0000')) : parsed;
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 2200 ? date.toISOString() : null;
}

/** True when the fields say that a program wrote the letter (RFC 3834 and the habits before it). */
export function isAutoSubmitted(fields: readonly HeaderField[]): boolean {
  const automatic = fieldValue(fields, 'auto-submitted').toLowerCase();
  return (
    (automatic !== '' && !automatic.startsWith('no')) ||
    fields.some((field) => /^x-auto(?:reply|respond|-reply)$/i.test(field.name)) ||
    /^(?:bulk|junk|auto_reply)$/i.test(fieldValue(fields, 'precedence')) ||
    fieldValue(fields, 'return-path') === '<>' ||
    /^multipart\/report/i.test(fieldValue(fields, 'content-type'))
  );
}
