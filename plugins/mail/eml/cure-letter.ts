import { decodeText } from './decode-text.ts';
import { cureField, fieldValue, parameter, readHead } from './letter-head.ts';
import type { HeaderField } from './letter-head.ts';
import { htmlToPlainText } from './letter-html.ts';
import { guessBoundary, splitByBoundary } from './multipart.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts';
import type { DecodedBytes } from './transfer-encoding.ts';
import type { LetterWarning } from './warnings.ts';

/*
 * Rewrites a letter as its sender's program should have written it: UTF-8 throughout, texts in clean base64, every boundary unique and
 * closed. What the parser behind it sees is then always well-formed. Contents of attachments are set aside under their index.
 */

export const MAX_ATTACHMENTS = 100;
const MAX_DEPTH = 20;
const MAX_PARTS = 800;

/** A well-formed letter, the contents of its attachments by index, the fields of its own header, and what had to be cured. */
export interface CuredLetter {
  readonly source: Buffer;
  readonly attachments: readonly Buffer[];
  readonly fields: readonly HeaderField[];
  readonly warnings: ReadonlySet<LetterWarning>;
  readonly hasHtml: boolean;
}

interface Ward {
  readonly attachments: Buffer[];
  readonly warnings: Set<LetterWarning>;
  readonly charsetHint: string | null;
  /** The letter, when it was cut at the size limit: the attachment that reaches its end is incomplete. */
  readonly truncated: Buffer | null;
  parts: number;
  hasHtml: boolean;
}

/** Whether the alternatives around an HTML part already offer its text; null outside of alternatives. */
type Alternatives = { plainSeen: boolean } | null;

const REPLACED = new Set(['content-type', 'content-transfer-encoding', 'content-disposition']);

function writeHead(fields: readonly HeaderField[], ward: Ward, content: Record<string, string>): string {
  const kept = fields.filter((field) => !REPLACED.has(field.name.toLowerCase())).map((field) => [field.name, cureField(field, ward.charsetHint)]);
  return [...kept, ...Object.entries(content)].map(([name, value]) => `${name}: ${value}\r\n`).join('') + '\r\n';
}

function cured(fields: readonly HeaderField[], name: string, ward: Ward): string {
  const value = fieldValue(fields, name);
  return value === '' ? '' : cureField({ name, value }, ward.charsetHint);
}

const wrapped = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');

function decodeBody(body: Buffer, fields: readonly HeaderField[], isText: boolean): DecodedBytes {
  const encoding = fieldValue(fields, 'content-transfer-encoding').toLowerCase();
  if (encoding.includes('base64')) return decodeBase64(body, isText);
  if (encoding.includes('quoted')) return decodeQuotedPrintable(body);
  return { bytes: body, damaged: false };
}

