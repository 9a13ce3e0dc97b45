import type { Label } from '../../../core/index.ts';

/** What a reader should know about a letter that came damaged. Shown with the letter; none of them stops its processing. */
export const LETTER_WARNINGS = {
  empty: { ru: 'Файл письма пуст.', en: 'The letter file is empty.' },
  too_large: {
    ru: 'Письмо больше 25 МБ: прочитано начало, вложение на границе пропущено.',
    en: 'The letter is larger than 25 MB: its beginning was read, the attachment at the limit was left out.',
  },
  too_many_attachments: {
    ru: 'В письме больше 100 вложений: сохранены первые 100.',
    en: 'The letter has more than 100 attachments: the first 100 are kept.',
  },
  too_deep: {
    ru: 'Письмо вложено слишком глубоко: внутренняя часть показана как текст.',
    en: 'The letter is nested too deeply: the inner part is shown as text.',
  },
  header_cut: { ru: 'Слишком длинный заголовок письма укорочен.', en: 'An overlong header of the letter was shortened.' },
  charset_guessed: {
    ru: 'Кодировка письма указана неверно, текст прочитан по его виду.',
    en: 'The charset of the letter is declared wrongly; the text was read by its looks.',
  },
  body_damaged: {
    ru: 'Текст письма повреждён при передаче, часть знаков может быть неверной.',
    en: 'The text of the letter was damaged on the way; some characters may be wrong.',
  },
  attachment_damaged: { ru: 'Вложение повреждено при передаче.', en: 'An attachment was damaged on the way.' },
  structure_broken: {
    ru: 'Строение письма нарушено, части найдены по их виду.',
    en: 'The structure of the letter is broken; its parts were found by their looks.',
  },
  unreadable: { ru: 'Письмо не удалось разобрать, показан его исходный текст.', en: 'The letter could not be parsed; its source is shown.' },
  html_dropped: { ru: 'Оформление письма отброшено, показан текст.', en: 'The formatting of the letter was dropped; its text is shown.' },
  no_sender: { ru: 'В письме нет адреса отправителя.', en: 'The letter has no sender address.' },
  no_date: { ru: 'В письме нет даты отправки.', en: 'The letter has no date of sending.' },
} as const satisfies Record<string, Label>;

/** Key of a warning. */
export type LetterWarning = keyof typeof LETTER_WARNINGS;
