import type { Label } from '../language/index.ts';
import { nearest } from '../language/index.ts';
import type { ErrorObject } from 'ajv/dist/2020.js';

/** What is wrong, in words, before it is placed. */
export interface Wording {
  readonly code: string;
  readonly message: Label;
  readonly fix?: Label;
}

const TYPE_NAMES: Readonly<Record<string, Label>> = {
  string: { ru: 'текст', en: 'text' },
  number: { ru: 'число', en: 'a number' },
  integer: { ru: 'целое число', en: 'a whole number' },
  boolean: { ru: 'true или false', en: 'true or false' },
  object: { ru: 'набор полей', en: 'a map of fields' },
  array: { ru: 'список', en: 'a list' },
  null: { ru: 'пусто (null)', en: 'nothing (null)' },
};

const FORMAT_NAMES: Readonly<Record<string, Label>> = {
  date: { ru: 'существующая дата вида 2025-05-31', en: 'a date that exists, as 2025-05-31' },
  'date-time': { ru: 'момент с часовым поясом вида 2025-05-31T09:00:00+03:00', en: 'a moment with an offset, as 2025-05-31T09:00:00+03:00' },
  time: { ru: 'время вида 09:30', en: 'a time, as 09:30' },
  uuid: { ru: 'идентификатор UUID', en: 'a UUID' },
  decimal: { ru: 'число цифрами вида 1234.50', en: 'a number in digits, as 1234.50' },
  email: { ru: 'адрес электронной почты', en: 'an e-mail address' },
  uri: { ru: 'адрес (URL)', en: 'an address (URL)' },
};

/** The names of JSON types in words, joined by "or". */
export function typeWords(types: readonly string[]): Label {
  const names = types.map((type) => TYPE_NAMES[type] ?? { ru: type, en: type });
  return { ru: names.map((name) => name.ru).join(' или '), en: names.map((name) => name.en).join(' or ') };
}

/** The JSON type of `value` as a schema names it. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/** Shows a value inside a sentence: short, on one line. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function list(values: readonly unknown[]): string {
  const shown = values.slice(0, 10).map(show);
  return values.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** "Did you mean …", or the list of what is possible when nothing is near. `alsoNear` may be meant, but is not listed. */
export function suggest(wanted: unknown, candidates: readonly unknown[], alsoNear: readonly unknown[] = []): Label | undefined {
  const near = typeof wanted === 'string' ? nearest(wanted, [...candidates, ...alsoNear].filter((one) => typeof one === 'string')) : undefined;
  if (near !== undefined) return { ru: `возможно, имелось в виду «${near}»`, en: `did you mean "${near}"?` };
  if (candidates.length === 0) return undefined;
  return { ru: `допустимо: ${list(candidates)}`, en: `possible: ${list(candidates)}` };
}

/** Words for a value outside a closed list. */
export function notAllowed(value: unknown, allowed: readonly unknown[], secret: boolean): Wording {
  const shown = secret ? '…' : show(value);
  return {
    code: 'not_allowed',
    message: { ru: `Значение «${shown}» не подходит`, en: `The value "${shown}" is not possible here` },
    fix: suggest(value, allowed),
  };
}

/** Words for a value of the wrong type. */
export function wrongType(value: unknown, types: readonly string[]): Wording {
  const wanted = typeWords(types);
  const given = typeWords([typeOf(value)]);
  return { code: 'type', message: { ru: `Здесь нужно: ${wanted.ru}, а указано: ${given.ru}`, en: `Expected ${wanted.en}, found ${given.en}` } };
}

/** Words for a key that the schema does not know; `known` are the keys it does. */
export function unknownKey(key: string, known: readonly string[], present: readonly string[] = []): Wording {
  return {
    code: 'unknown_key',
    message: { ru: `Неизвестное поле «${show(key)}»`, en: `Unknown field "${show(key)}"` },
    fix: suggest(key, known, present),
  };
}

