import type { Label } from '../../language/index.ts';

const TAB_FIX: Label = { ru: 'замените табуляцию пробелами', en: 'replace the tab with spaces' };
const QUOTE_FIX: Label = { ru: 'возьмите текст в кавычки', en: 'put the text in quotes' };

/** The YAML reader's errors in Russian, with a fix where one is likely; the English text is the reader's own. */
const WORDS: Readonly<Record<string, { readonly ru: string; readonly fix?: Label }>> = {
  BAD_ALIAS: { ru: 'Неверное имя ссылки или якоря' },
  ALIAS_PROPS: { ru: 'Ссылка (*) не может иметь якорь или тег' },
  BAD_DIRECTIVE: { ru: 'Неизвестная директива %' },
  BAD_DQ_ESCAPE: { ru: 'Неверная последовательность после обратной косой черты', fix: { ru: 'удвойте косую черту или возьмите текст в одинарные кавычки', en: 'double the backslash or use single quotes' } },
  BAD_INDENT: { ru: 'Неверный отступ', fix: { ru: 'выровняйте строку с соседними', en: 'align the line with its neighbours' } },
  BAD_PROP_ORDER: { ru: 'Якорь или тег стоит не на месте' },
  BAD_SCALAR_START: { ru: 'Текст не может начинаться с этого знака', fix: QUOTE_FIX },
  BLOCK_AS_IMPLICIT_KEY: { ru: 'Двоеточие внутри значения', fix: QUOTE_FIX },
  BLOCK_IN_FLOW: { ru: 'Внутри скобок нельзя писать с отступами' },
  KEY_OVER_1024_CHARS: { ru: 'Ключ длиннее 1024 знаков' },
  MISSING_CHAR: { ru: 'Не хватает знака: кавычки, скобки, двоеточия или пробела' },
  MULTILINE_IMPLICIT_KEY: { ru: 'Ключ должен стоять на одной строке; вероятно, пропущено двоеточие' },
  MULTIPLE_ANCHORS: { ru: 'У значения несколько якорей' },
  MULTIPLE_TAGS: { ru: 'У значения несколько тегов' },
  NON_STRING_KEY: { ru: 'Ключом может быть только текст', fix: QUOTE_FIX },
  TAB_AS_INDENT: { ru: 'Табуляция в отступе', fix: TAB_FIX },
  UNEXPECTED_TOKEN: { ru: 'Здесь этого знака не должно быть' },
  BAD_COLLECTION_TYPE: { ru: 'Тег не подходит к этому значению' },
};

/** The words for one error of the YAML reader. */
export function syntaxWords(code: string, english: string): { readonly message: Label; readonly fix?: Label } {
  const known = WORDS[code];
  return { message: { ru: known?.ru ?? 'Ошибка в записи YAML', en: english.split('\n')[0] ?? english }, ...(known?.fix === undefined ? {} : { fix: known.fix }) };
}
