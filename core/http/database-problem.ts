import { ValidationError } from 'objection';
import { translateOutage } from '../database/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import { BadRequestError, ConflictError, InvalidError, RefusalError } from '../errors/index.ts';
import type { Label } from '../language/index.ts';

/** What the server says of a failed statement; only names of columns and constraints may leave it, never values. */
interface ServerError {
  readonly code: string;
  readonly detail?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** objection wraps the driver's error; the state and the names are on the inner one. */
function unwrap(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'nativeError' in error ? error.nativeError : error;
}

/** Columns from `Key (inn, kpp)=(…)`; the parentheses are the same in every language of the server, functions and casts around a column are taken off. */
function keyColumns(detail: string | undefined): string[] {
  const list = /\((.+?)\)=\(/.exec(detail ?? '')?.[1] ?? '';
  return list
    .replace(/::[a-z ]+/g, '')
    .split(', ')
    .flatMap((part) => /([a-z_][a-z0-9_]*)\)*$/.exec(part)?.[1] ?? []);
}

function atFields(columns: readonly string[], code: string, message: Label): FieldProblem[] {
  return columns.map((column) => ({ pointer: `/${column}`, code, message }));
}

function constraintRefusal(error: ServerError, cause: unknown): RefusalError | undefined {
  const fields = error.column === undefined ? keyColumns(error.detail) : [error.column];
  const params = { fields: fields.join(', '), constraint: error.constraint };
  switch (error.code) {
    case '23505':
    case '23P01':
      return new ConflictError('core.duplicate', { ru: 'Такое значение уже есть: {fields}.', en: 'Such a value exists already: {fields}.' }, {
        params,
        errors: atFields(fields, 'duplicate', { ru: 'Уже есть другая запись с таким значением.', en: 'Another row has this value already.' }),
        cause,
      });
    case '23503':
      if (error.detail !== undefined && fields.length === 1 && fields[0] === 'id') {
        return new ConflictError('core.still_referenced', { ru: 'На эту запись ссылаются другие: её нельзя удалить.', en: 'Other rows refer to this one: it cannot be deleted.' }, { cause });
      }
      return new InvalidError('core.missing_reference', { ru: 'Запись, на которую дана ссылка, не найдена: {fields}.', en: 'The row referred to does not exist: {fields}.' }, {
        params,
        errors: atFields(fields, 'missing_reference', { ru: 'Такой записи нет.', en: 'There is no such row.' }),
        cause,
      });
    case '23502':
      return new InvalidError('core.required', { ru: 'Не заполнено: {fields}.', en: 'Not filled in: {fields}.' }, {
        params,
        errors: atFields(fields, 'required', { ru: 'Заполните это поле.', en: 'Fill in this field.' }),
        cause,
      });
    case '23514':
      return new InvalidError('core.check_failed', { ru: 'Данные нарушают условие {constraint}.', en: 'The data break the condition {constraint}.' }, { params, cause });
    case '22003':
      return new InvalidError('core.out_of_range', { ru: 'Число слишком велико.', en: 'A number is too large.' }, { cause });
    case '22001':
      return new InvalidError('core.too_long', { ru: 'Текст слишком длинный.', en: 'A text is too long.' }, { cause });
    case '22007':
    case '22008':
      return new InvalidError('core.bad_date', { ru: 'Такой даты нет.', en: 'There is no such date.' }, { cause });
    case '22P02':
    case '22021':
    case '22P05':
      return new BadRequestError('core.bad_value', { ru: 'Значение записано неверно.', en: 'A value is malformed.' }, { cause });
    default:
      return undefined;
  }
}

function isServerError(error: unknown): error is ServerError {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/** Objection's own check of a model, which routes normally forestall: one problem per column, in its words. */
function modelRefusal(error: ValidationError): RefusalError {
  const errors = Object.entries((error.data ?? {}) as Record<string, { message?: string; keyword?: string }[]>).flatMap(([path, found]) =>
    found.map(({ message = '', keyword = 'invalid' }) => ({ pointer: `/${path.replaceAll('.', '/')}`, code: keyword, message: { ru: message, en: message } })),
  );
  return new InvalidError('core.invalid_fields', { ru: 'Проверьте поля.', en: 'Check the fields.' }, { errors, cause: error });
}

/**
 * The one place where errors of PostgreSQL become answers: constraints and malformed values 4xx, outages and contention 503.
 * A RefusalError passes as it is; undefined means a fault.
 */
export function toRefusal(error: unknown): RefusalError | undefined {
  if (error instanceof RefusalError) return error;
  if (error instanceof ValidationError) return modelRefusal(error);
  const native = unwrap(error);
  const translated = translateOutage(native);
  if (translated instanceof RefusalError) return translated;
  return isServerError(native) ? constraintRefusal(native, error) : undefined;
}
