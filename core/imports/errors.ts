import { label } from '../entity/index.ts';
import type { Label } from '../language/index.ts';

/** Codes of the taking-in of files, in words. */
export const importErrors = {
  'core.import_running': label('Загрузка с таким номером уже идёт или закончена. Возьмите другой.', 'An import with this id is running or over. Take another.'),
  'core.import_file_type': label('Файл «{name}» сюда не подходит. Нужен: {accept}.', 'The file “{name}” does not fit here. Needed: {accept}.'),
} as const satisfies Readonly<Record<string, Label>>;
