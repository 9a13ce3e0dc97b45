import { exact, written } from './decimal-string.ts';
import type { DecimalString } from './decimal-string.ts';

const TAGS = { ru: 'ru-RU', en: 'en-GB' } as const;

/**
 * An amount for people: «1 234,50 ₽» (with no-break spaces) or «₽1,234.50». `currency`: ISO 4217, or null for the bare number.
 * Digits go to Intl as text, so large amounts keep every kopeck.
 */
export function formatMoney(value: DecimalString, currency: string | null, locale: 'ru' | 'en' = 'ru'): string {
  const digits = written(exact(value)) as Intl.StringNumericLiteral;
  const places = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const options: Intl.NumberFormatOptions =
    currency === null ? places : { ...places, style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  return new Intl.NumberFormat(TAGS[locale], options).format(digits);
}
