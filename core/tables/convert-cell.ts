import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isDecimal } from '../money/index.ts';
import type { CellErrorCode } from './errors.ts';
import { headerKey } from './header.ts';
import { numberText, serialText } from './xlsx/cell-text.ts';

/** Kinds of value a column may hold. */
export type ColumnType = 'text' | 'decimal' | 'integer' | 'date' | 'boolean' | 'phone' | 'email' | 'enum';

/** Limits of a column's values. */
export interface ColumnLimits {
  /** Longest text; decimals: digits after the point at most `scale`. */
  readonly maxLength?: number;
  readonly scale?: number;
  /** Least and greatest number. */
  readonly min?: number;
  readonly max?: number;
  /** For `enum`: code → what people write for it, the code itself included always. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** A value, or what is wrong with it. */
export type Converted = { readonly value: string | number | boolean } | { readonly code: CellErrorCode; readonly params?: Readonly<Record<string, unknown>> };

const SPACES = /[\s\u00a0\u202f\u2009']/g;
const CURRENCY = /(?:₽|руб(?:\.|лей|ля|ль)?|р\.|€|eur|\$|usd)$/i;

/** How numbers are written, the first that fits taken: a lone comma parts decimals, a comma before three digits and another mark parts thousands. */
const FORMS: readonly { readonly form: RegExp; readonly plain: (text: string) => string }[] = [
  { form: /^[-+]?\d+(?:[.,]\d*)?$/, plain: (text) => text.replace(',', '.') },
  { form: /^[-+]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/, plain: (text) => text.replaceAll('.', '').replace(',', '.') },
  { form: /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, plain: (text) => text.replaceAll(',', '') },
  { form: /^[-+]?\d+(?:[.,]\d+)?e[-+]?\d{1,3}$/i, plain: (text) => text.replace(',', '.') },
];

/** Plain decimal text of what a person wrote: '1 234,50', '1.234,50', '1,234.50', '12,5 €'; undefined when it is no number. */
export function decimalOf(text: string): string | undefined {
  const bare = text.trim().replace(SPACES, '').replace(CURRENCY, '').replace('−', '-');
  const plain = FORMS.find(({ form }) => form.test(bare))?.plain(bare);
  if (plain === undefined) return undefined;
  if (/e/i.test(plain)) return numberText(plain);
  const [, minus = '', digits = '0', fraction = ''] = /^([-+]?)(\d+)(?:\.(\d*))?$/.exec(plain) ?? [];
  const left = digits.replace(/^0+(?=\d)/, '');
  const value = fraction === '' ? left : `${left}.${fraction}`;
  const result = minus === '-' && /[1-9]/.test(value) ? `-${value}` : value;
  return isDecimal(result) ? result : undefined;
}

const FIRST_SERIAL = 18_264;
const LAST_SERIAL = 109_575;

/** 'YYYY-MM-DD' of dd.mm.yyyy, yyyy-mm-dd (with a time behind), d/m/yyyy or a serial of Excel from 1950 to 2199. */
export function dateOf(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text);
  const local = iso ? null : /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*г\.?)?(?:\s+\d{1,2}:\d{2}.*)?$/.exec(text);
  if (!iso && !local) {
    const serial = Number(text);
    return /^\d{5,6}(?:\.\d+)?$/.test(text) && serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? serialText(String(Math.floor(serial)), false) : undefined;
  }
  const [year = '', month = '', day = ''] = iso ? [iso[1], iso[2], iso[3]] : [local?.[3]?.length === 2 ? `20${local[3]}` : local?.[3], local?.[2], local?.[1]];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== date ? undefined : date;
}

const YES: ReadonlySet<string> = new Set(['да', 'yes', 'true', '1', '+', 'y', 'д', 'истина', 'v', '✓']);
const NO: ReadonlySet<string> = new Set(['нет', 'no', 'false', '0', '-', 'n', 'н', 'ложь']);

function convertNumber(text: string, type: 'decimal' | 'integer', limits: ColumnLimits): Converted {
  const value = decimalOf(text);
  if (value === undefined) return { code: type === 'integer' ? 'not_an_integer' : 'not_a_number', params: { value: text } };
  const fraction = (value.split('.')[1] ?? '').replace(/0+$/, '');
  if (type === 'integer' && (fraction !== '' || !Number.isSafeInteger(Number(value)))) return { code: 'not_an_integer', params: { value: text } };
  if (limits.scale !== undefined && fraction.length > limits.scale) return { code: 'too_many_decimals', params: { value: text, limit: limits.scale } };
  if (limits.min !== undefined && Number(value) < limits.min) return { code: 'too_small', params: { value: text, limit: limits.min } };
  if (limits.max !== undefined && Number(value) > limits.max) return { code: 'too_large', params: { value: text, limit: limits.max } };
  return { value: type === 'integer' ? Number(value) : value };
}

function convertEnum(text: string, limits: ColumnLimits): Converted {
  const wanted = headerKey(text);
  const values = Object.entries(limits.values ?? {});
  const found = values.find(([code, names]) => headerKey(code) === wanted || names.some((name) => headerKey(name) === wanted));
  return found === undefined ? { code: 'not_allowed', params: { value: text, values: values.map(([code, names]) => names[0] ?? code).join(', ') } } : { value: found[0] };
}

/** Reads the text of a cell as a value of the column's type. Decimals and dates stay text; integers are numbers; telephones are E.164 with `;ext=`. */
export function convertCell(text: string, type: ColumnType, limits: ColumnLimits = {}): Converted {
  switch (type) {
    case 'text':
      return limits.maxLength !== undefined && text.length > limits.maxLength ? { code: 'too_long', params: { limit: limits.maxLength } } : { value: text };
    case 'decimal':
    case 'integer':
      return convertNumber(text, type, limits);
    case 'date': {
      const value = dateOf(text);
      return value === undefined ? { code: 'not_a_date', params: { value: text } } : { value };
    }
    case 'boolean': {
      const word = text.toLowerCase();
      return YES.has(word) ? { value: true } : NO.has(word) ? { value: false } : { code: 'not_a_boolean', params: { value: text } };
    }
    case 'phone': {
      const phone = parsePhoneNumberFromString(text.replace(/^8(?=[\s(-]*\d{3})/, '+7'), 'RU') ?? parsePhoneNumberFromString(text, 'RU');
      if (!phone?.isPossible()) return { code: 'not_a_phone', params: { value: text } };
      return { value: phone.ext ? `${phone.number};ext=${phone.ext}` : phone.number };
    }
    case 'email':
      return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/.test(text) ? { value: text } : { code: 'not_an_email', params: { value: text } };
    case 'enum':
      return convertEnum(text, limits);
  }
}
