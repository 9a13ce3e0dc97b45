import type { FieldProblem } from '../errors/index.ts';
import type { Ajv } from './ajv.ts';
import { createAjv } from './ajv.ts';
import type { SchemaProblem } from './explain-errors.ts';
import { explainErrors } from './explain-errors.ts';

/** A JSON Schema 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Compiles `schema` once; the result lists what is wrong with a value, each problem with its place, code, words and fix.
 * A schema that is itself wrong throws here, at compilation: that is a fault of whoever wrote it.
 */
export function compileSchema(schema: JsonSchema, ajv: Ajv = createAjv()): (value: unknown) => SchemaProblem[] {
  const known = typeof schema['$id'] === 'string' ? schema['$id'] : undefined;
  const key = known ?? `schema-${Object.keys(ajv.schemas).length + 1}`;
  if (ajv.getSchema(key) === undefined) ajv.addSchema(schema, key);
  const validate = ajv.getSchema(key);
  if (validate === undefined) throw new Error(`The schema "${key}" did not compile`);
  return (value) => (validate(value) === true ? [] : explainErrors(ajv, key, validate as Parameters<typeof explainErrors>[2]));
}

/** Compiles `schema` into a check of what clients send: an empty list, or field problems in words ready for `InvalidError`. */
export function compileValidator(schema: JsonSchema, ajv?: Ajv): (value: unknown) => FieldProblem[] {
  const check = compileSchema(schema, ajv);
  return (value) => check(value).map((problem) => ({ pointer: problem.pointer, code: problem.code, message: sentence(problem) }));
}

function sentence({ message, fix }: SchemaProblem): FieldProblem['message'] {
  const join = (text: string, advice: string | undefined): string => (advice === undefined ? `${text}.` : `${text}: ${advice}${advice.endsWith('?') ? '' : '.'}`);
  return { ru: join(message.ru, fix?.ru), en: join(message.en, fix?.en) };
}
