import t from 'tap';
import type { EntityDefinition, Field } from '../../../core/index.ts';
import { crmEntities } from '../entities/index.ts';
import * as enums from '../enums/index.ts';

const definitions: readonly EntityDefinition[] = crmEntities.map((one) => one.definition);
const byId = new Map(definitions.map((one) => [one.id, one]));
const columnsOf = (one: EntityDefinition): Set<string> => new Set(Object.keys(one.fields));
const fieldsOf = (one: EntityDefinition): [string, Field][] => Object.entries(one.fields);

/** Common columns that stay open in the definition of a register; no permission lets people reach them. */
const BASE_WRITABLE = new Set(['id', 'external_ids', 'custom', 'comment', 'based_on_entity', 'based_on_id']);

/** The definition of a crm entity that a case names; a misspelled id fails the test at once. */
function entity(id: string): EntityDefinition {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no entity ${id}`);
  return found;
}

/** The column a case names. */
function column(id: string, name: string): Field {
  const found = entity(id).fields[name];
  if (found === undefined) throw new Error(`no column ${id}.${name}`);
  return found;
}

/** Words of an SQL check that can only be columns: no keyword, function or quoted value. */
function columnsOfCheck(sql: string): string[] {
  const words = sql.replace(/'[^']*'/g, '').match(/[a-z_]+(?!\s*\()\b/g) ?? [];
  return words.filter((word) => !['and', 'or', 'not', 'is', 'null', 'between', 'num_nonnulls'].includes(word));
}

t.test('every entity, column, section and enum value has a name in both languages', async (t) => {
  const problems: string[] = [];
  const look = (place: string, text: { ru: string; en: string }): void => {
    if (text.ru.trim() === '' || text.en.trim() === '') problems.push(place);
    if (/[а-яё]/i.test(text.en)) problems.push(`${place}: Russian in English`);
  };
  for (const one of definitions) {
    look(one.id, one.label.one);
    look(`${one.id} (many)`, one.label.many);
    for (const [name, section] of Object.entries(one.sections ?? {})) look(`${one.id}.${name}`, section.label);
    for (const [name, value] of fieldsOf(one)) look(`${one.id}.${name}`, value.label);
  }
  for (const [name, values] of Object.entries(enums)) for (const value of values) look(`${name}.${value.code}`, value.label);
  t.strictSame(problems, []);
});

t.test('ids and paths are unique, and spelled as the house spells them', async (t) => {
  t.equal(byId.size, definitions.length, 'no id twice');
  t.equal(new Set(definitions.map((one) => one.path)).size, definitions.length, 'no path twice');
  for (const one of definitions) {
    t.match(one.id, /^crm\.[a-z]+(_[a-z]+)*$/);
    t.match(one.path, /^[a-z]+(-[a-z]+)*$/);
    for (const name of columnsOf(one)) t.match(name, /^[a-z]+(_[a-z]+)*$/, `${one.id}.${name}`);
  }
});

t.test('codes of an enumeration are unique, and a default is one of them', async (t) => {
  for (const [name, values] of Object.entries(enums)) {
    const codes = values.map((value) => value.code);
    t.equal(new Set(codes).size, codes.length, name);
    for (const code of codes) t.match(code, /^[a-z]+(_[a-z]+)*$/, `${name}.${code}`);
  }
  for (const one of definitions) {
    for (const [name, value] of fieldsOf(one)) {
      if (value.values === undefined || value.default === undefined) continue;
      const codes = value.values.map((each) => each.code);
      t.ok([value.default].flat().every((each) => codes.includes(each as string)), `${one.id}.${name} starts with a value of its own`);
    }
  }
});

t.test('what a definition names exists: references, sections, owner, title, unique sets, indexes and checks', async (t) => {
  for (const one of definitions) {
    const columns = columnsOf(one);
    for (const [name, value] of fieldsOf(one)) {
      if (value.target === undefined) continue;
      t.match(value.target, /^(crm|core)\./, `${one.id}.${name} depends on no plugin that builds on crm`);
      if (value.target.startsWith('crm.')) t.ok(byId.has(value.target), `${one.id}.${name} → ${value.target}`);
    }
    for (const [name, section] of Object.entries(one.sections ?? {})) {
      const rows = entity(section.entity);
      t.equal(rows.fields[section.via]?.target, one.id, `${one.id}.${name} is reached by ${section.via}`);
      t.ok(['section', 'register'].includes(rows.kind), `${section.entity} is a kind of section`);
    }
    t.ok(columns.has(one.title ?? (one.kind === 'document' ? 'number' : 'name')), `${one.id} has its title`);
    if (one.owner !== undefined) t.equal(one.fields[one.owner]?.target, 'core.user', `${one.id} is owned by a user`);
    for (const set of [...(one.unique ?? []), ...(one.indexes ?? [])]) {
      t.ok(set.length > 0 && set.every((name) => columns.has(name)), `${one.id} (${set.join(', ')})`);
    }
    for (const [name, sql] of Object.entries(one.checks ?? {})) {
      const named = columnsOfCheck(sql);
      t.ok(named.length > 0 && named.every((each) => columns.has(each)), `${one.id} ${name}: ${sql}`);
    }
  }
});

t.test('every tabular section hangs on an owner and is numbered', async (t) => {
  const listed = new Set(definitions.flatMap((one) => Object.values(one.sections ?? {}).map((section) => section.entity)));
  for (const one of definitions.filter((each) => each.kind === 'section')) {
    t.ok(listed.has(one.id), `${one.id} belongs to an owner`);
    t.ok(columnsOf(one).has('line_no'), `${one.id} is numbered`);
    t.strictSame(one.permissions, {}, `${one.id} is edited only with its owner`);
  }
});

t.test('people cannot write states, sums and mirrors', async (t) => {
  const machines: [string, string, string][] = [
    ['crm.interest', 'state', 'primary_interest'],
    ['crm.customer_order', 'status', 'on_approval'],
    ['crm.customer_order', 'execution_stage', 'not_placed'],
    ['crm.customer_order', 'client_status', 'awaiting_agreement'],
    ['crm.invoice', 'state', 'created'],
    ['crm.inquiry', 'state', 'unprocessed'],
    ['crm.interaction', 'state', 'planned'],
    ['crm.partner', 'lifecycle', 'potential'],
    ['crm.agreement', 'status', 'not_agreed'],
    ['crm.commercial_offer', 'response', 'none'],
  ];
  for (const [id, name, initial] of machines) {
    t.match(column(id, name), { required: true, writable: 'system', default: initial }, `${id}.${name}`);
  }
  t.match(column('crm.counterparty', 'approved'), { writable: 'system', default: false }, 'approval is an event, not an edit');
  for (const name of ['total_net', 'total_vat', 'total', 'paid_total', 'advance_due', 'preship_due']) {
    t.match(column('crm.customer_order', name), { writable: 'system', default: '0' }, name);
  }
  for (const one of definitions.filter((each) => each.kind === 'register' || each.id === 'crm.invoice')) {
    t.strictSame(one.permissions, {}, `${one.id} is closed to people`);
    const open = fieldsOf(one).filter(([name, value]) => value.writable !== 'system' && !BASE_WRITABLE.has(name));
    t.strictSame(open.map(([name]) => name), [], `${one.id} is written by the system`);
  }
});

t.test('cost and margin are read by those who may see cost', async (t) => {
  const hidden = definitions.flatMap((one) =>
    fieldsOf(one).flatMap(([name, value]) => (value.confidential === undefined ? [] : [`${one.id}.${name}:${value.confidential}`])),
  );
  t.strictSame(hidden.sort(), [
    'crm.agreement.min_margin_pct:cost',
    'crm.customer_order.cost_total:cost',
    'crm.customer_order.margin:cost',
    'crm.customer_order.margin_pct:cost',
    'crm.customer_order_line.cost_price:cost',
    'crm.price_group.min_margin_pct:cost',
    'crm.product.cost_price:cost',
  ]);
});

t.test('shapes of requisites', async (t) => {
  const cases: [string, string, string[], string[]][] = [
    ['crm.organization', 'inn', ['7899002310', '779900441128'], ['789900231', '78990023100', '78990O2310']],
    ['crm.organization', 'kpp', ['779901001', '7799AB001'], ['77990100', '77AA01001']],
    ['crm.counterparty', 'okpo', ['90002310', '2001234562'], ['900023101']],
    ['crm.counterparty', 'ogrn', ['1197890002310', '319779900012344'], ['11978900023101']],
    ['crm.bank', 'bik', ['044599901'], ['144599901', '04459990']],
    ['crm.bank', 'correspondent_account', ['30101810000000000901'], ['3010181000000000090']],
    ['crm.bank_account', 'account_number', ['40602810700000000025'], ['4060281070000000002Х']],
    ['crm.product', 'hs_code', ['8413810000'], ['84138100']],
    ['crm.currency', 'iso_code', ['EUR'], ['eur', 'EURO']],
  ];
  for (const [id, name, good, bad] of cases) {
    const pattern = new RegExp(column(id, name).pattern ?? '$^', 'u');
    for (const value of good) t.ok(pattern.test(value), `${name} ${value}`);
    for (const value of bad) t.notOk(pattern.test(value), `${name} ${value} is refused`);
  }
  t.equal(column('crm.counterparty', 'inn').pattern, undefined, 'a non-resident’s number is free');
});
