import type { Label } from '../language/index.ts';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Ajv } from './ajv.ts';
import type { Wording } from './problem-words.ts';
import { notAllowed, show, suggest, typeOf, wordsOf, wrongType } from './problem-words.ts';

/** One thing wrong with a value, placed: `pointer` is a JSON pointer, `at` says whether the value there or its key is meant. */
export interface SchemaProblem extends Wording {
  readonly pointer: string;
  readonly at: 'value' | 'key';
  /** The types the schema wants, when the type is what is wrong. */
  readonly wantedTypes?: readonly string[];
  /** What stands there now. */
  readonly value?: unknown;
}

const MOST_PROBLEMS = 100;

interface Place {
  readonly ajv: Ajv;
  /** The name under which the root schema is known to ajv. */
  readonly root: string;
}

/**
 * Turns the errors of a failed check into problems people can act on. Of a `oneOf` or `anyOf` only the branch that was meant is reported,
 * of a bad key only its name. At most 100 are returned, in the order of the document's schema, each once.
 */
export function explainErrors(ajv: Ajv, rootKey: string, validate: ValidateFunction): SchemaProblem[] {
  const found = problemsOf({ ajv, root: rootKey }, validate.errors ?? [], '');
  const seen = new Set<string>();
  return found
    .filter((one) => {
      const key = `${one.pointer}\n${one.at}\n${one.code}\n${one.message.en}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MOST_PROBLEMS);
}

/** Ajv lists the errors of branches and names right before the composite error that sums them up, so the list is read from its end. */
function problemsOf(place: Place, errors: readonly ErrorObject[], prefix: string): SchemaProblem[] {
  const groups: SchemaProblem[][] = [];
  let index = errors.length - 1;
  while (index >= 0) {
    const error = errors[index]!;
    index -= 1;
    const pointer = prefix + error.instancePath;
    if (error.keyword === 'oneOf' || error.keyword === 'anyOf') {
      const branches = branchErrors(place, error);
      index -= branches.reduce((sum, branch) => sum + branch.length, 0);
      groups.push(chooseBranch(place, error, branches, pointer));
    } else if (error.keyword === 'propertyNames') {
      const name = String(error.params['propertyName']);
      const inner: ErrorObject[] = [];
      while (index >= 0 && errors[index]!.propertyName === name) inner.unshift(errors[index--]!);
      groups.push([badKey(name, inner, pointer)]);
    } else if (error.keyword !== 'if') {
      groups.push([problemOf(error, pointer)]);
    }
  }
  return groups.reverse().flat();
}

function problemOf(error: ErrorObject, pointer: string): SchemaProblem {
  const words = wordsOf(error);
  const key = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
  if (key !== undefined) return { ...words, pointer: `${pointer}/${escapeToken(String(key))}`, at: 'key' };
  if (words.code === 'required' && error.keyword !== 'minLength') {
    return { ...words, pointer: `${pointer}/${escapeToken(String(error.params['missingProperty']))}`, at: 'value' };
  }
  const wantedTypes = error.keyword === 'type' ? [error.params['type'] as string | string[]].flat() : undefined;
  return { ...words, pointer, at: 'value', value: error.data, ...(wantedTypes === undefined ? {} : { wantedTypes }) };
}

function badKey(name: string, inner: readonly ErrorObject[], pointer: string): SchemaProblem {
  const allowed = inner.find((error) => error.keyword === 'enum')?.params['allowedValues'] as unknown[] | undefined;
  const message: Label = { ru: `Имя «${show(name)}» здесь не годится`, en: `The name "${show(name)}" is not possible here` };
  const reason = inner[0] === undefined ? undefined : wordsOf(inner[0]).message;
  const fix = allowed === undefined ? reason : suggest(name, allowed);
  return { code: allowed === undefined ? 'bad_key' : 'unknown_key', message, fix, pointer: `${pointer}/${escapeToken(name)}`, at: 'key' };
}

/** The errors of each branch on its own; a branch that cannot be found counts as none, which leaves its errors in the list. */
function branchErrors(place: Place, error: ErrorObject): ErrorObject[][] {
  // More than one branch of a `oneOf` fitted: no branch is to blame.
  if (error.keyword === 'oneOf' && Array.isArray(error.params['passingSchemas'])) return [];
  return ((error.schema ?? []) as unknown[]).map((_, position) => {
    const branch = place.ajv.getSchema(`${place.root}${error.schemaPath}/${position}`);
    if (branch === undefined || branch(error.data)) return [];
    return [...((branch as ValidateFunction).errors ?? [])];
  });
}

function chooseBranch(place: Place, error: ErrorObject, branches: readonly ErrorObject[][], pointer: string): SchemaProblem[] {
  const none: Wording = {
    code: 'no_variant',
    message: { ru: 'Значение не подходит ни под один из вариантов', en: 'The value fits none of the variants' },
  };
  if (branches.length === 0) {
    return [{ code: 'no_variant', message: { ru: 'Значение подходит сразу под несколько вариантов: уточните', en: 'The value fits several variants at once: be more exact' }, pointer, at: 'value' }];
  }
  if (branches.every((errors) => errors.length > 0 && errors.every((one) => one.keyword === 'required' && one.instancePath === ''))) {
    const names = [...new Set(branches.flat().map((one) => String(one.params['missingProperty'])))];
    return [{ code: 'required', message: { ru: `Заполните одно из полей: ${names.join(', ')}`, en: `Fill in one of the fields: ${names.join(', ')}` }, pointer, at: 'value' }];
  }
  const meant = branches.filter((errors) => errors.length > 0 && !errors.some(isForeign)).sort((left, right) => weight(left) - weight(right))[0];
  if (meant !== undefined) return problemsOf(place, meant, pointer);
  return [rootMismatch(error, branches, pointer) ?? { ...none, pointer, at: 'value' }];
}

/** The branch is about another kind of value: another type, or another fixed word at the top or in a discriminating field. */
function isForeign(error: ErrorObject): boolean {
  const depth = error.instancePath.split('/').length - 1;
  return error.propertyName === undefined && ((error.keyword === 'type' && depth === 0) || (error.keyword === 'enum' && depth === 0) || (error.keyword === 'const' && depth <= 1));
}

function weight(errors: readonly ErrorObject[]): number {
  return errors.reduce((sum, error) => sum + (error.instancePath === '' && ['required', 'additionalProperties'].includes(error.keyword) ? 3 : 1), 0);
}

/** No branch takes such a value at all: the words and types they do take, in one sentence. */
function rootMismatch(error: ErrorObject, branches: readonly ErrorObject[][], pointer: string): SchemaProblem | undefined {
  const atRoot = branches.flat().filter((one) => one.instancePath === '' && one.propertyName === undefined);
  const words = atRoot.flatMap((one) => (one.keyword === 'enum' ? (one.params['allowedValues'] as unknown[]) : one.keyword === 'const' ? [one.params['allowedValue']] : []));
  const types = [...new Set(atRoot.flatMap((one) => (one.keyword === 'type' ? [one.params['type'] as string | string[]].flat() : [])))];
  const sameType = words.some((word) => typeOf(word) === typeOf(error.data));
  if (sameType) return { ...notAllowed(error.data, words, false), pointer, at: 'value', value: error.data };
  if (types.length > 0) return { ...wrongType(error.data, types), pointer, at: 'value', value: error.data, wantedTypes: types };
  const discriminators = branches.flat().filter((one) => one.keyword === 'const' && one.instancePath !== '');
  const first = discriminators[0];
  if (first === undefined) return undefined;
  const same = discriminators.filter((one) => one.instancePath === first.instancePath);
  return { ...notAllowed(first.data, same.map((one) => one.params['allowedValue']), false), pointer: pointer + first.instancePath, at: 'value', value: first.data };
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
