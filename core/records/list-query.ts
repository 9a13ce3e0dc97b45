import type { UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, Field } from '../entity/index.ts';
import { BadRequestError } from '../errors/index.ts';
import { nearest } from '../language/index.ts';
import { mayKnowField, mayReadField } from './visibility.ts';

export type FilterOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'like' | 'null';

export interface Filter {
  readonly name: string;
  readonly operator: FilterOperator;
  readonly value: string;
  /** A company's own field, inside `custom`. */
  readonly custom: boolean;
}

/** A list request after every name in it was found among the declared ones. */
export interface ListQuery {
  readonly filters: readonly Filter[];
  readonly search?: string;
  readonly sort: readonly { readonly name: string; readonly descending: boolean }[];
  readonly limit: number;
  readonly after?: string;
  readonly include: readonly string[];
  readonly fields?: ReadonlySet<string>;
  readonly total: boolean;
  /** Decimal columns summed over the whole list. */
  readonly sums: readonly string[];
}

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'like', 'null']);
const NAMES = ['q', 'sort', 'limit', 'after', 'include', 'fields', 'total', 'sum', 'filter'];
const MAX_LIMIT = 200;
const MAX_FILTERS = 50;

function refuse(parameter: string, ru: string, en: string): never {
  throw new BadRequestError('core.bad_query', { ru, en }, { errors: [{ pointer: `query:${parameter}`, code: 'bad_query', message: { ru, en } }] });
}

function fieldOf(uow: UnitOfWork, definition: EntityDefinition, name: string, parameter: string): Field {
  const one = Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined;
  // What a filter or a sort may use must be open to this person in every row: the rows' order would tell the rest.
  const open = parameter === 'fields' ? mayKnowField : mayReadField;
  if (one !== undefined && open(uow.actor, definition, one)) return one;
  const readable = Object.entries(definition.fields).filter(([, field]) => open(uow.actor, definition, field)).map(([known]) => known);
  const suggestion = nearest(name, readable);
  return refuse(parameter, `Поля «${name}» нет.${suggestion === undefined ? '' : ` Может быть, «${suggestion}»?`}`, `There is no field “${name}”.${suggestion === undefined ? '' : ` Did you mean “${suggestion}”?`}`);
}

function parseFilter(uow: UnitOfWork, definition: EntityDefinition, key: string, value: string): Filter {
  const match = /^filter\[([a-z_][a-z0-9_]*)(?:\.([a-z_][a-z0-9_]*))?\](?:\[([a-z]+)\])?$/.exec(key);
  if (match === null) refuse(key, `Условие «${key}» не понято. Пример: filter[state][in]=a,b.`, `The filter “${key}” is not understood. Example: filter[state][in]=a,b.`);
  const [, name = '', inner, operator = 'eq'] = match;
  if (!OPERATORS.has(operator)) refuse(key, `Оператора «${operator}» нет: ${[...OPERATORS].join(', ')}.`, `There is no operator “${operator}”: ${[...OPERATORS].join(', ')}.`);
  if (inner !== undefined) {
    const declared = uow.company.regulation.document.fields?.[definition.id] ?? {};
    if (name !== 'custom' || !Object.hasOwn(declared, inner)) refuse(key, `Поля «${name}.${inner}» нет.`, `There is no field “${name}.${inner}”.`);
    return { name: inner, operator: operator as FilterOperator, value, custom: true };
  }
  const one = fieldOf(uow, definition, name, key);
  if (one.type === 'json') refuse(key, `По полю «${name}» не отбирают.`, `“${name}” cannot be filtered by.`);
  return { name, operator: operator as FilterOperator, value, custom: false };
}

/** Understands a list request; whatever is not declared is named, never dropped. @throws BadRequestError */
export function parseListQuery(uow: UnitOfWork, definition: EntityDefinition, parameters: URLSearchParams): ListQuery {
  const filters: Filter[] = [];
  const single = new Map<string, string>();
  for (const [key, value] of parameters) {
    if (value.includes('\0')) refuse(key, 'В значении недопустимый знак.', 'The value contains a character that is not allowed.');
    if (key.startsWith('filter[')) {
      filters.push(parseFilter(uow, definition, key, value));
    } else if (!NAMES.includes(key)) {
      const suggestion = nearest(key, NAMES);
      refuse(key, `Параметра «${key}» нет.${suggestion === undefined ? '' : ` Может быть, «${suggestion}»?`}`, `There is no parameter “${key}”.${suggestion === undefined ? '' : ` Did you mean “${suggestion}”?`}`);
    } else if (single.has(key)) {
      refuse(key, `Параметр «${key}» дан дважды.`, `The parameter “${key}” is given twice.`);
    } else {
      single.set(key, value);
    }
  }
  if (filters.length > MAX_FILTERS) refuse('filter', `Условий больше ${MAX_FILTERS}.`, `There are more than ${MAX_FILTERS} filters.`);
  const list = (name: string): string[] => (single.get(name) ?? '').split(',').map((part) => part.trim()).filter((part) => part.length > 0);
  const sort = list('sort').map((part) => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    if (fieldOf(uow, definition, name, 'sort').type === 'json') refuse('sort', `По полю «${name}» не упорядочивают.`, `“${name}” cannot be sorted by.`);
    return { name, descending };
  });
  const fields = single.has('fields') ? new Set(list('fields').map((name) => (fieldOf(uow, definition, name, 'fields'), name))) : undefined;
  const limit = single.has('limit') ? Number(single.get('limit')) : 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) refuse('limit', `limit — целое число от 1 до ${MAX_LIMIT}.`, `limit is a whole number from 1 to ${MAX_LIMIT}.`);
  const total = single.get('total') ?? 'false';
  if (total !== 'true' && total !== 'false') refuse('total', 'total — true или false.', 'total is true or false.');
  const sums = list('sum').map((name) => {
    if (fieldOf(uow, definition, name, 'sum').type !== 'decimal') refuse('sum', `«${name}» не складывают: это не число.`, `“${name}” cannot be summed: it is not a number.`);
    return name;
  });
  const search = single.get('q');
  if (search !== undefined && search.length > 200) refuse('q', 'Запрос длиннее 200 знаков.', 'The search is longer than 200 characters.');
  const after = single.get('after');
  return {
    filters,
    ...(search === undefined || search.trim() === '' ? {} : { search }),
    sort: sort.length > 0 ? sort : [{ name: 'created_at', descending: true }],
    limit,
    ...(after === undefined ? {} : { after }),
    include: list('include'),
    ...(fields === undefined ? {} : { fields }),
    total: total === 'true',
    sums,
  };
}

/** Where the next page begins: the sort values and the id of the last row seen. */
export function encodeCursor(values: readonly unknown[], id: string): string {
  return Buffer.from(JSON.stringify([...values.map((value) => (value instanceof Date ? value.toISOString() : (value ?? null))), id])).toString('base64url');
}

/** @throws BadRequestError for anything `encodeCursor` did not make for this sort */
export function decodeCursor(text: string, length: number): { values: unknown[]; id: string } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const scalar = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (Array.isArray(parts) && parts.length === length + 1 && parts.every(scalar)) {
      const id: unknown = parts[length];
      if (typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id)) return { values: parts.slice(0, length), id };
    }
  } catch {
    // Falls through to the refusal: an unreadable cursor is the sender's mistake whatever its form.
  }
  return refuse('after', 'Указатель страницы неверен. Начните с первой страницы.', 'The page cursor is wrong. Begin with the first page.');
}
