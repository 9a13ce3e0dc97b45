import type { JsonSchema } from '../validation/index.ts';

/** Type wanted at a pointer, where the schema names exactly one; items of a list are `-`. */
export function typeAt(schema: JsonSchema, pointer: string): string | undefined {
  let here: JsonSchema[] = [schema];
  for (const token of pointer.split('/').slice(1)) here = here.flatMap((one) => childrenOf(one, token));
  const types = new Set(here.map((one) => one['type']));
  const [type] = types;
  return types.size === 1 && typeof type === 'string' ? type : undefined;
}

function childrenOf(schema: JsonSchema, token: string): JsonSchema[] {
  const variants = (schema['oneOf'] as JsonSchema[] | undefined) ?? [];
  const child = token === '-' ? schema['items'] : (schema['properties'] as Record<string, JsonSchema> | undefined)?.[token] ?? schema['additionalProperties'];
  return [...variants.flatMap((variant) => childrenOf(variant, token)), ...(typeof child === 'object' && child !== null ? [child as JsonSchema] : [])];
}

/** A copy of a valid value with the defaults of absent fields filled in, level by level. */
export function defaultAt(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => defaultAt((schema['items'] ?? {}) as JsonSchema, item));
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Record<string, unknown>;
  const properties = (variantOf(schema, given)['properties'] ?? {}) as Record<string, JsonSchema>;
  const filled: Record<string, unknown> = { ...given };
  for (const [key, child] of Object.entries(properties)) {
    const own = Object.hasOwn(given, key) ? given[key] : child['default'];
    if (own !== undefined) filled[key] = defaultAt(child, own);
  }
  return filled;
}

/** Of a `oneOf`, the variant that the discriminating field names. */
function variantOf(schema: JsonSchema, value: Readonly<Record<string, unknown>>): JsonSchema {
  const field = (schema['discriminator'] as { propertyName: string } | undefined)?.propertyName;
  if (field === undefined) return schema;
  const variants = schema['oneOf'] as { properties: Record<string, { const?: unknown }> }[];
  return variants.find((variant) => variant.properties[field]?.const === value[field]) ?? schema;
}
