import type { Label } from '../language/index.ts';

/** What a fact may be: a small part of JSON Schema, enough to check rules before they run. */
export interface FactType {
  readonly type: 'number' | 'string' | 'boolean' | 'array' | 'object' | 'any';
  /** Null stands for "not known"; without this a null is refused. */
  readonly nullable?: boolean;
  /** Of a number: whole only, such as a count; without it the check of a table also tries hundredths. */
  readonly integer?: boolean;
  /** All the values a string may take. */
  readonly enum?: readonly string[];
  /** Type of the elements of an array; any when absent. */
  readonly items?: FactType;
  /** All the properties of an object, each of them required; any when absent. */
  readonly properties?: Readonly<Record<string, FactType>>;
  readonly label?: Label;
}

export const ANY: FactType = { type: 'any' };

/** Names that would lead from data into JavaScript's own objects. */
export const FORBIDDEN_SEGMENTS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Names of the types in words. */
export const TYPE_LABELS: Readonly<Record<FactType['type'] | 'null', Label>> = {
  number: { ru: 'число', en: 'number' },
  string: { ru: 'строка', en: 'text' },
  boolean: { ru: 'да/нет', en: 'yes/no' },
  array: { ru: 'список', en: 'list' },
  object: { ru: 'объект', en: 'object' },
  any: { ru: 'любое значение', en: 'any value' },
  null: { ru: 'пусто', en: 'null' },
};

/** Type of a JSON value, null apart. */
export function typeOfValue(value: unknown): FactType['type'] | 'null' {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'number' || type === 'string' || type === 'boolean' || type === 'object' ? type : 'any';
}
