import type { EntityDefinition, Field } from '../entity/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { FactType } from '../rules/index.ts';
import type { Label } from '../language/index.ts';
import type { KpiFact } from './definition.ts';

/** How a value is compared in SQL. */
export type SqlType = 'number' | 'text' | 'boolean' | 'date' | 'moment' | 'uuid' | 'list';

/** An expression with its type; `literal` is the value written in the rule, where it is one. */
export interface SqlValue {
  readonly sql: string;
  /** Undefined for the literal null. */
  readonly type: SqlType | undefined;
  readonly literal?: unknown;
}

/** Something wrong with a definition, by the pointer of its place in it. */
export interface KpiProblem {
  readonly code: string;
  readonly pointer: string;
  readonly message: Label;
  readonly suggestion?: string;
  /** The key at the pointer is meant, not its value. */
  readonly at?: 'key';
}

/** What a company adds to the plugins' entities, as far as rules can read it. */
export interface KpiSurroundings {
  readonly registry: PluginRegistry;
  /** Region → states of an entity's process; empty for one without. */
  regions(entity: string): Readonly<Record<string, { readonly field: string; readonly states: readonly string[] }>>;
  customFields(entity: string): Readonly<Record<string, { readonly type: string }>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The first placeholders of every statement: first and last day of the period, time zone, people it is narrowed to (null: all), the present day. */
export const START = '$1::date';
export const END = '$2::date';
export const ZONE = '$3::text';
export const PEOPLE = '$4::uuid[]';
export const TODAY = '$5::date';
/** The moment with which the period begins, and the first one after it. */
export const FROM = `(${START}::timestamp at time zone ${ZONE})`;
export const UNTIL = `((${END} + 1)::timestamp at time zone ${ZONE})`;

/** Values of a statement beyond the first five, each bound once. */
export class Bindings {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    const key = JSON.stringify(value);
    let index = this.values.findIndex((one) => JSON.stringify(one) === key);
    if (index < 0) index = this.values.push(value) - 1;
    return `$${index + 6}`;
  }
}

/** A row that rules read: its columns, the facts defined for it, and the row around it under `item`. */
export interface SqlScope {
  readonly definition: EntityDefinition;
  /** Alias of the row in the statement. */
  readonly alias: string;
  readonly facts: Readonly<Record<string, KpiFact>>;
  /** JSON pointer of `facts`. */
  readonly factsPointer: string;
  readonly item?: SqlScope;
  /** Values that only the population's row has: its moment, its mark. */
  readonly extra: Readonly<Record<string, SqlValue>>;
}

/** Type of a column in SQL; undefined for JSON, which rules do not read. */
export function sqlTypeOf(one: Field): SqlType | undefined {
  switch (one.type) {
    case 'integer':
    case 'decimal':
      return 'number';
    case 'boolean':
    case 'date':
      return one.type;
    case 'datetime':
      return 'moment';
    case 'uuid':
    case 'reference':
      return 'uuid';
    case 'enums':
    case 'strings':
    case 'references':
      return 'list';
    case 'json':
      return undefined;
    default:
      return 'text';
  }
}

const CUSTOM_TYPES: Readonly<Record<string, SqlType>> = { number: 'number', integer: 'number', decimal: 'number', boolean: 'boolean', date: 'date' };
const CUSTOM_CASTS: Partial<Record<SqlType, string>> = { number: '::numeric', boolean: '::boolean', date: '::date' };

/** A column, or a field of the company's own under `custom.`. */
export function columnValue(scope: SqlScope, name: string, surroundings: KpiSurroundings): SqlValue | undefined {
  if (name.startsWith('custom.')) {
    const own = surroundings.customFields(scope.definition.id);
    const inner = name.slice('custom.'.length);
    if (!Object.hasOwn(own, inner) || !/^[a-z][a-z0-9_]*$/.test(inner)) return undefined;
    const type = CUSTOM_TYPES[own[inner]?.type ?? ''] ?? 'text';
    return { sql: `(${scope.alias}.custom ->> '${inner}')${CUSTOM_CASTS[type] ?? ''}`, type };
  }
  const one = Object.hasOwn(scope.definition.fields, name) ? scope.definition.fields[name] : undefined;
  const type = one === undefined ? undefined : sqlTypeOf(one);
  return type === undefined ? undefined : { sql: `${scope.alias}."${name}"`, type };
}

/** A type as the check of rules knows it. Nothing is certain to be there, and a null never holds. */
export function ruleType(type: SqlType | undefined, values?: readonly string[]): FactType {
  switch (type) {
    case 'number':
    case 'boolean':
      return { type, nullable: true };
    case 'list':
      return { type: 'array', items: { type: 'string' } };
    case undefined:
      return { type: 'any', nullable: true };
    default:
      return { type: 'string', nullable: true, ...(values === undefined ? {} : { enum: values }) };
  }
}
