import { readDuration } from '../../calendar/index.ts';
import type { EntityDefinition } from '../../entity/index.ts';
import { fieldJsonSchema } from '../../entity/index.ts';
import type { EffectCall } from '../../process/index.ts';
import { SET_FIELDS, compileEffects } from '../../process/index.ts';
import { checkRule, readFactNames } from '../../rules/index.ts';
import type { JsonSchema, SchemaProblem } from '../../validation/index.ts';
import { compileSchema, createAjv } from '../../validation/index.ts';
import { childPointer } from '../source/index.ts';
import type { CheckContext, FactTypes } from './context.ts';
import { checkRole } from './context.ts';

/** Whose effects they are and what their parameters may read. */
export interface EffectPlace {
  readonly definition: EntityDefinition;
  readonly facts: FactTypes;
  /** Columns that hold states: only transitions write them. */
  readonly stateColumns: ReadonlySet<string>;
}

type Params = Readonly<Record<string, unknown>>;
type Validator = (value: unknown) => SchemaProblem[];

const validators = new WeakMap<object, Validator>();

/** A validator made once per schema; undefined for a schema that is itself wrong. */
function validatorOf(context: CheckContext, schema: JsonSchema): Validator | undefined {
  let known = validators.get(schema);
  if (known === undefined) {
    try {
      known = compileSchema(schema, context.ajv);
    } catch {
      context.ajv = createAjv();
      return undefined;
    }
    validators.set(schema, known);
  }
  return known;
}

/** Effects in order: they exist, their parameters fit, and what those name exists. */
export function checkEffects(context: CheckContext, calls: readonly EffectCall[] | undefined, pointer: string, place: EffectPlace): void {
  const { registry, findings } = context;
  for (const [index, { effect, params }] of compileEffects(calls).entries()) {
    const short = typeof calls?.[index] === 'string';
    const at = short ? `${pointer}/${index}` : childPointer(`${pointer}/${index}`, effect);
    if (effect === SET_FIELDS) {
      checkColumns(context, params, at, place);
      continue;
    }
    const definition = registry.effect(effect);
    if (definition === undefined) {
      findings.unknown('unknown_effect', at, { ru: 'Действие', en: 'Effect' }, effect, [SET_FIELDS, ...registry.effects.map((one) => one.id)], short ? {} : { at: 'key' });
      continue;
    }
    if (definition.entity !== undefined && definition.entity !== place.definition.id) {
      findings.add('effect_of_other_entity', at, { ru: `«${effect}» работает с ${definition.entity}, а здесь ${place.definition.id}`, en: `"${effect}" works on ${definition.entity}, and this is ${place.definition.id}` });
    }
    checkParams(context, effect, definition.params, params, at, place);
  }
}

function isRule(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 1 && readFactNames(value).length > 0;
}

/** Parameters that are rules are answered later, so only their facts are checked now; the others must fit the effect's schema. */
function checkParams(context: CheckContext, effect: string, schema: JsonSchema, params: Params, pointer: string, place: EffectPlace): void {
  const computed = new Set(Object.keys(params).filter((name) => isRule(params[name])));
  for (const name of computed) context.findings.rules(checkRule(params[name], { facts: place.facts, result: 'any' }), childPointer(pointer, name));
  const written = Object.fromEntries(Object.entries(params).filter(([name]) => !computed.has(name)));
  for (const { pointer: inside, code, message, fix, at } of validatorOf(context, schema)?.(written) ?? []) {
    if (code === 'required' && computed.has(inside.slice(1))) continue;
    context.findings.add(code, `${pointer}${inside}`, message, { ...(fix === undefined ? {} : { fix }), ...(at === 'key' ? { at } : {}) });
  }
  checkNamed(context, effect, written, pointer, place);
  checkTexts(context, effect, written, pointer, place.facts);
}

