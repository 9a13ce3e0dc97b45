import type { EntityDefinition, Field } from '../../entity/index.ts';
import { BASE_FIELDS, fieldJsonSchema } from '../../entity/index.ts';
import { nearest } from '../../language/index.ts';
import { patternFault } from '../../validation/index.ts';
import type { JsonSchema } from '../../validation/index.ts';
import type { MergedDocument } from '../source/index.ts';
import { childPointer, validateAgainstSchema } from '../source/index.ts';
import type { CheckContext } from './context.ts';
import { factsOf } from './context.ts';

const BY_CODE = { type: 'object', additionalProperties: false, required: ['code'], properties: { code: { type: 'string', minLength: 1 }, entity: { type: 'string' } } };

/** JSON Schema of a value written in a regulation: a row of a reference book is named by its code, `{ code: rub }`. */
function writtenSchema(one: Field): JsonSchema {
  if (one.type === 'reference') return BY_CODE;
  if (one.type === 'references') return { type: 'array', items: BY_CODE };
  return one.type === 'uuid' ? { anyOf: [BY_CODE, { type: 'string', format: 'uuid' }] } : fieldJsonSchema(one);
}

function writable(definition: EntityDefinition): [string, Field][] {
  return Object.entries(definition.fields).filter(([name, one]) => one.writable !== 'system' && (!Object.hasOwn(BASE_FIELDS, name) || name === 'external_ids' || name === 'custom'));
}

function rowSchema(context: CheckContext, definition: EntityDefinition, owner?: string): JsonSchema {
  const fields = writable(definition).filter(([name]) => name !== owner);
  const defaults = context.document.defaults?.[definition.id] ?? {};
  const required = fields.filter(([name, one]) => one.required === true && one.default === undefined && !Object.hasOwn(defaults, name) && !(owner !== undefined && name === 'line_no')).map(([name]) => name);
  const sections = Object.entries(definition.sections ?? {}).flatMap(([name, section]) => {
    const rows = context.registry.entity(section.entity)?.definition;
    return rows === undefined ? [] : [[name, { type: 'array', items: rowSchema(context, rows, section.via) }] as const];
  });
  return { type: 'object', additionalProperties: false, required, properties: { ...Object.fromEntries(fields.map(([name, one]) => [name, writtenSchema(one)])), ...Object.fromEntries(sections) } };
}

/** Rows of reference books and defaults of new rows, against the columns they fill. */
export function checkRows(context: CheckContext, merged: MergedDocument): void {
  const { document, registry, findings } = context;
  const definitions = (ids: readonly string[]): EntityDefinition[] => ids.flatMap((id) => registry.entity(id)?.definition ?? []);
  const catalogs = definitions(Object.keys(document.catalogs ?? {}));
  const defaults = definitions(Object.keys(document.defaults ?? {}));
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      catalogs: { type: 'object', properties: Object.fromEntries(catalogs.map((one) => [one.id, { type: 'array', items: rowSchema(context, one) }])) },
      defaults: { type: 'object', properties: Object.fromEntries(defaults.map((one) => [one.id, { type: 'object', properties: Object.fromEntries(Object.entries(one.fields).map(([name, field]) => [name, writtenSchema(field)])) }])) },
    },
  };
  findings.list.push(...validateAgainstSchema(merged, schema, context.ajv));
  for (const definition of catalogs) {
    const rows = document.catalogs?.[definition.id] ?? [];
    const pointer = childPointer('/catalogs', definition.id);
    checkCodes(context, rows, pointer);
    for (const [index, row] of rows.entries()) checkReferences(context, definition, row, `${pointer}/${index}`);
  }
  for (const definition of defaults) {
    const pointer = childPointer('/defaults', definition.id);
    const row = document.defaults?.[definition.id] ?? {};
    checkReferences(context, definition, row, pointer);
    for (const region of Object.values(document.processes?.[definition.id]?.regions ?? {})) {
      if (region.field === undefined || !Object.hasOwn(row, region.field)) continue;
      findings.add('state_is_set', childPointer(pointer, region.field), { ru: `«${region.field}» — состояние: новая запись начинает с начального`, en: `"${region.field}" is a state: a new row begins in the initial one` }, { at: 'key', fix: { ru: 'задайте initial процесса', en: 'set the initial of the process' } });
    }
  }
}

