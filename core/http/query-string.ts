import { BadRequestError } from '../errors/index.ts';
import { isUnsafeKey, textFault } from '../validation/index.ts';
import { forbiddenKey } from './strict-json.ts';

const MAX_PARAMETERS = 100;

/**
 * Query parameters by name, each given once, percent-decoded strictly. Brackets and dots stay part of the name.
 * @throws BadRequestError core.invalid_query, core.repeated_parameter, core.forbidden_key
 */
export function parseQueryString(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  if (text === '') return values;
  const pairs = text.split('&');
  if (pairs.length > MAX_PARAMETERS) throw invalid();
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    const unsafe = name.split(/[[\].]/).find(isUnsafeKey);
    if (unsafe !== undefined) throw forbiddenKey(unsafe);
    if (Object.hasOwn(values, name)) {
      throw new BadRequestError('core.repeated_parameter', { ru: 'Параметр «{name}» указан дважды.', en: 'The parameter "{name}" is given twice.' }, { params: { name } });
    }
    values[name] = value;
  }
  return values;
}

function decode(part: string): string {
  const text = decodePercent(part.replaceAll('+', ' '));
  if (text === undefined) throw invalid();
  return text;
}

function invalid(): BadRequestError {
  return new BadRequestError('core.invalid_query', { ru: 'Строка запроса записана неверно.', en: 'The query string is malformed.' });
}

/** Percent-decoded text, or undefined when it is not UTF-8 or cannot be stored. */
export function decodePercent(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part);
    return textFault(text) === undefined ? text : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The value a schema of type integer, number or boolean sees for a parameter's text; anything else stays text and is refused by the schema. */
export function typedParameter(text: string, type: unknown): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'number' && /^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
