/** The two languages every text for people exists in; Russian is the first. */
export const LOCALES = ['ru', 'en'] as const;

/** Language of a reader, ISO 639-1. */
export type Locale = (typeof LOCALES)[number];

/** One text in both languages. Codes never depend on it, so it may change freely. */
export interface Label {
  readonly ru: string;
  readonly en: string;
}

/** The text of `label` for `locale`, with `{name}` places filled from `values`; a place without a value stays visible as `{name}`. */
export function translate(label: Label, locale: Locale, values: Readonly<Record<string, unknown>> = {}): string {
  return label[locale].replace(/\{([a-zA-Z_][\w.]*)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

/** Fills the `{name}` places of both languages at once. */
export function fillLabel(label: Label, values: Readonly<Record<string, unknown>>): Label {
  return { ru: translate(label, 'ru', values), en: translate(label, 'en', values) };
}

/** Picks the reader's language from an `Accept-Language` header; Russian unless English is preferred. */
export function localeFromHeader(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((item): item is { tag: Locale; quality: number } => (LOCALES as readonly string[]).includes(item.tag))
    .sort((left, right) => right.quality - left.quality);
  return wanted[0]?.tag ?? 'ru';
}
