import t from 'tap';
import { BASE_FIELDS, fieldJsonSchema, relationName, tableName } from '../../core/entity/index.ts';
import type { EntityDefinition, Field } from '../../core/entity/index.ts';
import { accessEntities } from '../../core/access/entities/index.ts';
import { filesEntities } from '../../core/files/entities/index.ts';
import { tasksEntities } from '../../core/tasks/entities/index.ts';
import type { Label } from '../../core/language/index.ts';
import { accountingEntities } from '../../plugins/accounting/entities/index.ts';
import { contractsEntities } from '../../plugins/contracts/entities/index.ts';
import { warehouseEntities } from '../../plugins/warehouse/entities/index.ts';

/** Whose entities a reference may point to; `crm` is checked by name only. */
const groups: readonly { plugin: string; mayReferTo: readonly string[]; entities: readonly { readonly definition: EntityDefinition }[] }[] = [
  { plugin: 'core', mayReferTo: [], entities: [...accessEntities, ...tasksEntities, ...filesEntities] },
  { plugin: 'contracts', mayReferTo: ['core', 'crm'], entities: contractsEntities },
  { plugin: 'warehouse', mayReferTo: ['core', 'crm'], entities: warehouseEntities },
  { plugin: 'accounting', mayReferTo: ['core', 'crm'], entities: accountingEntities },
];
const present = new Set(groups.map((group) => group.plugin));
const definitions: readonly EntityDefinition[] = groups.flatMap((group) => group.entities.map((entity) => entity.definition));
const byId = new Map(definitions.map((definition) => [definition.id, definition]));

