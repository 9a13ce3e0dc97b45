import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import t from 'tap';
import { definePlugin } from '../../plugin/index.ts';
import { checkDocument } from '../check/index.ts';
import { isNeverTrue } from '../check/constant.ts';
import { CLEAN, load, markedPlace, registryOf, shop } from './fixture.ts';

const deal = (rest: string): string => `processes:\n  shop.deal:\n${rest}`;
const transition = (body: string): string => deal(`    transitions:\n      X-1: { from: [agreed], to: lost, on: deal.dropped, by: [manager], ${body} }\n`);

/** What is written, what is found at the mark, and what the fix says. */
const CASES: readonly (readonly [name: string, overlay: string, found: string, fix?: string])[] = [
  ['an unknown state is named with the nearest one', deal('    transitions:\n      X-1: { from: [▶agred], to: lost, on: deal.dropped, by: [manager] }\n'), 'error unknown_state', '"agreed"'],
  ['an unknown target state', deal('    transitions:\n      X-1: { from: [agreed], to: ▶lst, on: deal.dropped, by: [manager] }\n'), 'error unknown_state', '"lost"'],
  ['an unknown initial state', deal('    regions: { state: { initial: ▶frsh } }\n'), 'error unknown_state', '"fresh"'],
  ['an initial state that is switched off', deal('    regions: { state: { initial: ▶paused, states: { paused: { label: { ru: П, en: P }, disabled: true } } } }\n'), 'error initial_disabled'],
  ['a state without a label', deal('    regions: { state: { states: { ▶paused: { final: true } } } }\n'), 'error label_missing'],
  ['an unknown region', transition('region: ▶stat'), 'error unknown_region', '"state"'],
  ['a region over a column that is not there', deal('    regions: { state: { field: ▶stat } }\n'), 'error unknown_column', '"state"'],
  ['a transition that nothing triggers', deal('    transitions:\n      ▶X-1: { from: [agreed], to: lost }\n'), 'error no_trigger', 'automatic: true'],
  ['a transition without a source', deal('    transitions:\n      ▶X-1: { to: lost, on: deal.dropped, by: [manager] }\n'), 'error required'],
  ['an unknown role in by', deal('    transitions:\n      D-4: { by: [▶manger] }\n'), 'error unknown_role', '"manager"'],
  ['an unknown role in who', transition('when: [{ logic: { var: paid }, who: [▶hed] }]'), 'error unknown_role', '"head"'],
  ['an unknown role in an effect', transition('effects: [{ core.notify: { role: ▶manajer } }]'), 'error unknown_role', '"manager"'],
  ['an unknown role in includes', 'roles: { head: { includes: [▶menager] } }\n', 'error unknown_role', '"manager"'],
  ['roles that include each other', 'roles: { boss: { label: { ru: Б, en: B }, includes: ▶[chief] }, chief: { label: { ru: Ш, en: C }, includes: [boss] } }\n', 'error role_cycle'],
  ['a role that can do nothing', 'roles: { ▶guest: { label: { ru: Гость, en: Guest } } }\n', 'warning idle_role', 'external: true'],
  ['an unknown permission of a transition', transition('permission: ▶deal.mov'), 'error unknown_permission', '"deal.move"'],
  ['an unknown rule', transition('when: [{ rule: ▶lat }]'), 'error unknown_rule', '"late"'],
  ['an unknown fact', transition('when: [{ logic: { "==": [{ var: ▶paide }, true] } }]'), 'error undeclared_fact', '"paid"'],
  ['an unknown parameter', transition('when: [{ logic: { ">": [{ var: amount }, { var: ▶p.limt }] } }]'), 'error undeclared_fact', '"p.limit"'],
  ['a key that a plugin’s parameter has not', 'parameters: { price_list: { columns: { ▶prise: Цена } } }\n', 'error unknown_key', '"price"'],
  ['a value that does not fit a plugin’s parameter', 'parameters: { price_list: { columns: { price: ▶5 } } }\n', 'error type'],
  ['data the event does not ask for', transition('when: [{ logic: { "==": [{ var: ▶event.reson }, "x"] } }], needs: { reason: { label: { ru: П, en: R }, schema: { type: string }, required: true } }'), 'error undeclared_fact', '"event.reason"'],
  ['a comparison of unlike types', transition('when: [{ logic: { "==": [▶{ var: amount }, "1000"] } }]'), 'error unlike_types'],
  ['a guard that can never hold', transition('when: [{ logic: ▶{ and: [{ var: paid }, { "==": [1, 2] }] } }]'), 'warning never_holds'],
  ['a decision whose facts the item lacks', transition('when: [{ decision: ▶shop.score, is: { score: low } }]'), 'error fact_unavailable', 'needs: { visits'],
  ['a part the outcome lacks', transition('when: [{ decision: shop.route, is: { ▶alowed: true } }]'), 'error unknown_outcome', '"allowed"'],
  ['a value that no row gives', transition('when: [{ decision: shop.route, is: { why: ▶fin } }]'), 'error never_holds', '"fine"'],
  ['parts that no row gives together', transition('when: [{ decision: shop.route, is: ▶{ allowed: true, why: too_much } }]'), 'error never_holds'],
  ['a question that nothing answers', 'decisions: { ▶shop.route: null }\n', 'error decision_unanswered', 'add decisions'],
  ['an outcome the plugin does not know', 'decisions: { shop.score: { rows: [{ then: { ▶scor: low } }] } }\n', 'error unknown_outcome', '"score"'],
  ['an outcome outside its values', 'decisions: { shop.route: { rows: [{ then: { allowed: true, why: ▶fien } }], examples: [] } }\n', 'error bad_outcome', '"fine"'],
  ['a table with a gap', 'decisions: { shop.route: { rows: ▶[{ when: { ">": [{ var: amount }, 5] }, then: { allowed: true, why: fine } }], examples: [] } }\n', 'error gap'],
  ['an example that fails under a changed parameter', 'parameters: { limit: 10 }\ndecisions: { shop.route: { examples: [{ name: over, given: { amount: 11 }, then: ▶{ allowed: true, why: fine } }] } }\n', 'error example_failed'],
  ['an example of a rule that fails', 'rules: { late: { examples: [{ given: { overdue_days: 0 }, then: ▶true }] } }\n', 'error example_failed'],
  ['an unknown column in core.set', transition('effects: [{ core.set: { ▶nots: x } }]'), 'error unknown_column', '"note"'],
  ['a state in core.set', transition('effects: [{ core.set: { ▶state: done } }]'), 'error state_is_set'],
  ['a value that does not fit its column', transition('effects: [{ core.set: { paid: ▶maybe } }]'), 'error type'],
  ['a moment in a column of days', transition('effects: [{ core.set: { ready_on: ▶now } }]'), 'error bad_date'],
  ['a computed value that reads an unknown fact', transition('effects: [{ core.set: { note: { var: ▶event.reson } } }], needs: { reason: { label: { ru: П, en: R }, schema: { type: string } } }'), 'error undeclared_fact', '"event.reason"'],
  ['a place in a text that no fact fills', transition('effects: [{ core.notify: { user: manager_id, text: { ru: ▶"Сделка {numbr}", en: "Deal {number}" } } }]'), 'error unknown_placeholder', '"number"'],
  ['a column that is no user', transition('effects: [{ core.notify: { user: ▶manger_id } }]'), 'error unknown_column', '"manager_id"'],
  ['a duration of an effect', transition('effects: [{ core.notify: { due: ▶3 wrking days } }]'), 'error bad_duration', '3 working days'],
  ['an unknown map', transition('effects: [{ core.start_map: { map: ▶prepar } }]'), 'error unknown_map', '"prepare"'],
  ['a schema that is itself wrong', transition('needs: { reason: { label: { ru: П, en: R }, schema: ▶{ type: strng } } }'), 'error bad_schema'],
  ['a reference to nothing', transition('needs: { user: { label: { ru: П, en: R }, schema: { type: string }, target: ▶core.usr } }'), 'error unknown_entity', '"core.user"'],
  ['the duration of a wait', deal('    regions: { state: { states: { agreed: { after: { T: { in: ▶3 dayz, send: deal.lost } } } } } }\n'), 'error bad_duration', '3 days'],
  ['a wait that sends an unknown event', deal('    regions: { state: { states: { agreed: { after: { T: { in: 3 days, send: ▶deal.lot } } } } } }\n'), 'error unknown_event', '"deal.lost"'],
  ['a wait from a column that is no date', deal('    regions: { state: { states: { agreed: { after: { T: { in: 3 days, from: ▶ready_in, send: deal.lost } } } } } }\n'), 'error unknown_column', '"ready_on"'],
  ['a state that nothing leads to', deal('    regions: { state: { states: { ▶paused: { label: { ru: П, en: P }, final: true } } } }\n'), 'warning unreachable_state'],
  ['a state without a way out', deal('    regions: { state: { states: { ▶paused: { label: { ru: П, en: P } } } } }\n    transitions: { X-1: { from: [agreed], to: paused, on: deal.paused, by: [manager] }, D-4: { from: [fresh, agreed] } }\n'), 'warning dead_end', 'final: true'],
  ['a transition behind one without conditions', deal('    transitions: { X-1: { from: [agreed], on: deal.ended, to: done, by: [manager] }, ▶X-2: { from: [agreed], on: deal.ended, to: lost, by: [head] } }\n'), 'warning unreachable_transition'],
  ['a schedule without a time', 'schedules: { ▶shop.daily: { at: null } }\n', 'error schedule_time', 'for example'],
  ['a schedule with two times', 'schedules: { ▶shop.daily: { every: 15 minutes } }\n', 'error schedule_time'],
  ['the duration of a schedule', 'schedules: { shop.daily: { at: null, every: ▶15 minuts } }\n', 'error bad_duration', '15 minutes'],
  ['a step given to nobody', 'maps: { prepare: { steps: { ▶second: { label: { ru: Ш, en: S } } } } }\n', 'error nobody_performs'],
  ['steps that wait for each other', 'maps: { prepare: { steps: { first: { follows: ▶[first] } } } }\n', 'error step_cycle'],
  ['a step after an unknown one', 'maps: { prepare: { steps: { second: { label: { ru: Ш, en: S }, role: head, follows: [▶frst] } } } }\n', 'error unknown_step', '"first"'],
  ['a custom field that exists', 'fields: { shop.deal: { ▶amount: { type: string, label: { ru: С, en: S } } } }\n', 'error field_exists', 'own_amount'],
  ['a custom field with a pattern that does not work', 'fields: { shop.deal: { mark: { type: string, label: { ru: С, en: S }, pattern: ▶"(" } } }\n', 'error bad_pattern'],
  ['a catalogue row with an unknown field', 'catalogs: { shop.color: [{ code: red, ▶nam: Red }] }\n', 'error unknown_key', '"name"'],
  ['a catalogue row without what is required', 'catalogs: { shop.color: [▶{ code: red }] }\n', 'error required'],
  ['a catalogue row with a number for a decimal', 'catalogs: { shop.color: [{ code: red, name: Red, share: ▶10 }] }\n', 'error type', 'quotes'],
  ['a code used twice', 'catalogs: { shop.color: [{ code: red, name: Red }, { code: ▶red, name: Blue }] }\n', 'error duplicate_code'],
  ['a default that does not fit', 'defaults: { shop.deal: { paid: ▶"perhaps" } }\n', 'error type'],
  ['a default by an unknown code', 'defaults: { shop.deal: { color_id: { code: ▶rd } } }\n', 'warning unknown_code', '"red"'],
  ['a default of a state', 'defaults: { shop.deal: { ▶state: agreed } }\n', 'error state_is_set'],
  ['numbers of what has none', 'numbering: { ▶shop.color: { prefix: "Ц-" } }\n', 'error not_numbered'],
  ['a migration to an unknown state', 'migrate: { from: abc, states: { shop.deal: { old: ▶agred } } }\n', 'error unknown_state', '"agreed"'],
  ['an unknown time zone', 'time_zone: ▶Europe/Mosow\n', 'error bad_zone'],
  ['working hours out of order', 'calendar: { hours: [["14:00", "18:00"], ▶["09:00", "13:00"]] }\n', 'error bad_hours'],
];

