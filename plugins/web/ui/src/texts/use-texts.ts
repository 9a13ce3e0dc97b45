import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.ts';
import { en } from './en.ts';
import type { Texts } from './ru.ts';
import { ru } from './ru.ts';

export type Locale = 'ru' | 'en';

const STORED = 'reglament.locale';

/** The language of a page nobody is signed in on. */
export function storedLocale(): Locale {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'ru';
}

export function storeLocale(locale: Locale): void {
  localStorage.setItem(STORED, locale);
  document.documentElement.lang = locale;
}

/** The reader's language: his own setting, else what this browser chose. */
export function useLocale(): Locale {
  return useQuery({ ...sessionQuery, enabled: false }).data?.user.locale ?? storedLocale();
}

export function useTexts(): Texts {
  return useLocale() === 'en' ? en : ru;
}

/** Puts values into `{names}` of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (values[name] === undefined ? whole : String(values[name])));
}
