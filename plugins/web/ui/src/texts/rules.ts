import { useLocale } from './use-texts.ts';
import { en } from './rules-en.ts';
import type { RuleTexts } from './rules-ru.ts';
import { ru } from './rules-ru.ts';

export type { RuleTexts } from './rules-ru.ts';

/** Words of the pages about the regulation and about running the system. */
export function useRuleTexts(): RuleTexts {
  return useLocale() === 'en' ? en : ru;
}