t.test('nothing is found in a regulation where nothing is wrong', async (t) => {
  const { diagnostics, document } = await load(t, '');
  t.same(diagnostics, []);
  t.ok(document, 'and it can be compiled');
});

t.test('each finding stands at its place and says what to do', async (t) => {
  for (const [name, overlay, found, fix] of CASES) {
    await t.test(name, async (t) => {
      const { text, place } = markedPlace(overlay);
      const { diagnostics } = await load(t, text);
      const here = diagnostics.filter((one) => one.file.endsWith('acme/regulation.yaml') && `${one.line}:${one.column}` === place);
      const shown = diagnostics.map((one) => `${one.line}:${one.column} ${one.severity} ${one.code} ${one.message.en} — ${one.fix?.en ?? ''}`).join('\n');
      const match = here.find((one) => `${one.severity} ${one.code}` === found);
      t.ok(match, `${found} at ${place}; found:\n${shown}`);
      if (match === undefined) return;
      t.ok(match.message.ru.length > 0 && match.message.en.length > 0, 'in both languages');
      if (fix !== undefined) t.match(match.fix?.en, fix);
    });
  }
});

t.test('all findings are told at once', async (t) => {
  const { diagnostics } = await load(t, 'roles: { head: { includes: [menager] } }\nschedules: { shop.daily: { every: 15 minutes } }\nnumbering: { shop.color: { prefix: "Ц-" } }\n');
  t.same(diagnostics.map((one) => one.code), ['unknown_role', 'schedule_time', 'not_numbered']);
});

