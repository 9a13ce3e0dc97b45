import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { refuseTable } from './errors.ts';

/** Single-byte encodings that Russian programs declare in XML. */
const DECLARED: ReadonlySet<string> = new Set(['windows-1251', 'cp1251', 'koi8-r', 'cp866', 'ibm866', 'iso-8859-5', 'windows-1252', 'iso-8859-1', 'us-ascii']);

/** A text and the encoding its bytes were in. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

function utf16(content: Buffer): string | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be';
  return undefined;
}

const hasMark = (content: Buffer): boolean => content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;

/**
 * Decodes a text file by its bytes: what is valid UTF-8 is UTF-8, a byte order mark says UTF-16, anything else is windows-1251.
 * @throws InvalidError core.table_format_unknown when it holds zero bytes, so is no text
 */
export function decodeText(content: Buffer): DecodedText {
  const wide = utf16(content);
  if (wide !== undefined) return { text: iconv.decode(content, wide), encoding: wide };
  if (content.includes(0)) throw refuseTable('core.table_format_unknown');
  if (isUtf8(content)) return { text: (hasMark(content) ? content.subarray(3) : content).toString('utf8'), encoding: 'utf-8' };
  return { text: iconv.decode(content, 'windows-1251'), encoding: 'windows-1251' };
}

/** Offset of the first byte that is not UTF-8. */
function firstForeignByte(content: Buffer): number {
  let low = 0;
  let high = content.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // A cut character is not yet a foreign one, so up to three bytes more are looked at.
    const fits = [0, 1, 2, 3].some((more) => isUtf8(content.subarray(0, Math.min(content.length, middle + 1 + more))));
    if (fits) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Decodes XML by its declaration, which the bytes must bear out; valid UTF-8 beyond ASCII is UTF-8 whatever the declaration says.
 * @throws InvalidError core.table_encoding_wrong, core.table_encoding_unknown
 */
export function decodeXml(content: Buffer): DecodedText {
  const wide = utf16(content);
  if (wide !== undefined) return { text: iconv.decode(content, wide), encoding: wide };
  const declared = (/^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(content.subarray(0, 300).toString('latin1'))?.[1] ?? 'utf-8').toLowerCase();
  if (content.includes(0)) throw refuseTable('core.table_format_unknown');
  if (isUtf8(content)) return { text: (hasMark(content) ? content.subarray(3) : content).toString('utf8'), encoding: 'utf-8' };
  if (declared === 'utf-8' || declared === 'utf8') throw refuseTable('core.table_encoding_wrong', { encoding: 'UTF-8', position: firstForeignByte(content) + 1 });
  if (!DECLARED.has(declared)) throw refuseTable('core.table_encoding_unknown', { encoding: declared });
  return { text: iconv.decode(content, declared), encoding: declared };
}
