import { label } from '../entity/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import { InvalidError } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import { fillLabel } from '../language/index.ts';

/** Codes of tables that cannot be read, in words. */
export const tableErrors = {
  'core.table_empty': label('Файл пуст: строк с данными нет.', 'The file is empty: there are no rows of data.'),
  'core.table_too_large': label('Файл больше {megabytes} МБ. Разделите его.', 'The file is larger than {megabytes} MB. Split it.'),
  'core.table_unpacks_too_large': label('Книга в распакованном виде больше {megabytes} МБ. Разделите её.', 'The workbook is larger than {megabytes} MB once unpacked. Split it.'),
  'core.table_too_many_rows': label('Строк больше {limit} (строка {row}). Разделите файл.', 'There are more than {limit} rows (row {row}). Split the file.'),
  'core.table_too_many_columns': label('Столбцов больше {limit} (строка {row}). Удалите лишние.', 'There are more than {limit} columns (row {row}). Remove those not needed.'),
  'core.table_cell_too_long': label('В строке {row}, столбец {column}, больше {limit} знаков.', 'Row {row}, column {column}, holds more than {limit} characters.'),
  'core.table_format_unknown': label('Такой файл не читается как таблица. Сохраните его как .xlsx, .csv или .xml.', 'Such a file cannot be read as a table. Save it as .xlsx, .csv or .xml.'),
  'core.table_old_excel': label('Это файл старого Excel (.xls). Сохраните его как .xlsx.', 'This is a file of the old Excel (.xls). Save it as .xlsx.'),
  'core.table_damaged': label('Файл повреждён: {detail}.', 'The file is damaged: {detail}.'),
  'core.table_encrypted': label('Книга закрыта паролем. Снимите его и повторите.', 'The workbook is protected by a password. Take it off and try again.'),
  'core.table_sheet_unknown': label('Листа «{sheet}» нет. Есть: {sheets}.', 'There is no sheet “{sheet}”. There are: {sheets}.'),
  'core.table_header_not_found': label('Строка заголовков не найдена. Нужны столбцы: {columns}.', 'The row of column headers was not found. These columns are needed: {columns}.'),
  'core.table_malformed': label('Строка {row}, позиция {position}: {detail}.', 'Row {row}, position {position}: {detail}.'),
  'core.table_entities_refused': label('Объявления DOCTYPE и ENTITY в XML не принимаются (строка {row}).', 'DOCTYPE and ENTITY declarations are not taken in XML (row {row}).'),
  'core.table_encoding_wrong': label('Файл объявлен в кодировке {encoding}, но байт {position} ей не соответствует.', 'The file says it is in {encoding}, but byte {position} does not fit it.'),
  'core.table_encoding_unknown': label('Кодировка {encoding} не поддерживается. Сохраните файл в UTF-8.', 'The encoding {encoding} is not supported. Save the file in UTF-8.'),
  'core.table_rows_not_found': label('В XML нет элементов «{path}».', 'The XML holds no elements “{path}”.'),
  'core.table_rows_wrong': label('Ошибок в файле: {count}. Ничего не загружено.', 'Errors in the file: {count}. Nothing was taken in.'),
} as const satisfies Readonly<Record<string, Label>>;

export type TableErrorCode = keyof typeof tableErrors;

/** The refusal of a whole table: 422 with the reason in words. */
export function refuseTable(code: TableErrorCode, params: Readonly<Record<string, unknown>> = {}): InvalidError {
  return new InvalidError(code, tableErrors[code], { params });
}

/** One thing wrong in a table. `row`: as people see it in the file, null when it is about the whole file; `column`: the header as it stands in the file. */
export interface TableProblem {
  readonly row: number | null;
  readonly column: string | null;
  /** Stable snake_case code, such as `not_a_date`. */
  readonly code: string;
  readonly message: Label;
}

const escapePointer = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** The place in words before the message: «Строка 12, «Цена»: …». */
function placed({ row, column, message }: TableProblem): Label {
  const ru = [row === null ? undefined : `Строка ${row}`, column === null ? undefined : `«${column}»`].filter((part) => part !== undefined).join(', ');
  const en = [row === null ? undefined : `Row ${row}`, column === null ? undefined : `“${column}”`].filter((part) => part !== undefined).join(', ');
  return { ru: ru === '' ? message.ru : `${ru}: ${message.ru}`, en: en === '' ? message.en : `${en}: ${message.en}` };
}

/** Problems as an HTTP answer carries them: pointer `/file/rows/<row>/<column>`. */
export function problemFields(problems: readonly TableProblem[]): FieldProblem[] {
  return problems.map((one) => ({
    pointer: ['/file', one.row === null ? undefined : `rows/${one.row}`, one.column === null ? undefined : escapePointer(one.column)].filter((part) => part !== undefined).join('/'),
    code: one.code,
    message: placed(one),
  }));
}

/**
 * The refusal of a table whose cells are wrong: 422 with each bad cell, at most `limit` of them (500), and their whole number.
 * @throws never; the caller throws what this answers
 */
export function refuseRows(problems: readonly TableProblem[], limit = 500): InvalidError {
  return new InvalidError('core.table_rows_wrong', tableErrors['core.table_rows_wrong'], { params: { count: problems.length }, errors: problemFields(problems.slice(0, limit)) });
}

/** What is wrong with one cell, without its place. */
export const cellErrors = {
  required: label('не заполнено', 'is empty'),
  column_missing: label('нет столбца с таким заголовком; подойдёт любой из: {headers}', 'there is no column with such a header; any of these would do: {headers}'),
  column_repeated: label('заголовок стоит над несколькими столбцами', 'the header stands over several columns'),
  not_a_number: label('«{value}» — не число', '“{value}” is not a number'),
  not_an_integer: label('«{value}» — не целое число', '“{value}” is not a whole number'),
  too_many_decimals: label('«{value}»: знаков после запятой больше {limit}', '“{value}” has more than {limit} digits after the point'),
  too_small: label('«{value}» меньше {limit}', '“{value}” is less than {limit}'),
  too_large: label('«{value}» больше {limit}', '“{value}” is more than {limit}'),
  not_a_date: label('«{value}» — не дата; пишите ДД.ММ.ГГГГ', '“{value}” is not a date; write DD.MM.YYYY'),
  not_a_boolean: label('«{value}» — не «да» и не «нет»', '“{value}” is neither “yes” nor “no”'),
  not_a_phone: label('«{value}» — не телефон', '“{value}” is not a telephone number'),
  not_an_email: label('«{value}» — не адрес почты', '“{value}” is not an e-mail address'),
  not_allowed: label('«{value}» нет среди допустимых: {values}', '“{value}” is not among: {values}'),
  too_long: label('длиннее {limit} знаков', 'is longer than {limit} characters'),
} as const satisfies Readonly<Record<string, Label>>;

export type CellErrorCode = keyof typeof cellErrors;

/** A cell's problem with its places filled. */
export function cellProblem(row: number | null, column: string | null, code: CellErrorCode, params: Readonly<Record<string, unknown>> = {}): TableProblem {
  return { row, column, code, message: fillLabel(cellErrors[code], params) };
}
