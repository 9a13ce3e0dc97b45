import { ConflictError, InvalidError, fillLabel, label } from '../../core/index.ts';

/** Codes this plugin answers with, in words. */
export const macbuildErrors = {
  'macbuild_import.number_required': label('Укажите номер МакБилда.', 'Give the MacBuild number.'),
  'macbuild_import.number_malformed': label('Номер МакБилда «{number}»: до 30 букв, цифр, точек, дефисов и подчёркиваний.', 'MacBuild number “{number}”: up to 30 letters, digits, points, hyphens and underscores.'),
  'macbuild_import.number_differs': label('В файле «{file}» заказ МакБилда {found}, а нужен {number}.', 'The file “{file}” holds the MacBuild order {found}, but {number} is needed.'),
  'macbuild_import.number_missing': label('В файле «{file}» нет номера заказа. Ищется подпись: {labels}.', 'The file “{file}” holds no order number. Looked for: {labels}.'),
  'macbuild_import.number_taken': label('Заказ МакБилда {number} уже загружен в заказ {order}.', 'The MacBuild order {number} was loaded into the order {order} already.'),
  'macbuild_import.another_number': label('В заказ {order} уже загружен заказ МакБилда {found}.', 'The order {order} already has the MacBuild order {found}.'),
  'macbuild_import.order_not_open': label('Строки заказа {order} уже не меняются: он не на согласовании.', 'The lines of the order {order} no longer change: it is not on approval.'),
  'macbuild_import.folder_unset': label('Папка МакБилда не настроена. Приложите файл.', 'The MacBuild folder is not set up. Attach the file.'),
  'macbuild_import.file_not_found': label('В папке МакБилда нет файла заказа {number} (.xlsx, .csv или .xml). Выгрузите его из МакБилда.', 'The MacBuild folder holds no file of the order {number} (.xlsx, .csv or .xml). Export it from MacBuild.'),
  'macbuild_import.several_files': label('В папке МакБилда несколько файлов заказа {number}: {files}. Оставьте один.', 'The MacBuild folder holds several files of the order {number}: {files}. Leave one.'),
  'macbuild_import.no_lines': label('В файле «{file}» нет строк.', 'The file “{file}” has no lines.'),
  'macbuild_import.catalog_missing': label('В справочнике нет «{code}» ({entity}), а он назван в параметре macbuild регламента.', 'The reference book has no “{code}” ({entity}), which the parameter macbuild of the regulation names.'),
  'macbuild_import.bad_settings': label('Настройки macbuild-import в конфигурации неверны: {problems}.', 'The settings of macbuild-import in the configuration are wrong: {problems}.'),
} as const;

export type MacbuildErrorCode = keyof typeof macbuildErrors;

type Params = Readonly<Record<string, unknown>>;

/** 422 at a pointer, under one of the plugin's codes. */
export function invalid(code: MacbuildErrorCode, pointer: string, params: Params = {}): InvalidError {
  return new InvalidError(code, macbuildErrors[code], { params, errors: [{ pointer, code, message: fillLabel(macbuildErrors[code], params) }] });
}

/** 409 under one of the plugin's codes. */
export function conflict(code: MacbuildErrorCode, params: Params = {}): ConflictError {
  return new ConflictError(code, macbuildErrors[code], { params, reasons: [{ code, message: fillLabel(macbuildErrors[code], params) }] });
}

/** What is wrong with a line of the file, behind its row and column. */
export const lineErrors = {
  name_required: label('у оборудования с кодом «{code}» нет наименования', 'the equipment with the code “{code}” has no name'),
  line_repeated: label('строка № {line} уже была в строке файла {row}', 'line no. {line} stands in row {row} already'),
  group_unknown: label('группы номенклатуры «{group}» нет в справочнике', 'there is no product group “{group}”'),
  characteristic_too_long: label('характеристика «{name}» длиннее 150 знаков или её значение длиннее 500', 'the characteristic “{name}” is longer than 150 characters, or its value than 500'),
} as const;
