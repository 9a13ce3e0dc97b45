import { BadRequestError, InvalidError } from '../errors/index.ts';
import { isUnsafeKey, textFault } from '../validation/index.ts';

const MAX_DEPTH = 50;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes to text. @throws BadRequestError core.invalid_utf8 */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new BadRequestError('core.invalid_utf8', { ru: 'Тело запроса — не UTF-8.', en: 'The request body is not UTF-8.' }, { cause });
  }
}

/**
 * Parses JSON and refuses what two readers could understand differently or PostgreSQL cannot hold: duplicate and prototype keys, numbers
 * that do not survive a double, minus zero, NUL, halves of surrogate pairs, more than 50 levels. The platform's parser does the work; one
 * walk over the text sees what it hides (it keeps the last of two equal keys and rounds numbers silently).
 * @throws BadRequestError core.invalid_json, core.invalid_utf8, core.duplicate_key, core.forbidden_key, core.inexact_number, core.invalid_text
 * @throws InvalidError core.nesting_too_deep
 */
export function parseStrictJson(input: Uint8Array | string): unknown {
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BadRequestError('core.invalid_json', { ru: 'Тело запроса — не JSON.', en: 'The request body is not JSON.' }, { cause });
  }
  verify(text);
  return value;
}

/** Walks a text that is known to be JSON. A level of the stack is the set of keys of an object, or null for an array. */
function verify(text: string): void {
  const levels: (Set<string> | null)[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length; ) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        expectsKey = text.charCodeAt(at) === 0x7b;
        if (levels.push(expectsKey ? new Set() : null) > MAX_DEPTH) throw tooDeep();
        at += 1;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        levels.pop();
        expectsKey = false;
        at += 1;
        break;
      case 0x2c: // ,
        expectsKey = levels[levels.length - 1] instanceof Set;
        at += 1;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        const plain = stringValue(text, at, end);
        if (expectsKey) {
          checkKey(plain, levels[levels.length - 1] as Set<string>);
          expectsKey = false;
        }
        at = end;
        break;
      }
      case 0x2d: // -
      case 0x30: case 0x31: case 0x32: case 0x33: case 0x34: case 0x35: case 0x36: case 0x37: case 0x38: case 0x39: {
        const end = endOfNumber(text, at);
        checkNumber(text.slice(at, end));
        at = end;
        break;
      }
      default:
        at += 1;
    }
  }
}

/** Offset behind the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** The string between two offsets, unescaped. Only an escape can bring in a NUL or half a pair: raw ones are neither JSON nor UTF-8. */
function stringValue(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  const value = raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw;
  if (textFault(value) === undefined) return value;
  throw new BadRequestError('core.invalid_text', {
    ru: 'В тексте есть недопустимый знак: NUL или половина суррогатной пары.',
    en: 'A text holds a character that cannot be stored: NUL or half of a surrogate pair.',
  });
}

function checkKey(key: string, seen: Set<string>): void {
  if (isUnsafeKey(key)) throw forbiddenKey(key);
  if (seen.has(key)) {
    throw new BadRequestError('core.duplicate_key', { ru: 'Ключ «{key}» указан дважды.', en: 'The key "{key}" is given twice.' }, { params: { key } });
  }
  seen.add(key);
}

/** The refusal of a name that would reach into an object's prototype. */
export function forbiddenKey(key: string): BadRequestError {
  return new BadRequestError('core.forbidden_key', { ru: 'Имя «{key}» недопустимо.', en: 'The name "{key}" is not allowed.' }, { params: { key } });
}

function tooDeep(): InvalidError {
  return new InvalidError('core.nesting_too_deep', { ru: 'Вложенность больше {limit} уровней.', en: 'Nested deeper than {limit} levels.' }, { params: { limit: MAX_DEPTH } });
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789.eE+-'.includes(text[at]!)) at += 1;
  return at;
}

function checkNumber(literal: string): void {
  // Any decimal of up to 15 digits comes back from a double as it was.
  const isShort = literal.length <= 15 && !/[eE]/.test(literal);
  const value = Number(literal);
  if (isShort ? !Object.is(value, -0) : Number.isFinite(value) && !Object.is(value, -0) && digitsOf(literal) === digitsOf(String(value))) return;
  throw new BadRequestError('core.inexact_number', {
    ru: 'Число {number} не может быть принято точно. Передайте его строкой.',
    en: 'The number {number} cannot be taken exactly. Send it as a string.',
  }, { params: { number: literal.slice(0, 40) } });
}

/** A decimal literal as significant digits and exponent, so that 1.50 and 15e-1 compare equal. */
function digitsOf(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