function checkCodes(context: CheckContext, rows: readonly Readonly<Record<string, unknown>>[], pointer: string): void {
  const codes = rows.map((row) => row['code']);
  for (const [index, code] of codes.entries()) {
    if (codes.indexOf(code) === index) continue;
    context.findings.add('duplicate_code', `${pointer}/${index}/code`, { ru: `Код «${String(code)}» уже есть в этом справочнике`, en: `The code "${String(code)}" is already in this catalogue` });
  }
}

/** A code is looked up among the rows of this very document; rows that a company adds later are not known yet, hence a warning. */
function checkReferences(context: CheckContext, definition: EntityDefinition, row: Readonly<Record<string, unknown>>, pointer: string): void {
  for (const [name, value] of Object.entries(row)) {
    const one = definition.fields[name];
    if (typeof value !== 'object' || value === null || !('code' in value) || one === undefined) continue;
    const { code, entity } = value as { code: unknown; entity?: unknown };
    const target = typeof entity === 'string' ? entity : one.target;
    const at = childPointer(pointer, name);
    if (target !== undefined && context.registry.entity(target) === undefined) {
      context.findings.unknown('unknown_entity', `${at}/entity`, { ru: 'Объект', en: 'Entity' }, target, context.registry.entities.map((other) => other.definition.id));
      continue;
    }
    const known = (target === undefined ? [] : (context.document.catalogs?.[target] ?? [])).map((other) => String(other['code']));
    if (known.length === 0 || typeof code !== 'string' || known.includes(code)) continue;
    context.findings.add('unknown_code', `${at}/code`, { ru: `В справочнике ${target ?? ''} нет кода «${code}»`, en: `The catalogue ${target ?? ''} has no code "${code}"` }, { severity: 'warning', suggestion: nearest(code, known) });
  }
}

/** A company's own fields: names that nothing else has, patterns that work. */
export function checkCustomFields(context: CheckContext): void {
  const { document, registry, findings } = context;
  for (const [entity, fields] of Object.entries(document.fields ?? {})) {
    const definition = registry.entity(entity)?.definition;
    if (definition === undefined) continue;
    const facts = factsOf(context, entity);
    for (const [name, one] of Object.entries(fields)) {
      const pointer = `${childPointer('/fields', entity)}/${name}`;
      if (Object.hasOwn(definition.fields, name) || Object.hasOwn(facts, name)) {
        findings.add('field_exists', pointer, { ru: `У ${entity} уже есть «${name}»`, en: `${entity} already has "${name}"` }, { at: 'key', fix: { ru: `назовите поле иначе, например own_${name}`, en: `give it another name, as own_${name}` } });
      } else if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) {
        findings.add('bad_name', pointer, { ru: `Имя поля «${name}» пишут строчными латинскими буквами, цифрами и «_»`, en: `The field name "${name}" must be lower-case letters, digits and "_"` }, { at: 'key' });
      }
      const fault = one.pattern === undefined ? undefined : patternFault(one.pattern);
      if (fault !== undefined) findings.add('bad_pattern', `${pointer}/pattern`, fault);
    }
  }
}

/** Numbering: only of what has numbers, and no two kinds of document whose numbers look the same. */
export function checkNumbering(context: CheckContext): void {
  const { document, registry, findings } = context;
  const owners = new Map<string, string>();
  for (const { definition } of registry.entities) {
    const own = document.numbering?.[definition.id];
    const prefix = own?.prefix ?? definition.numbering?.prefix;
    const pointer = childPointer('/numbering', definition.id);
    if (own !== undefined && definition.numbering === undefined && definition.kind !== 'document') {
      findings.add('not_numbered', pointer, { ru: `У ${definition.id} нет номера`, en: `${definition.id} has no number` }, { at: 'key' });
    }
    if (prefix === undefined || prefix === '') continue;
    const owner = owners.get(prefix);
    if (owner !== undefined) findings.add('same_prefix', own?.prefix === undefined ? pointer : `${pointer}/prefix`, { ru: `Префикс «${prefix}» уже у ${owner}: номера не различить`, en: `The prefix "${prefix}" is already used by ${owner}: their numbers look the same` }, { severity: 'warning' });
    owners.set(prefix, owner ?? definition.id);
  }
}
