import type { Field } from './field.ts';

/** JSON Schema (draft 2020-12 subset that ajv checks) of one field's value in JSON: decimals are strings, dates 'YYYY-MM-DD', moments RFC 3339. */
export function fieldJsonSchema(one: Field): Record<string, unknown> {
  const schema = valueSchema(one);
  return one.required === true ? schema : { ...schema, type: Array.isArray(schema['type']) ? schema['type'] : [schema['type'], 'null'], ...nullableEnum(schema) };
}

function nullableEnum(schema: Record<string, unknown>): Record<string, unknown> {
  return Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {};
}

function valueSchema(one: Field): Record<string, unknown> {
  switch (one.type) {
    case 'string':
    case 'text':
      return {
        type: 'string',
        maxLength: one.maxLength ?? 100_000,
        ...(one.required === true ? { minLength: 1 } : {}),
        ...(one.pattern === undefined ? {} : { pattern: one.pattern }),
        ...(one.format === undefined ? {} : { format: one.format }),
      };
    case 'integer':
      return { type: 'integer', minimum: Number(one.minimum ?? -2147483648), maximum: 2147483647 };
    case 'decimal':
      return {
        type: 'string',
        format: 'decimal',
        scale: one.scale ?? 2,
        maxLength: (one.precision ?? 15) + 2,
        ...(one.minimum === undefined ? {} : { decimalMinimum: String(one.minimum) }),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'datetime':
      return { type: 'string', format: 'date-time' };
    case 'uuid':
    case 'reference':
      return { type: 'string', format: 'uuid' };
    case 'enum':
      return { type: 'string', enum: (one.values ?? []).map((value) => value.code) };
    case 'enums':
      return { type: 'array', uniqueItems: true, maxItems: 100, items: { type: 'string', enum: (one.values ?? []).map((value) => value.code) } };
    case 'strings':
      return { type: 'array', maxItems: 500, items: { type: 'string', maxLength: 1000 } };
    case 'references':
      return { type: 'array', uniqueItems: true, maxItems: 500, items: { type: 'string', format: 'uuid' } };
    case 'json':
      return { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] };
  }
}

/** JSON Schema of a whole row; nothing beyond the declared fields is accepted. */
export function fieldsJsonSchema(fields: Readonly<Record<string, Field>>): Record<string, unknown> {
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, fieldJsonSchema(one)])),
  };
}
