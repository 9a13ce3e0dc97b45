import { kpiSchemas } from '../kpis/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';

type Schema = Record<string, unknown>;

const label: Schema = { type: 'object', additionalProperties: false, required: ['ru', 'en'], properties: { ru: { type: 'string' }, en: { type: 'string' } } };
const text: Schema = { type: 'string', minLength: 1 };
const rule: Schema = { description: 'JSON-logic over the facts of the entity.' };

function closed(properties: Schema, required: readonly string[] = []): Schema {
  return { type: 'object', additionalProperties: false, properties, ...(required.length > 0 ? { required: [...required] } : {}) };
}

/** One of the names; any text while there are none, since an empty list is no schema. */
function oneOf(names: readonly string[]): Schema {
  return names.length === 0 ? text : { type: 'string', enum: [...names] };
}

function mapOf(value: Schema, names?: readonly string[]): Schema {
  return names === undefined ? { type: 'object', additionalProperties: value } : closed(Object.fromEntries(names.map((name) => [name, value])));
}

function conditionSchema(registry: PluginRegistry): Schema {
  const common = { code: text, message: label, who: { type: 'array', items: text } };
  return {
    type: 'array',
    items: {
      anyOf: [
        closed({ logic: rule, ...common }, ['logic']),
        closed({ rule: text, ...common }, ['rule']),
        closed({ decision: oneOf(registry.decisions.map((one) => one.id)), is: { type: 'object' }, ...common }, ['decision', 'is']),
      ],
    },
  };
}

/** A parameter may be answered by a rule (`{ var: event.reason }`) instead of being written out. */
function orRule(params: Schema): Schema {
  const properties = params['properties'] as Readonly<Record<string, Schema>> | undefined;
  if (properties === undefined) return params;
  const rule: Schema = { type: 'object', required: ['var'], properties: { var: {} }, additionalProperties: false };
  return { ...params, properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, one['type'] === 'object' || one['type'] === undefined ? one : { anyOf: [one, rule] }])) };
}

function effectsSchema(registry: PluginRegistry): Schema {
  const withParams = Object.fromEntries(registry.effects.map((one) => [one.id, orRule(one.params as Schema)]));
  return {
    type: 'array',
    items: {
      anyOf: [
        oneOf(registry.effects.map((one) => one.id)),
        { ...closed({ ...withParams, 'core.set': { type: 'object' } }), minProperties: 1, maxProperties: 1 },
      ],
    },
  };
}

const CONDITIONS: Schema = { $ref: '#/$defs/conditions' };
const EFFECTS: Schema = { $ref: '#/$defs/effects' };

function transitionSchema(): Schema {
  return closed({
    region: text,
    from: { anyOf: [{ type: 'string', enum: ['open', 'any', 'start'] }, { type: 'array', minItems: 1, items: text }] },
    on: text,
    automatic: { type: 'boolean' },
    causes: { type: 'array', items: text },
    to: text,
    label,
    by: { type: 'array', items: text },
    permission: text,
    needs: mapOf(closed({ label, schema: { type: 'object' }, required: { type: 'boolean' }, target: text, behalf: { type: 'boolean' } }, ['label', 'schema'])),
    when: CONDITIONS,
    effects: EFFECTS,
    disabled: { type: 'boolean' },
    manual: { type: 'boolean' },
    source: text,
  });
}

function stateSchema(): Schema {
  const wait = closed({ in: text, from: text, repeat: { type: 'boolean' }, when: CONDITIONS, effects: EFFECTS, send: text, label }, ['in']);
  return closed({ label, final: { type: 'boolean' }, disabled: { type: 'boolean' }, description: label, after: mapOf(wait), order: { type: 'number' } });
}

function processSchema(): Schema {
  return closed({
    label,
    regions: mapOf(closed({ field: text, initial: text, label, enteredAt: text, states: mapOf({ $ref: '#/$defs/state' }) })),
    transitions: mapOf({ $ref: '#/$defs/transition' }),
  });
}

const factType: Schema = {
  type: 'object',
  required: ['type'],
  properties: { type: { type: 'string', enum: ['number', 'string', 'boolean', 'array', 'object', 'any'] }, nullable: { type: 'boolean' }, enum: { type: 'array', items: { type: 'string' } }, label },
};

const decision: Schema = closed({
  code: text,
  label,
  hit: { type: 'string', enum: ['first', 'collect'] },
  combine: { type: 'object' },
  rows: { type: 'array', minItems: 1, items: closed({ id: { type: 'string' }, when: rule, then: {} }, ['then']) },
  messages: mapOf(label),
  source: text,
  base: { type: 'object' },
  examples: { type: 'array', items: closed({ name: text, given: { type: 'object' }, then: {} }, ['name', 'given', 'then']) },
});

