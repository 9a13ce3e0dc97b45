import iconv from 'iconv-lite';

/*
 * Which charset bytes are really in. Letters lie about it: declared windows-1251 holds UTF-8 and the reverse, Outlook calls Russian
 * text iso-8859-1, old programs say nothing. Bytes decide before declarations: what is valid UTF-8 is UTF-8, and of the one-byte Cyrillic
 * charsets that one is right whose reading looks like Russian.
 */

const CYRILLIC = ['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'];

/** Frequent pairs of letters; in Russian about half of all neighbours are among them, in a wrong reading hardly any. */
const PAIRS = new Set(
  ('ст но то на ен ов ни ра во ко ал ли по ос пр ро ре ор от го не ло ер ан ом ит ат ва та ет те де до да ие ил им ин ас ес ис ол ле ла ый ой ых ' +
    'ми ма мо ме ка ки ки об од оп оч сч че ча за зд др ру ть ся шт ук уг уж вл вк вы ве вс сл сп см сн со се са св вн нн нт нд нк ны нь ну ря ри рт яв').split(' '),
);

/** Bytes from the beginning by which a charset is chosen. */
const SAMPLE = 32_768;

/** How Russian a text reads: share of frequent pairs among neighbouring letters, less the places where a small letter meets a capital. */
function russianness(text: string): number {
  const words = text.match(/[а-яё]+/giu) ?? [];
  let pairs = 0;
  let score = 0;
  for (const word of words) {
    for (let index = 1; index < word.length; index += 1) {
      const pair = word.slice(index - 1, index + 1);
      pairs += 1;
      if (PAIRS.has(pair.toLowerCase())) score += 1;
      if (/^\p{Ll}\p{Lu}$/u.test(pair)) score -= 1;
    }
  }
  const strange = text.match(/[\u0080-\u009f\u2500-\u25ff\ufffd]|[a-z][а-яё]|[а-яё][a-z]|[ђѓљњќћџґєїў]/giu)?.length ?? 0;
  return pairs === 0 ? -1 : score / pairs - strange / pairs;
}

function known(charset: string): string | null {
  const name = charset.trim().toLowerCase().replace(/^(?:cp|x-cp|win|windows)[-_ ]?(125\d)$/, 'windows-$1');
  return name !== '' && iconv.encodingExists(name) ? name : null;
}

const isUtf8 = (charset: string): boolean => /^utf-?8$/.test(charset);
/** Charsets whose bytes may be valid UTF-8 by chance, or that are not one byte a letter: believed as declared. */
const isMultiByte = (charset: string): boolean => /^(?:utf-?(?:16|32|7)|gb|big5|shift|sjis|euc|iso-2022|cp9[345]|ks_c|hz)/.test(charset);

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/^\ufeff/, '');
  } catch {
    return null;
  }
}

/** Most of it is UTF-8 and a byte here or there is spoilt, such as a letter cut in two at the end. */
function mostlyUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes).replace(/^\ufeff/, '');
  const spoilt = text.match(/\ufffd/g)?.length ?? 0;
  const letters = text.match(/[^\u0000-\u007f\ufffd]/g)?.length ?? 0;
  return letters > 0 && spoilt * 5 <= letters ? text : null;
}

/** Text read from bytes; `charset` is what it turned out to be, `declaredWrong` true when the letter said something else. */
export interface DecodedText {
  readonly text: string;
  readonly charset: string;
  readonly declaredWrong: boolean;
}

/** Reads bytes whose charset may be missing, unknown or wrongly declared. Never throws; the worst case is windows-1251. */
export function decodeText(bytes: Buffer, declared: string | null = null): DecodedText {
  const said = declared === null ? null : known(declared);
  const result = (text: string, charset: string): DecodedText => {
    const agrees = said === charset || (isUtf8(charset) && said !== null && isUtf8(said));
    return { text, charset, declaredWrong: declared !== null && !agrees };
  };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return result(iconv.decode(bytes, 'utf-16le'), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return result(iconv.decode(bytes, 'utf-16be'), 'utf-16be');
  if (said && isMultiByte(said)) return { text: iconv.decode(bytes, said), charset: said, declaredWrong: false };

  const utf8 = strictUtf8(bytes);
  if (utf8 !== null) {
    const onlyAscii = bytes.every((byte) => byte < 0x80);
    return onlyAscii ? { text: utf8, charset: said ?? 'utf-8', declaredWrong: false } : result(utf8, 'utf-8');
  }
  const nearly = mostlyUtf8(bytes);
  if (nearly !== null) return result(nearly, 'utf-8');

  const believed = said && !isUtf8(said) && said !== 'us-ascii' && said !== 'ascii' ? said : null;
  const firstLetter = bytes.findIndex((byte) => byte >= 0x80);
  const sample = bytes.subarray(Math.max(0, firstLetter - 100), firstLetter + SAMPLE);
  const readings = CYRILLIC.map((charset) => ({ charset, score: russianness(iconv.decode(sample, charset)) }));
  const first = believed ? (readings.find((reading) => reading.charset === believed) ?? null) : (readings[0] ?? null);
  const best = readings.reduce((left, right) => (right.score > left.score ? right : left));
  if (first && best.score <= first.score + 0.2) return result(iconv.decode(bytes, first.charset), first.charset);
  if (!first && believed && best.score < 0.25) return result(iconv.decode(bytes, believed), believed);
  return result(iconv.decode(bytes, best.charset), best.charset);
}
