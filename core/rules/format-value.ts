import type { Label, Locale } from '../language/index.ts';

const NUMBERS: Readonly<Record<Locale, Intl.NumberFormat>> = {
  ru: new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 10 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 10 }),
};
const WORDS = {
  yes: { ru: 'да', en: 'yes' },
  no: { ru: 'нет', en: 'no' },
  unknown: { ru: 'не известно', en: 'not known' },
  empty: { ru: 'пусто', en: 'none' },
  records: { ru: 'записей: {count}', en: 'records: {count}' },
} as const satisfies Record<string, Label>;
const MAX_TEXT = 120;
const MAX_ITEMS = 12;

/** Words for a code such as `in_stock`, when the reader of `path` has any. */
export type NameCode = (value: string) => Label | undefined;

/** A value as people write it: numbers and calendar dates in the reader's way, codes by name, long ones cut. */
export function formatValue(value: unknown, nameCode: NameCode): Label {
  if (value === null || value === undefined) return WORDS.unknown;
  if (typeof value === 'boolean') return value ? WORDS.yes : WORDS.no;
  if (typeof value === 'number') return { ru: NUMBERS.ru.format(value), en: NUMBERS.en.format(value) };
  if (typeof value === 'string') return nameCode(value) ?? formatText(value);
  if (!Array.isArray(value)) return { ru: '{…}', en: '{…}' };
  if (value.length === 0) return WORDS.empty;
  if (value.some((item) => typeof item === 'object' && item !== null)) {
    return mapLabel((locale) => WORDS.records[locale].replace('{count}', String(value.length)));
  }
  const shown = value.slice(0, MAX_ITEMS).map((item) => formatValue(item, nameCode));
  return mapLabel((locale) => [...shown.map((item) => item[locale]), ...(value.length > MAX_ITEMS ? ['…'] : [])].join(', '));
}

function formatText(value: string): Label {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (date !== null) return { ru: `${date[3]}.${date[2]}.${date[1]}`, en: `${date[3]}/${date[2]}/${date[1]}` };
  const text = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  return { ru: text, en: text };
}

/** Builds a label language by language. */
export function mapLabel(text: (locale: Locale) => string): Label {
  return { ru: text('ru'), en: text('en') };
}
