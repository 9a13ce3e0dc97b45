import { domainToUnicode } from 'node:url';

const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/;

/**
 * The form in which addresses are compared: lower case, the domain in letters rather than punycode. Accepts `Name <a@b.ru>` and `mailto:`.
 * Null for anything that is not one address. At most 254 characters.
 */
export function normalizeEmail(raw: string): string | null {
  const bracketed = /<([^<>]*)>\s*$/.exec(raw)?.[1] ?? raw;
  const address = bracketed.normalize('NFC').trim().replace(/^mailto:/i, '').replace(/\.$/, '').toLowerCase();
  const at = address.lastIndexOf('@');
  const domain = domainToUnicode(address.slice(at + 1));
  const normal = `${address.slice(0, at)}@${domain}`;
  return at > 0 && ADDRESS.test(normal) && !normal.includes('..') && normal.length <= 254 ? normal : null;
}
