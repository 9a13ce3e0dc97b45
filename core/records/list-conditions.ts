import type { EntityDefinition, Field } from '../entity/index.ts';
import { BadRequestError } from '../errors/index.ts';
import type { Filter } from './list-query.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SYMBOLS = { eq: '=', ne: 'is distinct from', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function refuse(filter: Filter, ru: string, en: string): never {
  throw new BadRequestError('core.bad_query', { ru, en }, { errors: [{ pointer: `query:filter[${filter.name}]`, code: 'bad_value', message: { ru, en } }] });
}

/** One value of a filter as its column's type. */
function valueOf(filter: Filter, one: Field, text: string, states: ReadonlySet<string>): unknown {
  switch (one.type) {
    case 'integer':
      if (/^-?\d{1,9}$/.test(text)) return Number(text);
      return refuse(filter, `«${text}» — не целое число.`, `“${text}” is not a whole number.`);
    case 'decimal':
      if (/^-?\d{1,20}(\.\d{1,10})?$/.test(text)) return text;
      return refuse(filter, `«${text}» — не число.`, `“${text}” is not a number.`);
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      return refuse(filter, 'Здесь true или false.', 'true or false is meant here.');
    case 'date':
      if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
      return refuse(filter, `«${text}» — не дата (ГГГГ-ММ-ДД).`, `“${text}” is not a date (YYYY-MM-DD).`);
    case 'datetime':
      if (/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
      return refuse(filter, `«${text}» — не момент времени (RFC 3339).`, `“${text}” is not a moment (RFC 3339).`);
    case 'uuid':
    case 'reference':
      if (UUID.test(text)) return text;
      return refuse(filter, `«${text}» — не идентификатор.`, `“${text}” is not an id.`);
    case 'enum':
      if ((one.values ?? []).some((value) => value.code === text) || states.has(text)) return text;
      return refuse(filter, `Значения «${text}» нет: ${(one.values ?? []).map((value) => value.code).join(', ')}.`, `There is no value “${text}”: ${(one.values ?? []).map((value) => value.code).join(', ')}.`);
    default:
      return text;
  }
}

/** SQL of one filter; `states` are codes beyond the column's own that the company's regulation has. Names come from the declaration, values only as parameters. @throws BadRequestError for a value its column cannot have */
export function conditionSql(definition: EntityDefinition, filter: Filter, bind: (value: unknown) => string, states: ReadonlySet<string> = new Set()): string {
  if (filter.custom) return customSql(filter, bind);
  const one = definition.fields[filter.name] as Field;
  const column = `t."${filter.name}"`;
  if (filter.operator === 'null') {
    if (filter.value !== 'true' && filter.value !== 'false') refuse(filter, 'Здесь true или false.', 'true or false is meant here.');
    return filter.value === 'true' ? `${column} is null` : `${column} is not null`;
  }
  const list = one.type === 'enums' || one.type === 'strings' || one.type === 'references';
  if (filter.operator === 'in') {
    const parts = filter.value.split(',').slice(0, 201);
    if (parts.length > 200) refuse(filter, 'Значений больше 200.', 'There are more than 200 values.');
    const values = parts.map((part) => valueOf(filter, one, part, states));
    return list ? `${column}::text[] && ${bind(values)}::text[]` : `${column} in (${values.map((value) => bind(value)).join(', ')})`;
  }
  if (filter.operator === 'like') {
    if (one.type !== 'string' && one.type !== 'text') refuse(filter, 'Часть ищут только в тексте.', 'Only a text can be searched for a part.');
    return `lower(${column}) like ${bind(`%${filter.value.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)}`;
  }
  if (list) {
    if (filter.operator !== 'eq') refuse(filter, 'Список сравнивают через eq или in.', 'A list is compared by eq or in.');
    return `${bind(filter.value)} = any(${column}::text[])`;
  }
  return `${column} ${SYMBOLS[filter.operator]} ${bind(valueOf(filter, one, filter.value, states))}`;
}

function customSql(filter: Filter, bind: (value: unknown) => string): string {
  const column = `(t.custom ->> ${bind(filter.name)})`;
  switch (filter.operator) {
    case 'null':
      if (filter.value !== 'true' && filter.value !== 'false') refuse(filter, 'Здесь true или false.', 'true or false is meant here.');
      return filter.value === 'true' ? `${column} is null` : `${column} is not null`;
    case 'in':
      if (filter.value.split(',').length > 200) refuse(filter, 'Значений больше 200.', 'There are more than 200 values.');
      return `${column} = any(${bind(filter.value.split(','))}::text[])`;
    case 'like':
      return `lower(${column}) like ${bind(`%${filter.value.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)}`;
    default:
      return `${column} ${SYMBOLS[filter.operator]} ${bind(filter.value)}`;
  }
}