t.test('a fault in a plugin’s own machine is named by its path, since no file holds it', async (t) => {
  const broken = { ...shop, processes: shop.processes?.map((one) => ({ ...one, transitions: { ...one.transitions, 'D-9': { from: ['agreed'], on: 'deal.dropped', to: 'lost', by: ['manger'] } } })) ?? [] };
  const { diagnostics } = await load(t, '', [broken]);
  t.match(diagnostics, [{ code: 'unknown_role', message: { en: /processes › shop.deal › transitions › D-9 › by › 0: / }, line: 1, fix: { en: /"manager"/ } }]);
});

t.test('two plugins that give one value are a conflict, unless one builds on the other or the regulation decides', async (t) => {
  const fragments = { a: 'parameters: { speed: 1 }\n', b: 'parameters:\n  speed: 2\n', c: 'parameters: { speed: 3 }\n' };
  const plugin = (id: string, requires: Record<string, string>) => definePlugin({ id, version: '1.0.0', requires, defaults: pathToFileURL(join(t.testdirName, id)) });
  const conflicts = async (plugins: ReturnType<typeof plugin>[], overlay = '') =>
    (await load({ testdir: (content) => t.testdir({ ...(content as object), ...fragments }) }, overlay, [shop, ...plugins])).diagnostics;
  t.match(await conflicts([plugin('a', {}), plugin('b', {})]), [{ code: 'plugins_conflict', severity: 'error', line: 2, column: 10, message: { en: /"a".*"b"/ }, fix: { en: /parameters: speed: …/ } }]);
  t.same(await conflicts([plugin('a', {}), plugin('b', { a: '^1.0.0' })]), [], 'one builds on the other');
  t.same(await conflicts([plugin('a', {}), plugin('b', { a: '^1.0.0' }), plugin('c', { b: '^1.0.0' })]), [], 'through a third');
  t.same(await conflicts([plugin('a', {}), plugin('b', {})], 'parameters: { speed: 4 }\n'), [], 'the regulation decides');
});

