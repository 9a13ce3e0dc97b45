import type { Vocabulary } from './vocabulary.ts';

type Schema = Record<string, unknown>;

/** Names that steps give to things; letters, digits and underscores, as references are read. */
export const NAME_PATTERN = '^[a-z][a-z0-9_]*$';

const text = (description: string): Schema => ({ type: 'string', minLength: 1, description });
const values = (description: string): Schema => ({ type: 'object', description });

function closed(description: string, properties: Schema, required: readonly string[] = []): Schema {
  return { type: 'object', additionalProperties: false, description, properties, ...(required.length > 0 ? { required: [...required] } : {}) };
}

const label: Schema = closed('A text in both languages.', { ru: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } }, ['ru', 'en']);

const refused: Schema = {
  description: 'The action must be refused: a code, several codes, or a map with more about the refusal.',
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    closed('More about the refusal.', {
      code: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } }], description: 'Code of the answer, of one of its reasons or of one of its field problems; each of several must be there.' },
      status: { type: 'integer', minimum: 400, maximum: 499, description: 'HTTP status.' },
      facts: values('Facts a reason must have seen, by name.'),
      fields: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^/' }, description: 'JSON pointers of the fields complained about.' },
    }),
  ],
};

/** Properties that say what is done; a step has them itself, or a list of such under `do`. */
export const DEEDS = ['create', 'send', 'patch', 'delete', 'post', 'upload', 'import'] as const;

function actionProperties(entities: readonly string[] | undefined, importers: readonly string[] | undefined): Schema {
  return {
    by: text('Short name of whoever acts.'),
    create: { type: 'string', ...(entities === undefined ? {} : { enum: [...entities] }), description: 'Entity of which a row is made.' },
    send: { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: { type: 'string', minLength: 1 }, description: 'Name of an item: the event it is sent.' },
    patch: text('Name of the item whose fields are changed.'),
    delete: text('Name of the item that is marked as deleted.'),
    post: { type: 'string', pattern: '^/api/', description: 'Address of any other route, with references in it.' },
    upload: { type: 'string', pattern: '^/api/', description: 'Address that takes a file.' },
    import: { type: 'string', ...(importers === undefined ? {} : { enum: [...importers] }), description: 'Importer that takes a file in; `dry_run: true` among its values leaves nothing behind.' },
    file: text('File to upload or import, by its path from the scenario’s folder.'),
    with: values('Values of the row, data of the event, or body of the request.'),
    as: { type: 'string', pattern: NAME_PATTERN, description: 'Name of the result for later steps.' },
    version: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'string', pattern: '^\\$' }], description: 'Version the sender saw; without it a change names the present one, an event none.' },
    refused,
  };
}

function stepSchema(entities: readonly string[] | undefined, importers: readonly string[] | undefined): Schema {
  const action = actionProperties(entities, importers);
  return closed('One moment: the clock moves, somebody acts, and then it is so.', {
    id: { type: 'string', pattern: NAME_PATTERN, description: 'Name a variant replaces the step by.' },
    note: { anyOf: [{ type: 'string', minLength: 1 }, label], description: 'What happens, in words, for the report.' },
    at: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}', description: 'Moment on the company’s clock: a date (10:00, or now if that is past), a date and time, or with an offset.' },
    wait: { type: 'string', pattern: '^[1-9][0-9]* (minute|hour|day|week)s?$', description: 'How far the clock moves, instead of `at`.' },
    ...action,
    do: { type: 'array', minItems: 1, items: closed('One action of several.', action), description: 'Several actions, in order; `by` of the step is that of each.' },
    expect: { type: 'object', minProperties: 1, description: 'What is so afterwards: see docs/scenarios.md.' },
    seen_by: text('Short name of whoever checks the expectations of this step.'),
  });
}

/**
 * JSON Schema of a scenario file, for editors and for the check. With a vocabulary the entities that exist are listed.
 */
export function scenarioSchema(vocabulary?: Vocabulary): Schema {
  const entities = vocabulary === undefined ? undefined : [...vocabulary.entities.keys()].sort();
  const importers = vocabulary === undefined || vocabulary.importers.size === 0 ? undefined : [...vocabulary.importers].sort();
  const step = stepSchema(entities, importers);
  const steps = { type: 'array', minItems: 1, items: step };
  const find = { type: 'string', ...(entities === undefined ? {} : { enum: entities }), description: 'Entity to look in.' };
  const names = { type: 'string', pattern: NAME_PATTERN };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:reglament:scenario',
    title: 'Reglament scenario',
    ...closed(
      'A story that must come true in a company, step by step through the HTTP API.',
      {
        scenario: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', description: 'Its code, unique among the company’s scenarios.' },
        title: label,
        source: text('Where the story comes from.'),
        starts: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}', description: 'Moment the company’s clock shows at first.' },
        as: { type: 'object', minProperties: 1, propertyNames: names, additionalProperties: { type: 'string', minLength: 1 }, description: 'Short names of the people who act: their logins.' },
        observer: text('Short name of whoever checks the expectations; default the first of `as`.'),
        known: { type: 'object', propertyNames: names, additionalProperties: closed('A row found by its fields when it is first needed.', { find, where: values('Fields and what they must be equal to.') }, ['find', 'where']), description: 'Names of rows that are there already, or come into being on the way.' },
        given: { ...steps, description: 'Steps that prepare the story; the same as steps.' },
        steps,
        variants: {
          type: 'array',
          minItems: 1,
          description: 'Other ends: the steps up to a named one stay, the rest is replaced.',
          items: closed('Another end.', { variant: { type: 'string', pattern: NAME_PATTERN }, title: label, instead_of: text('`id` of the first step that is replaced.'), steps }, ['variant', 'title', 'instead_of', 'steps']),
        },
      },
      ['scenario', 'title', 'starts', 'as', 'steps'],
    ),
  };
}
