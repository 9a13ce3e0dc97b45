type Schema = Record<string, unknown>;

const text: Schema = { type: 'string', minLength: 1 };
const rule: Schema = { description: 'JSON-logic over the columns and the facts of the KPI.' };
const label: Schema = { type: 'object', additionalProperties: false, required: ['ru', 'en'], properties: { ru: text, en: text } };

function closed(properties: Schema, required: readonly string[] = []): Schema {
  return { type: 'object', additionalProperties: false, properties, ...(required.length > 0 ? { required: [...required] } : {}) };
}

const choice: Schema = { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: { anyOf: [text, { type: 'array', minItems: 1, items: text }] }, description: 'Region: state, or a list of states.' };
const related: Schema = { via: text, on: { type: 'object', minProperties: 1, additionalProperties: text }, when: rule, facts: { $ref: '#/$defs/kpi_facts' } };

function fact(entity: Schema): Schema {
  return {
    anyOf: [
      closed({ reached: choice }, ['reached']),
      closed({ left: choice }, ['left']),
      closed({ entered_at: choice }, ['entered_at']),
      closed({ state_at_end: text }, ['state_at_end']),
      closed({ exists: entity, ...related }, ['exists']),
      closed({ count: entity, ...related }, ['count']),
      ...['sum', 'min', 'max', 'last'].map((name) => closed({ [name]: entity, of: rule, ...related }, [name, 'of'])),
      closed({ between: { type: 'array', minItems: 2, maxItems: 2, items: text }, in: { type: 'string', enum: ['days', 'hours', 'minutes'] } }, ['between', 'in']),
    ],
  };
}

function partProperties(entity: Schema): Schema {
  return {
    population: closed({
      entity,
      moment: {
        anyOf: [
          text,
          closed({ entered: choice }, ['entered']),
          closed({ left: choice }, ['left']),
          closed({ event: text }, ['event']),
          closed({ every_days: { anyOf: [{ type: 'integer', minimum: 1 }, closed({ var: text }, ['var'])] }, from: text }, ['every_days', 'from']),
        ],
      },
      when: rule,
    }, ['entity', 'moment']),
    facts: { $ref: '#/$defs/kpi_facts' },
    met: rule,
    share: closed({ part: rule, whole: rule }, ['part', 'whole']),
    measure: closed({ aggregate: { type: 'string', enum: ['sum', 'avg', 'median', 'min', 'max'] }, value: rule }, ['aggregate', 'value']),
    per: text,
    group: text,
  };
}

/** Schema of one entry under `kpis`, and the definition it refers to. Entities that exist are listed for the editor. */
export function kpiSchemas(entities: readonly string[]): { readonly kpi: Schema; readonly defs: Schema } {
  const entity: Schema = entities.length === 0 ? text : { type: 'string', enum: [...entities] };
  return {
    kpi: closed({
      code: { type: 'string', minLength: 1, maxLength: 20 },
      label,
      source: text,
      unit: { type: 'string', enum: ['percent', 'count', 'quantity', 'money', 'days', 'hours', 'minutes'] },
      period: { type: 'string', enum: ['day', 'week', 'month', 'quarter', 'year'] },
      target: { type: 'number' },
      better: { type: 'string', enum: ['higher', 'lower'] },
      seen_by: { type: 'array', minItems: 1, items: text },
      ...partProperties(entity),
      also: { type: 'array', minItems: 1, items: closed(partProperties(entity), ['population']) },
      breach: closed({
        limit: { type: 'number' },
        period: { type: 'string', enum: ['closed', 'open'] },
        scope: { type: 'string', enum: ['company', 'person'] },
        task: closed({ title: label, role: text, due: text }, ['title']),
      }, ['task']),
      managers: { type: 'boolean' },
      disabled: { type: 'boolean' },
    }, ['label', 'population']),
    defs: { kpi_facts: { type: 'object', propertyNames: { pattern: '^[a-z][a-z0-9_]*$' }, additionalProperties: fact(entity) } },
  };
}