const customField: Schema = closed(
  {
    type: { type: 'string', enum: ['string', 'number', 'integer', 'boolean', 'date', 'decimal'] },
    label,
    enum: { type: 'array', items: { type: 'string' } },
    pattern: text,
    maxLength: { type: 'integer', minimum: 1 },
    required: { type: 'boolean' },
    indexed: { type: 'boolean' },
  },
  ['type', 'label'],
);

const ending: Schema = closed({ event: text, outcome: text, terminated: { type: 'boolean' } }, ['event', 'outcome']);

const mapStep: Schema = closed(
  {
    label,
    role: text,
    user: text,
    due: text,
    follows: { type: 'array', items: text },
    when: { type: 'array' },
    done_on: text,
    resultRequired: { type: 'boolean' },
    cost: { type: 'number', minimum: 0, maximum: 1_000_000_000 },
  },
  ['label'],
);

/**
 * JSON Schema (2020-12) of a `regulation.yaml`, made from what the installed plugins contribute: an editor completes and checks names with it, and
 * `check` begins with it. A key it does not know is an error.
 */
export function regulationSchema(registry: PluginRegistry): Schema {
  const entities = registry.entities.map((one) => one.definition.id);
  const permissions = registry.permissions.map((one) => one.code);
  const kpis = kpiSchemas(entities);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Reglament regulation',
    ...closed({
      company: { type: 'string', pattern: '^[a-z][a-z0-9_]{1,30}$' },
      extends: { anyOf: [text, { type: 'array', items: text }] },
      title: label,
      time_zone: text,
      plugins: { type: 'array', minItems: 1, uniqueItems: true, items: oneOf(registry.installed.plugins.map((one) => one.id).filter((id) => id !== 'core')) },
      parameters: { type: 'object', properties: Object.fromEntries(registry.plugins.flatMap((plugin) => Object.entries(plugin.parameters ?? {}))) },
      roles: mapOf(
        closed({
          label,
          includes: { type: 'array', items: text },
          permissions: mapOf({ type: 'string', enum: ['all', 'team', 'own'] }, permissions),
          external: { type: 'boolean' },
          guest: { type: 'boolean' },
        }),
      ),
      processes: mapOf({ $ref: '#/$defs/process' }, registry.processes.map((one) => one.id)),
      rules: mapOf(closed({ label, entity: { type: 'string', enum: entities }, facts: mapOf(factType), when: rule, source: text, examples: { type: 'array' } }, ['when'])),
      decisions: mapOf({ $ref: '#/$defs/decision' }, registry.decisions.map((one) => one.id)),
      schedules: mapOf(
        closed({ code: text, label, at: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }, every: text, when: CONDITIONS, effects: EFFECTS, disabled: { type: 'boolean' } }),
        registry.schedules.map((one) => one.id),
      ),
      defaults: closed(Object.fromEntries(registry.entities.map(({ definition }) => [definition.id, closed(Object.fromEntries(Object.keys(definition.fields).map((name) => [name, {}])))]))),
      numbering: mapOf(closed({ prefix: { type: 'string', maxLength: 10 }, digits: { type: 'integer', minimum: 1, maximum: 12 }, period: { type: 'string', enum: ['year', 'none'] } }), entities),
      fields: mapOf(mapOf(customField), entities),
      catalogs: mapOf({ type: 'array', items: { type: 'object', required: ['code'] } }, entities),
      maps: mapOf(closed({ label, subject: { type: 'string', enum: entities }, steps: mapOf(mapStep), outcomes: mapOf(label), starts_on: text, ends_on: { type: 'array', items: ending } }, ['label', 'subject', 'steps', 'outcomes'])),
      kpis: mapOf({ $ref: '#/$defs/kpi' }),
      calendar: closed({
        country: { type: 'string', enum: ['ru', 'none'] },
        hours: { type: 'array', items: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'string', pattern: '^([01][0-9]|2[0-4]):[0-5][0-9]$' } } },
        weekend: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 7 } },
        days: mapOf({ type: 'string', enum: ['off', 'short', 'working'] }),
      }),
      migrate: closed({ from: text, states: { type: 'object' } }, ['from', 'states']),
    }),
    required: ['company', 'title'],
    $defs: { conditions: conditionSchema(registry), effects: effectsSchema(registry), transition: transitionSchema(), state: stateSchema(), process: processSchema(), decision, kpi: kpis.kpi, ...kpis.defs },
  };
}