/** Turns one error of ajv into words; composite keywords (`oneOf`, `anyOf`, `propertyNames`) are resolved before it comes here. */
export function wordsOf(error: ErrorObject): Wording {
  const params = error.params as Record<string, unknown>;
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>;
  const own = ownMessage(schema);
  const limit = String(params['limit'] ?? '');
  const size = sizeOf(error.data);
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return {
        code: 'required',
        message: { ru: `Не заполнено обязательное поле «${String(params['missingProperty'])}»`, en: `The required field "${String(params['missingProperty'])}" is missing` },
      };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(String(params['additionalProperty'] ?? params['unevaluatedProperty']), knownKeys(schema, error.data), Object.keys((schema['properties'] ?? {}) as object));
    case 'type':
      return wrongType(error.data, [params['type']].flat().map(String));
    case 'enum':
      return notAllowed(error.data, (params['allowedValues'] as unknown[] | undefined) ?? [], schema['writeOnly'] === true);
    case 'const':
      return notAllowed(error.data, [params['allowedValue']], schema['writeOnly'] === true);
    case 'minLength':
      return params['limit'] === 1
        ? { code: 'required', message: { ru: 'Значение не должно быть пустым', en: 'The value must not be empty' } }
        : { code: 'too_short', message: { ru: `Длина должна быть не меньше ${limit}, сейчас ${size}`, en: `The length must be at least ${limit}, it is ${size}` } };
    case 'maxLength':
      return { code: 'too_long', message: { ru: `Длина должна быть не больше ${limit}, сейчас ${size}`, en: `The length must be at most ${limit}, it is ${size}` } };
    case 'minItems':
    case 'minProperties':
    case 'contains':
      return { code: 'too_few', message: { ru: `Нужно не меньше ${limit || '1'}, указано ${size}`, en: `At least ${limit || '1'} needed, ${size} given` } };
    case 'maxItems':
    case 'maxProperties':
      return { code: 'too_many', message: { ru: `Можно не больше ${limit}, указано ${size}`, en: `At most ${limit} possible, ${size} given` } };
    case 'uniqueItems': {
      const [left, right] = [Number(params['j']) + 1, Number(params['i']) + 1].sort((a, b) => a - b);
      return { code: 'repeated', message: { ru: `Строки ${left} и ${right} списка повторяются`, en: `Items ${left} and ${right} of the list are the same` } };
    }
    case 'minimum':
    case 'decimalMinimum':
      return { code: 'too_small', message: { ru: `Должно быть не меньше ${limit}`, en: `Must be at least ${limit}` } };
    case 'exclusiveMinimum':
      return { code: 'too_small', message: { ru: `Должно быть больше ${limit}`, en: `Must be more than ${limit}` } };
    case 'maximum':
    case 'decimalMaximum':
      return { code: 'too_large', message: { ru: `Должно быть не больше ${limit}`, en: `Must be at most ${limit}` } };
    case 'exclusiveMaximum':
      return { code: 'too_large', message: { ru: `Должно быть меньше ${limit}`, en: `Must be less than ${limit}` } };
    case 'multipleOf':
      return { code: 'not_multiple', message: { ru: `Должно делиться на ${String(params['multipleOf'])}`, en: `Must be a multiple of ${String(params['multipleOf'])}` } };
    case 'scale':
      return params['reason'] === 'negative_zero'
        ? { code: 'negative_zero', message: { ru: 'Минус ноль не годится: укажите 0', en: 'Minus zero is not possible: write 0' } }
        : { code: 'too_many_digits', message: { ru: `После точки — не больше ${limit} цифр`, en: `At most ${limit} digits after the point` } };
    case 'pattern':
      return { code: 'pattern', message: own ?? { ru: `Значение не подходит под образец ${String(params['pattern'])}`, en: `The value does not match the pattern ${String(params['pattern'])}` } };
    case 'format': {
      const format = String(params['format']);
      const wanted = FORMAT_NAMES[format] ?? { ru: format, en: format };
      return { code: `bad_${format.replace('-', '_')}`, message: own ?? { ru: `Здесь нужно: ${wanted.ru}`, en: `Expected ${wanted.en}` } };
    }
    default:
      return { code: 'not_allowed', message: own ?? { ru: 'Значение не подходит', en: 'The value is not possible here' } };
  }
}

/** Keys the schema names at this place and the value does not have yet; all of them when it has every one. */
function knownKeys(schema: Readonly<Record<string, unknown>>, value: unknown): string[] {
  const all = Object.keys((schema['properties'] ?? {}) as object);
  const absent = all.filter((key) => typeof value !== 'object' || value === null || !Object.hasOwn(value, key));
  return absent.length > 0 ? absent : all;
}

function ownMessage(schema: Readonly<Record<string, unknown>>): Label | undefined {
  const message = schema['errorMessage'] as Partial<Label> | undefined;
  return typeof message?.ru === 'string' && typeof message.en === 'string' ? { ru: message.ru, en: message.en } : undefined;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}
