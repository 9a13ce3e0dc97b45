import type { ErrorObject } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Decimal } from 'decimal.js';
import { canonicalJson } from './canonical-json.ts';
import { FORMATS, isDecimal, scaleFault } from './formats.ts';
import { compilePattern } from './pattern.ts';

/** The validator behind every schema: JSON Schema 2020-12. */
export type Ajv = Ajv2020;

/** Keywords that carry texts and settings and check nothing. `errorMessage` is a Label that replaces the words for a broken `pattern` or `format`. */
const ANNOTATIONS = ['label', 'help', 'errorMessage', 'indexed', 'live', 'source', 'unit', 'widget'] as const;

/** Decimal.js reads digits in quadratic time; the first thousand decide on which side of any sensible bound the number lies. */
const DECIDING_DIGITS = 1000;

const re2 = Object.assign((source: string) => compilePattern(source), { code: 'compilePattern' });

/**
 * A validator of JSON Schema 2020-12 as this platform writes it: all errors at once, unknown keywords and formats refused, patterns on RE2.
 * Formats: `date`, `date-time` (with offset), `time`, `uuid`, `decimal`, `email`, `uri`. Keywords for decimal strings: `scale` (digits after
 * the point; minus zero refused), `decimalMinimum` and `decimalMaximum` (decimal strings). It never changes the value and reads own
 * properties only. `annotations` names further keywords that check nothing.
 */
export function createAjv(options: { readonly annotations?: readonly string[] } = {}): Ajv {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowUnionTypes: true,
    ownProperties: true,
    discriminator: true,
    logger: false,
    code: { regExp: re2 },
  });
  for (const [name, check] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate: check });
  addDecimalKeyword(ajv, 'scale', 'number', (scale: number, text) => scaleFault(text, scale));
  addDecimalKeyword(ajv, 'decimalMinimum', 'string', (limit: string, text) => boundFault(text, (value) => value.gte(limit)));
  addDecimalKeyword(ajv, 'decimalMaximum', 'string', (limit: string, text) => boundFault(text, (value) => value.lte(limit)));
  replaceUniqueItems(ajv);
  for (const keyword of new Set([...ANNOTATIONS, ...(options.annotations ?? [])])) ajv.addKeyword(keyword);
  return ajv;
}

/** The built-in check compares objects pair by pair, so a long list would hold the process up for minutes. */
function replaceUniqueItems(ajv: Ajv): void {
  const check: { (wanted: boolean, items: unknown[]): boolean; errors?: Partial<ErrorObject>[] } = (wanted, items) => {
    check.errors = [];
    const places = new Map<string, number>();
    for (const [i, item] of wanted ? items.entries() : []) {
      const text = canonicalJson(item);
      const j = places.get(text);
      if (j !== undefined) check.errors.push({ keyword: 'uniqueItems', message: 'repeated', params: { i, j } });
      if (check.errors.length > 0) break;
      places.set(text, i);
    }
    return check.errors.length === 0;
  };
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', errors: true, validate: check });
}

function addDecimalKeyword<T>(ajv: Ajv, keyword: string, schemaType: 'number' | 'string', fault: (limit: T, text: string) => string | undefined): void {
  const check: { (limit: T, text: string): boolean; errors?: Partial<ErrorObject>[] } = (limit, text) => {
    const reason = fault(limit, text);
    check.errors = reason === undefined ? [] : [{ keyword, message: reason, params: { limit, reason } }];
    return reason === undefined;
  };
  ajv.addKeyword({ keyword, type: 'string', schemaType, errors: true, validate: check });
}

function boundFault(text: string, holds: (value: Decimal) => boolean): string | undefined {
  if (!isDecimal(text)) return undefined;
  const digits = text.replace(/^(-?)0+(?=\d)/, '$1').slice(0, DECIDING_DIGITS);
  return holds(new Decimal(digits.endsWith('.') ? `${digits}0` : digits)) ? undefined : 'bound';
}
