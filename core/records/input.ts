import type { Actor, UnitOfWork } from '../company/index.ts';
import type { EntityDefinition, Field } from '../entity/index.ts';
import { fieldJsonSchema } from '../entity/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import { InvalidError } from '../errors/index.ts';
import { nearest } from '../language/index.ts';
import type { CustomFieldDocument } from '../regulation/index.ts';
import { compileValidator } from '../validation/index.ts';
import { mayKnowField, mayReadField } from './visibility.ts';

/** Who writes: a person (declared writable fields only) or the system (every column but the states). */
export type Writer = 'person' | 'system';

type Check = (value: unknown) => FieldProblem[];
const checks = new WeakMap<EntityDefinition, Check>();
const customChecks = new WeakMap<object, Check>();

function checkOf(definition: EntityDefinition): Check {
  let check = checks.get(definition);
  if (check === undefined) {
    const properties = Object.fromEntries(Object.entries(definition.fields).map(([name, one]) => [name, fieldJsonSchema(one)]));
    check = compileValidator({ type: 'object', properties });
    checks.set(definition, check);
  }
  return check;
}

function customSchema(one: CustomFieldDocument): Record<string, unknown> {
  const base: Record<string, unknown> =
    one.type === 'date' ? { type: 'string', format: 'date' } : one.type === 'decimal' ? { type: 'string', format: 'decimal' } : { type: one.type };
  if (one.enum !== undefined) base['enum'] = [...one.enum];
  if (one.pattern !== undefined) base['pattern'] = one.pattern;
  if (one.type === 'string') base['maxLength'] = one.maxLength ?? 1000;
  return one.required === true ? base : { anyOf: [base, { type: 'null' }] };
}

function checkCustom(uow: UnitOfWork, definition: EntityDefinition, custom: unknown): FieldProblem[] {
  const declared = uow.company.regulation.document.fields?.[definition.id] ?? {};
  let check = customChecks.get(declared);
  if (check === undefined) {
    check = compileValidator({ type: 'object', additionalProperties: false, properties: Object.fromEntries(Object.entries(declared).map(([name, one]) => [name, customSchema(one)])) });
    if (Object.keys(declared).length > 0) customChecks.set(declared, check);
  }
  return check(custom).map((problem) => ({ ...problem, pointer: `/custom${problem.pointer}` }));
}

/** Plain JSON of values that code hands over as objects, so that one schema serves people and the system. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

function unknownField(actor: Actor, definition: EntityDefinition, pointer: string, name: string): FieldProblem {
  const suggestion = nearest(name, Object.keys(definition.fields).filter((known) => known !== name && mayKnowField(actor, definition, definition.fields[known] as Field)));
  return {
    pointer: `${pointer}/${name}`,
    code: 'unknown_field',
    message: {
      ru: suggestion === undefined ? `Поля «${name}» нет.` : `Поля «${name}» нет. Может быть, «${suggestion}»?`,
      en: suggestion === undefined ? `There is no field “${name}”.` : `There is no field “${name}”. Did you mean “${suggestion}”?`,
    },
  };
}

/** What is wrong with values meant for a row. `pointer` is the prefix of the problems' pointers. */
export function inputProblems(
  uow: UnitOfWork,
  definition: EntityDefinition,
  values: Readonly<Record<string, unknown>>,
  options: { readonly writer: Writer; readonly creating: boolean; readonly actor: Actor; readonly pointer?: string; /** User the stored row belongs to. */ readonly ownerId?: string | null },
): FieldProblem[] {
  const pointer = options.pointer ?? '';
  const problems: FieldProblem[] = [];
  for (const name of Object.keys(values)) {
    const one = Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined;
    if (one === undefined || !mayReadField(options.actor, definition, one, options.ownerId)) {
      problems.push(unknownField(options.actor, definition, pointer, name));
      continue;
    }
    const writable = one.writable ?? 'always';
    if (options.writer === 'person' && (writable === 'system' || (writable === 'create' && !options.creating))) {
      problems.push({
        pointer: `${pointer}/${name}`,
        code: 'read_only',
        message: { ru: `«${one.label.ru}» заполняет система.`, en: `“${one.label.en}” is filled by the system.` },
      });
    }
  }
  const known = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(definition.fields, name)).map(([name, value]) => [name, plain(value)]));
  problems.push(...checkOf(definition)(known).map((problem) => ({ ...problem, pointer: `${pointer}${problem.pointer}` })));
  if (typeof values['custom'] === 'object' && values['custom'] !== null) problems.push(...checkCustom(uow, definition, values['custom']));
  return problems;
}

/** Required columns that a new row would lack. */
export function missingProblems(definition: EntityDefinition, draft: Readonly<Record<string, unknown>>, pointer = ''): FieldProblem[] {
  return Object.entries(definition.fields)
    .filter(([name, one]) => one.required === true && !['id', 'version', 'created_at', 'updated_at'].includes(name) && (draft[name] === undefined || draft[name] === null))
    .map(([name, one]) => ({ pointer: `${pointer}/${name}`, code: 'required', message: { ru: `Заполните «${one.label.ru}».`, en: `Fill in “${one.label.en}”.` } }));
}

/** Required fields of the company that a row would lack. */
export function missingCustomProblems(uow: UnitOfWork, definition: EntityDefinition, draft: Readonly<Record<string, unknown>>): FieldProblem[] {
  const declared = uow.company.hasRegulation ? (uow.company.regulation.document.fields?.[definition.id] ?? {}) : {};
  const custom = (draft['custom'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(declared)
    .filter(([name, one]) => one.required === true && (custom[name] ?? null) === null)
    .map(([name, one]) => ({ pointer: `/custom/${name}`, code: 'required', message: { ru: `Заполните «${one.label.ru}».`, en: `Fill in “${one.label.en}”.` } }));
}

/** @throws InvalidError when there is any problem */
export function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new InvalidError('core.invalid_input', { ru: 'Исправьте отмеченные поля.', en: 'Correct the marked fields.' }, { errors: problems });
}
