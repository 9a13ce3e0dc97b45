import { InvalidError } from '../errors/index.ts';
import { label } from '../entity/index.ts';
import type { Label } from '../language/index.ts';

/** Codes this folder answers with, in words. */
export const fileErrors = {
  'core.file_empty': label('Файл «{name}» пуст.', 'The file “{name}” is empty.'),
  'core.file_too_large': label('Файл «{name}» больше {megabytes} МБ.', 'The file “{name}” is larger than {megabytes} MB.'),
  'core.file_missing': label('Приложите файл.', 'Attach a file.'),
  'core.file_dangerous': label('Файл «{name}» — программа. Такие файлы не принимаются.', 'The file “{name}” is a program. Such files are not taken.'),
  'core.file_infected': label('Антивирус нашёл в «{name}»: {threat}.', 'The virus scanner found {threat} in “{name}”.'),
  'core.antivirus_away': label('Проверка на вирусы недоступна. Повторите позже.', 'The virus scanner is away. Try again later.'),
  'core.file_macros': label('В «{name}» есть макросы. Сохраните его без них.', '“{name}” contains macros. Save it without them.'),
  'core.file_external_entities': label('В «{name}» недопустимые объявления XML.', '“{name}” contains XML declarations that are not allowed.'),
  'core.archive_damaged': label('Архив «{name}» повреждён.', 'The archive “{name}” is damaged.'),
  'core.archive_unreadable': label('Такой архив нельзя проверить. Упакуйте «{name}» в обычный zip без пароля.', 'Such an archive cannot be checked. Pack “{name}” as an ordinary zip without a password.'),
  'core.archive_too_large': label('«{name}» в распакованном виде больше {megabytes} МБ.', '“{name}” is larger than {megabytes} MB once unpacked.'),
  'core.archive_too_many_entries': label('В «{name}» больше {limit} файлов.', '“{name}” holds more than {limit} files.'),
  'core.archive_too_deep': label('В «{name}» слишком много вложенных архивов.', '“{name}” holds archives within archives.'),
  'core.archive_unsafe_name': label('В «{name}» недопустимое имя: {entry}.', '“{name}” holds an unsafe name: {entry}.'),
  'core.archive_sizes_lie': label('Размеры в «{name}» указаны неверно.', 'The sizes stated in “{name}” are wrong.'),
  'core.file_is_link': label('Это ссылка, а не файл.', 'This is a link, not a file.'),
  'core.bad_link': label('Ссылка начинается с http:// или https://.', 'A link begins with http:// or https://.'),
  'core.unknown_owner': label('У таких строк нет файлов.', 'Such rows have no files.'),
} as const satisfies Readonly<Record<string, Label>>;

export type FileErrorCode = keyof typeof fileErrors;

/** The refusal of a file: 422 with the reason in words. */
export function refuseFile(code: FileErrorCode, params: Readonly<Record<string, unknown>>): InvalidError {
  return new InvalidError(code, fileErrors[code], { params });
}

/** Bytes of a file are not those that were stored: a fault of the disk, not of the caller. */
export class FileDamagedError extends Error {
  constructor(readonly attachmentId: string, what: 'missing' | 'changed') {
    super(`The stored file of attachment ${attachmentId} is ${what}`);
    this.name = 'FileDamagedError';
  }
}