t.test('a company uses some of the installed plugins, and inherits nothing about the others', async (t) => {
  const cafe = definePlugin({ id: 'cafe', version: '1.0.0', requires: { shop: '^1.0.0' }, defaults: pathToFileURL(join(t.testdirName, 'cafe')), permissions: [{ code: 'table.book', label: { ru: 'Стол', en: 'Table' } }] });
  const base = CLEAN.replace('{ deal.move: all }', '{ deal.move: all, table.book: all }');
  const read = (overlay: string) => load({ testdir: (content) => t.testdir({ ...(content as object), cafe: 'parameters: { tables: 4 }\n' }) }, overlay, [shop, cafe], base);
  const all = await read('');
  t.same([all.diagnostics, all.document?.parameters?.['tables'], all.document?.roles?.['manager']?.permissions], [[], 4, { 'deal.move': 'all', 'table.book': 'all' }]);
  const some = await read('plugins: [shop]\n');
  t.same([some.diagnostics, some.document?.parameters?.['tables'], some.document?.roles?.['manager']?.permissions], [[], undefined, { 'deal.move': 'all' }], 'neither its settings nor the rights to it');
  t.same((await read('plugins: [cafe]\n')).diagnostics, [], 'what a plugin requires comes with it');
  t.match((await read('plugins: [shop]\nroles: { head: { permissions: { table.book: all } } }\n')).diagnostics, [{ code: 'unknown_key', line: 5 }], 'its own word about an unused plugin is an error');
  t.match((await read('plugins: [shpo]\n')).diagnostics, [{ severity: 'error', line: 4, fix: { en: /shop/ } }]);
});

