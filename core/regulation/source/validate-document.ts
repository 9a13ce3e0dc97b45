import type { Label } from '../../language/index.ts';
import type { Ajv, JsonSchema, SchemaProblem } from '../../validation/index.ts';
import { compileSchema } from '../../validation/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { MergedDocument } from './load-layers.ts';

/**
 * Checks a merged document against a JSON Schema. Each problem stands at the line that set the value last, in words, with the nearest known
 * name for unknown keys and values, and with "put it in quotes" where YAML read a number though a text is wanted. Places that reading has
 * already found wrong are not reported again. `ajv` is an instance of `createAjv`, given when the schema uses further annotations.
 */
export function validateAgainstSchema(document: Pick<MergedDocument, 'value' | 'origin' | 'keyOrigin' | 'sourceText' | 'diagnostics'>, schema: JsonSchema, ajv?: Ajv): Diagnostic[] {
  const known = new Set(document.diagnostics.filter((one) => one.severity === 'error').map(placeKey));
  return compileSchema(schema, ajv)(document.value)
    .map((problem) => diagnosticOf(problem, document))
    .filter((diagnostic) => !known.has(placeKey(diagnostic)));
}

function diagnosticOf(problem: SchemaProblem, document: Pick<MergedDocument, 'origin' | 'keyOrigin' | 'sourceText'>): Diagnostic {
  const { pointer, code, message } = problem;
  const { file, line, column } = problem.at === 'key' ? document.keyOrigin(pointer) : document.origin(pointer);
  const fix = problem.fix ?? scalarFix(problem, document.sourceText(pointer));
  return { severity: 'error', code, message, file, line, column, pointer, ...(fix === undefined ? {} : { fix }) };
}

/** YAML guesses types from spelling; most wrong types are a missing or a needless pair of quotes. */
function scalarFix({ wantedTypes = [], value }: SchemaProblem, text: string | undefined): Label | undefined {
  if (text === undefined) return undefined;
  if (wantedTypes.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return { ru: `возьмите в кавычки: "${text}"`, en: `put it in quotes: "${text}"` };
  }
  if (typeof value !== 'string') return undefined;
  if (wantedTypes.includes('boolean') && /^(yes|no|on|off|да|нет)$/i.test(value)) {
    const plain = /^(yes|on|да)$/i.test(value) ? 'true' : 'false';
    return { ru: `пишите ${plain}`, en: `write ${plain}` };
  }
  const numeric = wantedTypes.includes('number') || wantedTypes.includes('integer');
  return numeric && /^-?\d+(\.\d+)?$/.test(value) ? { ru: `уберите кавычки: ${value}`, en: `remove the quotes: ${value}` } : undefined;
}

function placeKey({ file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column}`;
}
