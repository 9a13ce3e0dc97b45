export { LOCALES, fillLabel, localeFromHeader, translate } from './label.ts';
export { nearest } from './nearest.ts';
export type { Label, Locale } from './label.ts';
