import { refuseTable } from '../errors.ts';

/** A tag or a text of a workbook's part. Names come without their namespace prefix. */
export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly isClosed: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

const LONGEST_TAG = 262_144;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntity(whole: string, body: string): string {
  if (body.startsWith('#')) {
    const code = body[1] === 'x' || body[1] === 'X' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
    return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  }
  return NAMED[body] ?? whole;
}

/** Text with its character references resolved; only the five of XML and numbers exist, since declarations of others are refused. */
export function decodeXmlText(text: string): string {
  return text.includes('&') ? text.replace(/&(#?\w+);/g, decodeEntity) : text;
}

const PATTERNS = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const known = PATTERNS.get(name);
  if (known !== undefined) return known;
  const made = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  PATTERNS.set(name, made);
  return made;
}

/** The value of one attribute from the raw text of a tag, whatever its namespace prefix. `name` is one of the few that workbooks have. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = patternOf(name).exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeXmlText(value);
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Where the tag that opens at `from` ends, minding '>' within quotes; -1 when the text ends first. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
  }
  return -1;
}

function tagOf(inner: string): XmlToken {
  if (inner.startsWith('/')) return { kind: 'close', name: withoutPrefix(inner.slice(1).trimEnd()) };
  const isClosed = inner.endsWith('/');
  const body = isClosed ? inner.slice(0, -1) : inner;
  const space = body.search(/\s/);
  return { kind: 'open', name: withoutPrefix(space < 0 ? body : body.slice(0, space)), attributes: space < 0 ? '' : body.slice(space), isClosed };
}

/** Splits what has come so far into tokens and answers what is left for later. */
function* tokensOf(text: string, isLast: boolean): Generator<XmlToken, string> {
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open < 0) {
      // A text may be cut anywhere, a reference such as &amp; included, so it waits for its end.
      if (!isLast) return text.slice(at);
      yield { kind: 'text', text: decodeXmlText(text.slice(at)) };
      return '';
    }
    if (open > at) yield { kind: 'text', text: decodeXmlText(text.slice(at, open)) };
    at = open;
    if (text.length - open < 9 && !isLast) return text.slice(open);
    let end: number;
    if (text.startsWith('<!--', open)) {
      end = text.indexOf('-->', open);
      if (end >= 0) end += 2;
    } else if (text.startsWith('<![CDATA[', open)) {
      end = text.indexOf(']]>', open);
      if (end >= 0) {
        yield { kind: 'text', text: text.slice(open + 9, end) };
        end += 2;
      }
    } else if (text.startsWith('<!', open)) {
      throw refuseTable('core.table_entities_refused', { row: 1 });
    } else {
      end = tagEnd(text, open);
      if (end >= 0 && text[open + 1] !== '?') yield tagOf(text.slice(open + 1, end));
    }
    if (end < 0) {
      if (isLast || text.length - open > LONGEST_TAG) throw refuseTable('core.table_damaged', { detail: 'XML' });
      return text.slice(open);
    }
    at = end + 1;
  }
  return '';
}

/**
 * Reads the XML of a workbook's part as it is unpacked, one batch of tokens a chunk, never holding the whole.
 * @throws InvalidError core.table_entities_refused, core.table_damaged
 */
export async function* readXmlTokens(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly XmlToken[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  const batch = (text: string, isLast: boolean): XmlToken[] => {
    const found: XmlToken[] = [];
    const tokens = tokensOf(text, isLast);
    for (;;) {
      const next = tokens.next();
      if (next.done === true) {
        rest = next.value;
        return found;
      }
      found.push(next.value);
    }
  };
  for await (const chunk of chunks) yield batch(rest + decoder.decode(chunk, { stream: true }), false);
  yield batch(rest + decoder.decode(), true);
}
