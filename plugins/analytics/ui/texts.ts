import { useLocale } from '../../web/ui/src/kit.ts';
import { en } from './texts-en.ts';
import type { NumbersTexts } from './texts-ru.ts';
import { ru } from './texts-ru.ts';

export type { NumbersTexts } from './texts-ru.ts';

/** Words of the screens with figures. */
export function useNumbersTexts(): NumbersTexts {
  return useLocale() === 'en' ? en : ru;
}