/** Names inside parameters that mean the same in every effect: roles, durations, and columns and maps for the kernel's own. */
function checkNamed(context: CheckContext, effect: string, params: Params, pointer: string, place: EffectPlace): void {
  const { findings, document } = context;
  const { role, roles, due, user, map, outcome } = params;
  if (typeof role === 'string') checkRole(context, role, `${pointer}/role`);
  if (Array.isArray(roles)) for (const [index, one] of roles.entries()) if (typeof one === 'string') checkRole(context, one, `${pointer}/roles/${index}`);
  if (typeof due === 'string') checkDuration(context, due, `${pointer}/due`);
  if (!effect.startsWith('core.')) return;
  if (typeof user === 'string' && !Object.hasOwn(place.facts, user)) {
    const people = Object.entries(place.definition.fields).filter(([, one]) => one.target === 'core.user').map(([name]) => name);
    findings.unknown('unknown_column', `${pointer}/user`, { ru: `Поле ${place.definition.id} с пользователем`, en: `Column of ${place.definition.id} with a user` }, user, people);
  }
  if (typeof map !== 'string') return;
  const known = document.maps?.[map];
  if (known === undefined) findings.unknown('unknown_map', `${pointer}/map`, { ru: 'Карта процесса', en: 'Process map' }, map, Object.keys(document.maps ?? {}));
  else if (typeof outcome === 'string' && !Object.hasOwn(known.outcomes, outcome)) {
    findings.unknown('unknown_outcome', `${pointer}/outcome`, { ru: `Исход карты «${map}»`, en: `Outcome of the map "${map}"` }, outcome, Object.keys(known.outcomes));
  }
}

/** A duration in words, with what was probably meant. */
export function checkDuration(context: CheckContext, text: string, pointer: string): void {
  const reading = readDuration(text);
  if (reading.ok) return;
  const { message, suggestion } = reading;
  context.findings.add('bad_duration', pointer, message, suggestion === undefined ? {} : { fix: { ru: `напишите «${suggestion}»`, en: `write "${suggestion}"` } });
}

/** `{name}` places of texts. The kernel fills them from the item alone; another plugin's effect may fill some by itself, hence only a warning there. */
function checkTexts(context: CheckContext, effect: string, value: unknown, pointer: string, facts: FactTypes): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkTexts(context, effect, item, `${pointer}/${index}`, facts);
  } else if (isMap(value) && typeof value['ru'] === 'string' && typeof value['en'] === 'string') {
    for (const locale of ['ru', 'en'] as const) {
      for (const [, name = ''] of String(value[locale]).matchAll(/\{([a-zA-Z_][\w.]*)\}/g)) {
        if (Object.hasOwn(facts, name)) continue;
        const severity = effect.startsWith('core.') ? {} : { severity: 'warning' as const };
        const label = { ru: `Место {${name}} в тексте`, en: `The place {${name}} of the text` };
        context.findings.unknown('unknown_placeholder', `${pointer}/${locale}`, label, name, Object.keys(facts), severity);
      }
    }
  } else if (isMap(value)) {
    for (const [name, item] of Object.entries(value)) checkTexts(context, effect, item, childPointer(pointer, name), facts);
  }
}

/** `core.set`: columns that exist, are not states, and take what is written. */
function checkColumns(context: CheckContext, params: Params, pointer: string, { definition, facts, stateColumns }: EffectPlace): void {
  const { findings } = context;
  for (const [name, value] of Object.entries(params)) {
    const at = childPointer(pointer, name);
    const field = definition.fields[name];
    if (field === undefined) {
      findings.unknown('unknown_column', at, { ru: `Поле ${definition.id}`, en: `Column of ${definition.id}` }, name, Object.keys(definition.fields), { at: 'key' });
    } else if (stateColumns.has(name)) {
      findings.add('state_is_set', at, { ru: `«${name}» — состояние: его меняют только переходы`, en: `"${name}" is a state: only transitions change it` }, { at: 'key', fix: { ru: 'напишите переход с to', en: 'write a transition with to' } });
    } else if (isRule(value)) {
      findings.rules(checkRule(value, { facts, result: 'any' }), at);
    } else if (!isMoment(field.type, value) && !(field.type === 'decimal' && typeof value === 'number')) {
      for (const { code, message, fix } of validatorOf(context, fieldJsonSchema(field))?.(value) ?? []) findings.add(code, at, message, fix === undefined ? {} : { fix });
    }
  }
}

/** The two words that stand for a time. */
function isMoment(type: string, value: unknown): boolean {
  return (type === 'datetime' && value === 'now') || (type === 'date' && value === 'today');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