function cureText(fields: readonly HeaderField[], body: Buffer, type: string, ward: Ward, alternatives: Alternatives): string {
  const contentType = fieldValue(fields, 'content-type');
  const { bytes, damaged } = decodeBody(body, fields, true);
  if (damaged) ward.warnings.add('body_damaged');
  const decoded = decodeText(bytes, parameter(contentType, 'charset') ?? metaCharset(bytes, type));
  if (decoded.declaredWrong) ward.warnings.add('charset_guessed');
  const text = decoded.text.replaceAll('\0', '');
  ward.hasHtml ||= type === 'text/html';
  const flowed = /format\s*=\s*"?flowed/i.test(contentType) ? `; format=flowed${/delsp\s*=\s*"?yes/i.test(contentType) ? '; delsp=yes' : ''}` : '';
  const part = (kind: string, content: string): [Record<string, string>, string] => [
    { 'Content-Type': kind, 'Content-Transfer-Encoding': 'base64' },
    wrapped(Buffer.from(content)),
  ];
  if (type === 'text/html' && !alternatives?.plainSeen) {
    const boundary = newBoundary(ward);
    const twins = [part('text/plain; charset=utf-8', htmlToPlainText(text)), part('text/html; charset=utf-8', text)];
    const inner = twins.map(([content, encoded]) => `--${boundary}\r\n${writeHead([], ward, content)}${encoded}\r\n`).join('');
    return `${writeHead(fields, ward, { 'Content-Type': `multipart/alternative; boundary="${boundary}"` })}${inner}--${boundary}--\r\n`;
  }
  if (type === 'text/plain' && alternatives && text.trim() !== '') alternatives.plainSeen = true;
  const [content, encoded] = part(`${type}; charset=utf-8${flowed}`, text);
  return writeHead(fields, ward, content) + encoded;
}

function metaCharset(bytes: Buffer, type: string): string | null {
  if (type !== 'text/html') return null;
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})/i.exec(bytes.toString('latin1', 0, 4096))?.[1] ?? null;
}

function cureAttachment(fields: readonly HeaderField[], body: Buffer, type: string, ward: Ward): string {
  const disposition = cured(fields, 'content-disposition', ward) || 'attachment';
  if (ward.attachments.length >= MAX_ATTACHMENTS) {
    ward.warnings.add('too_many_attachments');
    return writeHead([], ward, { 'Content-Type': 'text/plain' });
  }
  if (ward.truncated && endsTogether(body, ward.truncated)) return writeHead([], ward, { 'Content-Type': 'text/plain' });
  const { bytes, damaged } = decodeBody(body, fields, false);
  if (damaged) ward.warnings.add('attachment_damaged');
  const index = ward.attachments.push(bytes) - 1;
  const declared = cured(fields, 'content-type', ward);
  const contentType = declared.startsWith(type) ? declared : type;
  return writeHead(fields, ward, {
    'Content-Type': contentType,
    'Content-Disposition': disposition,
    'Content-Transfer-Encoding': 'base64',
  }) + Buffer.from(String(index)).toString('base64');
}

function endsTogether(part: Buffer, whole: Buffer): boolean {
  return part.buffer === whole.buffer && part.byteOffset + part.length === whole.byteOffset + whole.length;
}

/** Made of the letter's own count, so that the same letter is always rewritten alike. */
function newBoundary(ward: Ward): string {
  ward.parts += 1;
  return `=_reglament_${ward.parts}`;
}

function cureMultipart(fields: readonly HeaderField[], body: Buffer, type: string, ward: Ward, depth: number, around: Alternatives): string | null {
  const named = parameter(fieldValue(fields, 'content-type'), 'boundary');
  let split = named === null ? null : splitByBoundary(body, named.trim());
  if (!split) {
    ward.warnings.add('structure_broken');
    const guessed = guessBoundary(body);
    split = guessed === null ? null : splitByBoundary(body, guessed);
  }
  if (!split) return null;
  const alternatives = type === 'multipart/alternative' ? { plainSeen: false } : around;
  const boundary = newBoundary(ward);
  const strays = [split.preamble, split.epilogue].filter(
    (stray) => stray.length > 0 && !/mime|multi-?part/i.test(stray.toString('latin1')) && stray.toString('latin1').trim() !== '',
  );
  const room = Math.max(0, MAX_PARTS - ward.parts);
  if (split.parts.length > room) {
    ward.warnings.add('too_deep');
    strays.push(...split.parts.slice(room));
  }
  const children = [
    ...split.parts.slice(0, room).map((part) => curePart(part, ward, depth + 1, alternatives, type === 'multipart/digest' ? 'message/rfc822' : 'text/plain')),
    ...(strays.length > 0 ? [cureText([], Buffer.concat(strays), 'text/plain', ward, null)] : []),
  ];
  const inner = children.map((child) => `--${boundary}\r\n${child}\r\n`).join('');
  return `${writeHead(fields, ward, { 'Content-Type': `${type}; boundary="${boundary}"` })}${inner}--${boundary}--\r\n`;
}

function curePart(raw: Buffer, ward: Ward, depth: number, alternatives: Alternatives, defaultType: string): string {
  const { fields, body, cut } = readHead(raw);
  if (cut) ward.warnings.add('header_cut');
  const declared = (/^[^;\s]+/.exec(fieldValue(fields, 'content-type'))?.[0] ?? defaultType).toLowerCase();
  const attached = /^\s*attachment/i.test(fieldValue(fields, 'content-disposition'));
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(declared) ? declared : declared === 'text' || !attached ? 'text/plain' : 'application/octet-stream';
  const container = /^multipart\//.test(type) || (type === 'message/rfc822' && !attached);
  ward.parts += 1;
  if (container && (depth >= MAX_DEPTH || ward.parts > MAX_PARTS)) {
    ward.warnings.add('too_deep');
    return cureText([], body, 'text/plain', ward, null);
  }
  if (/^multipart\//.test(type)) {
    const whole = cureMultipart(fields, body, type, ward, depth, alternatives);
    if (whole !== null) return whole;
    return cureText(fields, body, /<(?:html|body|div|p|table)\b/i.test(body.toString('latin1', 0, 20_000)) ? 'text/html' : 'text/plain', ward, null);
  }
  if (type === 'message/rfc822' && !attached) {
    const { bytes } = decodeBody(body, fields, true);
    return writeHead(fields, ward, { 'Content-Type': type, 'Content-Disposition': 'inline' }) + curePart(bytes, ward, depth + 1, null, 'text/plain');
  }
  if (type === 'message/delivery-status') return cureText(fields, body, 'text/plain', ward, null);
  if ((type === 'text/plain' || type === 'text/html') && !attached) return cureText(fields, body, type, ward, alternatives);
  return cureAttachment(fields, body, type, ward);
}

/** Cures a whole letter. `truncated`: it was cut at the size limit, so the attachment that reaches its end is left out. Never throws. */
export function cureLetter(raw: Buffer, truncated: boolean): CuredLetter {
  const ward: Ward = {
    attachments: [],
    warnings: new Set(),
    charsetHint: /charset\s*=\s*["']?([\w-]{2,30})/i.exec(raw.toString('latin1', 0, 200_000))?.[1] ?? null,
    truncated: truncated ? raw : null,
    parts: 0,
    hasHtml: false,
  };
  const source = Buffer.from(curePart(raw, ward, 0, null, 'text/plain'));
  return { source, attachments: ward.attachments, fields: readHead(raw).fields, warnings: ward.warnings, hasHtml: ward.hasHtml };
}