function columnsOf(definition: EntityDefinition): [string, Field][] {
  return Object.entries(definition.fields);
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

/** Every label of an entity with the place it stands at. */
function labelsOf(definition: EntityDefinition): [string, Label][] {
  return [
    ['one', definition.label.one],
    ['many', definition.label.many],
    ...columnsOf(definition).map(([name, one]): [string, Label] => [name, one.label]),
    ...columnsOf(definition).flatMap(([name, one]) => (one.values ?? []).map((value): [string, Label] => [`${name}.${value.code}`, value.label])),
    ...Object.entries(definition.sections ?? {}).map(([name, section]): [string, Label] => [name, section.label]),
  ];
}

t.test('every label is said in both languages', async (t) => {
  for (const definition of definitions) {
    const silent = labelsOf(definition).filter(([, label]) => [label.ru, label.en].some((text) => text.trim() === '' || text !== text.trim()));
    t.same(silent.map(([place]) => place), [], definition.id);
    t.same(labelsOf(definition).filter(([, label]) => /[а-яё]/i.test(label.en)).map(([place]) => place), [], `${definition.id}: English is English`);
  }
});

t.test('ids, tables and paths are unique and belong to their plugin', async (t) => {
  t.same(repeated(definitions.map((one) => one.id)), []);
  t.same(repeated(definitions.map((one) => tableName(one.id))), []);
  t.same(repeated(definitions.map((one) => `${one.id.split('.')[0]}/${one.path}`)), []);
  for (const group of groups) {
    for (const { definition } of group.entities) {
      t.match(definition.id, new RegExp(`^${group.plugin}\\.[a-z][a-z_]*$`));
      t.match(definition.path, /^[a-z]+(-[a-z]+)*$/);
    }
  }
});

t.test('a section names an entity of the same plugin and its column with the owner', async (t) => {
  const owned = new Map<string, string[]>();
  for (const definition of definitions) {
    for (const [name, section] of Object.entries(definition.sections ?? {})) {
      const place = `${definition.id}.${name}`;
      const rows = byId.get(section.entity);
      t.ok(rows, `${place}: ${section.entity} exists`);
      t.hasStrict(rows?.fields[section.via], { type: 'reference', target: definition.id, required: true, writable: 'create' }, `${place}: ${section.via} holds the owner`);
      t.notOk(name in definition.fields, `${place}: no column of that name`);
      owned.set(section.entity, [...(owned.get(section.entity) ?? []), definition.id]);
    }
  }
  for (const definition of definitions.filter((one) => one.kind === 'section')) {
    t.equal(owned.get(definition.id)?.length, 1, `${definition.id} has one owner`);
  }
});

t.test('title, owner, unique sets, indexes and checks name columns that exist', async (t) => {
  const sqlWords = new Set('and or not is null in case when then else end extract day from'.split(' '));
  for (const definition of definitions) {
    const names = new Set(Object.keys(definition.fields));
    const title = definition.title ?? (definition.kind === 'document' ? 'number' : 'name');
    t.ok(names.has(title), `${definition.id}: title ${title}`);
    if (definition.owner !== undefined) {
      t.hasStrict(definition.fields[definition.owner], { type: 'reference', target: 'core.user' }, `${definition.id}: owner ${definition.owner}`);
    }
    const sets = [...(definition.unique ?? []), ...(definition.indexes ?? [])];
    t.same(sets.flat().filter((name) => !names.has(name)), [], `${definition.id}: unique and indexes`);
    t.same(repeated(sets.map((set) => set.join())), [], `${definition.id}: no index twice`);
    for (const [name, sql] of Object.entries(definition.checks ?? {})) {
      const words = sql.replace(/'[^']*'/g, '').match(/[a-z_]+/g) ?? [];
      t.same(words.filter((word) => !names.has(word) && !sqlWords.has(word)), [], `${definition.id}: check ${name}`);
    }
  }
});

t.test('codes of an enumeration are unique and snake_case, and a default is one of them', async (t) => {
  for (const definition of definitions) {
    for (const [name, one] of columnsOf(definition).filter(([, column]) => column.type === 'enum' || column.type === 'enums')) {
      const codes = (one.values ?? []).map((value) => value.code);
      const place = `${definition.id}.${name}`;
      t.ok(codes.length > 1, `${place}: has values`);
      t.same(repeated(codes), [], `${place}: unique`);
      t.same(codes.filter((code) => !/^[a-z][a-z_]*$/.test(code)), [], `${place}: snake_case`);
      if (one.default !== undefined) t.ok(codes.includes(String(one.default)), `${place}: default ${String(one.default)}`);
    }
  }
});

t.test('a reference points to an entity that its plugin may know', async (t) => {
  for (const group of groups) {
    for (const { definition } of group.entities) {
      for (const [name, one] of columnsOf(definition).filter(([, column]) => column.target !== undefined)) {
        const plugin = one.target?.split('.')[0] ?? '';
        const place = `${definition.id}.${name} → ${one.target}`;
        t.ok(plugin === group.plugin || group.mayReferTo.includes(plugin), `${place}: allowed`);
        if (present.has(plugin)) t.ok(byId.has(one.target ?? ''), `${place}: exists`);
      }
    }
  }
});

t.test('a relation is never named like a column or another relation', async (t) => {
  for (const definition of definitions) {
    const relations = [
      ...columnsOf(definition).filter(([, one]) => one.type === 'reference').map(([name]) => relationName(name)),
      ...Object.keys(definition.sections ?? {}),
    ];
    t.same(repeated(relations), [], definition.id);
    t.same(relations.filter((name) => name in definition.fields), [], definition.id);
  }
});

t.test('a reference to any entity is a pair of columns', async (t) => {
  for (const definition of definitions) {
    for (const [name, one] of columnsOf(definition).filter(([column]) => column.endsWith('_entity'))) {
      const partner = definition.fields[name.replace(/_entity$/, '_id')];
      t.hasStrict(partner, { type: 'uuid' }, `${definition.id}.${name}`);
      t.equal(partner?.required, one.required, `${definition.id}.${name}: both or neither required`);
    }
  }
});

t.test('only the system writes a state, and a row begins in its first one', async (t) => {
  const machines: readonly (readonly [string, string, string])[] = [
    ['contracts.contract', 'status', 'draft'],
    ['warehouse.shipment', 'posting_state', 'draft'],
    ['accounting.payment', 'posting_state', 'draft'],
    ['accounting.advance_tax_invoice', 'posting_state', 'draft'],
    ['core.task', 'state', 'new'],
    ['core.reminder', 'state', 'active'],
    ['core.approval', 'state', 'pending'],
    ['core.process_run', 'state', 'running'],
  ];
  for (const [id, column, initial] of machines) {
    t.hasStrict(byId.get(id)?.fields[column], { type: 'enum', required: true, writable: 'system', default: initial }, `${id}.${column}`);
  }
});

t.test('a required column that the system alone writes has a default, and a sum begins at nought', async (t) => {
  for (const definition of definitions) {
    for (const [name, one] of columnsOf(definition).filter(([column]) => !(column in BASE_FIELDS))) {
      if (one.writable !== 'system') continue;
      if (one.required === true) t.not(one.default, undefined, `${definition.id}.${name}`);
      if (one.type === 'decimal') t.hasStrict(one, { required: true, default: '0' }, `${definition.id}.${name}`);
    }
  }
});

t.test('numbers of foreign papers are text of the length the papers need', async (t) => {
  const lengths: readonly (readonly [string, string, number])[] = [
    ['contracts.contract', 'number', 50],
    ['accounting.payment', 'incoming_number', 20],
    ['warehouse.shipment_line', 'customs_declaration_number', 30],
    ['core.user', 'phone', 32],
    ['core.department', 'number', 20],
  ];
  for (const [id, column, maxLength] of lengths) {
    t.hasStrict(byId.get(id)?.fields[column], { type: 'string', maxLength }, `${id}.${column}`);
  }
  t.hasStrict(byId.get('accounting.payment')?.fields['date'], { type: 'date', required: true }, 'a payment has a day, not a moment');
  t.hasStrict(byId.get('warehouse.shipment')?.fields['date'], { type: 'datetime', required: true }, 'a shipment has a moment');
});

t.test('nobody writes a register by hand, and its rows are not in the journal of changes', async (t) => {
  for (const definition of definitions.filter((one) => one.kind === 'register')) {
    t.hasStrict(definition, { permissions: { create: undefined, update: undefined, delete: undefined }, audited: false }, definition.id);
  }
});

t.test('every column has a JSON Schema with a type', async (t) => {
  for (const definition of definitions) {
    for (const [name, one] of columnsOf(definition)) {
      t.ok(fieldJsonSchema(one)['type'], `${definition.id}.${name}`);
    }
  }
});