t.test('an example speaks of the parameters it was written with', async (t) => {
  const tight = 'parameters: { limit: 10 }\n';
  t.same((await load(t, tight)).diagnostics, [], 'the base’s example says nothing about the company’s own limit');
  const wrong = `${tight}decisions: { shop.route: { examples: [{ name: over, given: { amount: 11, p: { limit: 20 } }, then: { allowed: false, why: too_much } }] } }\n`;
  t.match((await load(t, wrong)).diagnostics, [{ code: 'example_failed' }], 'one that gives the parameter itself is judged');
});

t.test('years whose decree is not known are told when they are asked about', async (t) => {
  const { document, merged } = await load(t, '');
  if (document === undefined) throw new Error('the clean regulation must load');
  const estimated = (years: number[], days = {}) => checkDocument({ ...document, calendar: { ...document.calendar, days } }, merged, registryOf(), { years }).map((one) => `${one.severity} ${one.code}`);
  t.same(estimated([2025]), []);
  t.same(estimated([2025, 2035]), ['warning calendar_estimated']);
  t.same(estimated([2035], { '2035-05-02': 'off' }), [], 'the company has entered them itself');
});

t.test('a guard is never true only where no facts could make it so', async (t) => {
  const never = [false, { '==': [1, 2] }, { and: [{ var: 'a' }, false] }, { or: [false, { '>': [1, 2] }] }, { in: [{ var: 'a' }, []] }, { and: [{ '==': [{ var: 'a' }, 'x'] }, { '==': ['y', { var: 'a' }] }] }];
  const sometimes = [true, { var: 'a' }, { and: [{ var: 'a' }, true] }, { or: [false, { var: 'a' }] }, { and: [{ '==': [{ var: 'a' }, 'x'] }, { '==': [{ var: 'b' }, 'y'] }] }, { '!': [false] }];
  for (const rule of never) t.ok(isNeverTrue(rule), JSON.stringify(rule));
  for (const rule of sometimes) t.notOk(isNeverTrue(rule), JSON.stringify(rule));
});
