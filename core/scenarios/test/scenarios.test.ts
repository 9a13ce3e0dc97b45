import { readFileSync } from 'node:fs';
import t from 'tap';
import { fillIn, referencesIn } from '../reference.ts';
import { mismatches, readScenarios, runScenario, scenarioLines, scenarioReference, scenarioSchema } from '../index.ts';
import type { ScenarioResult } from '../index.ts';
import { afterWait, readMoment, stepMoment } from '../moment.ts';
import { readStateWords } from '../state-words.ts';
import { FakeShop, vocabulary } from './fixture.ts';

const ZONE = 'Europe/Moscow';
const HEAD = `scenario: S-1
title: { ru: Заказ, en: Order }
starts: 2025-03-03 09:12
as: { clerk: petrov, boss: ivanova }
`;

function read(steps: string, head = HEAD): ReturnType<typeof readScenarios> {
  return readScenarios(`${head}${steps}`, 's.yaml', '/tmp', vocabulary);
}

async function play(steps: string, variant = 0, shop = new FakeShop()): Promise<ScenarioResult> {
  const { scenarios, diagnostics } = read(steps);
  t.same(diagnostics, [], 'the scenario is well formed');
  return runScenario(scenarios[variant]!, vocabulary, shop.stage);
}

/** What went wrong, as `line: expected <- got`. */
function wrongs(result: ScenarioResult): string[] {
  return result.steps.flatMap((step) => step.failures.map((one) => `${one.place.line}: ${one.message.en} ${one.wanted ?? ''} <- ${one.got ?? ''}`));
}

t.test('values are compared by what they mean', async (t) => {
  const cases: [name: string, wanted: unknown, got: unknown, equal: boolean][] = [
    ['money by value', 1080000, '1080000.00', true],
    ['a kopeck apart', '1080000.01', '1080000.00', false],
    ['decimal strings of other scale', '6', '6.000', true],
    ['large sums do not drift', '9007199254740993.00', '9007199254740993', true],
    ['a number never equals a word', 1, 'one', false],
    ['leading zeros are text', '048213077', '48213077', false],
    ['leading zeros are no number', 48213077, '048213077', false],
    ['a moment by instant', '2025-03-03T09:12:00+03:00', '2025-03-03T06:12:00.000Z', true],
    ['a local time in the company’s zone', '2025-03-03 09:12', '2025-03-03T06:12:00.000Z', true],
    ['another minute', '2025-03-03 09:13', '2025-03-03T06:12:00.000Z', false],
    ['a date is any moment of that day there', '2025-03-04', '2025-03-03T21:30:00.000Z', true],
    ['and no moment of the day before', '2025-03-03', '2025-03-03T21:30:00.000Z', false],
    ['dates as they are', '2025-03-03', '2025-03-03', true],
    ['null is absent', null, undefined, true],
    ['null is not zero', null, '0.00', false],
    ['maps in part', { a: 1 }, { a: '1.00', b: 2 }, true],
    ['a missing name', { a: 1, c: 3 }, { a: 1 }, false],
    ['lists one to one', [1, 2], [1, 2], true],
    ['lists in order', [2, 1], [1, 2], false],
    ['a longer list', [1], [1, 2], false],
    ['an empty list', [], [], true],
    ['count', { count: 2 }, [1, 2], true],
    ['another count', { count: 1 }, [1, 2], false],
    ['count of no list', { count: 0 }, undefined, false],
    ['contains part of a text', { contains: 'уточнить' }, 'Необходимо уточнить оплату', true],
    ['contains a row', { contains: { kind: 'b' } }, [{ kind: 'a' }, { kind: 'b', n: 1 }], true],
    ['contains each of several, each its own', { contains: [{ kind: 'a' }, { kind: 'a' }] }, [{ kind: 'a' }, { kind: 'b' }], false],
    ['absent', { absent: true }, null, true],
    ['absent of something', { absent: true }, 0, false],
    ['any', { any: true }, 'x', true],
    ['any of nothing', { any: true }, null, false],
    ['not', { not: 'x' }, 'y', true],
    ['not the same', { not: 1 }, '1.00', false],
  ];
  for (const [name, wanted, got, equal] of cases) t.equal(mismatches(wanted, got, { zone: ZONE }).length === 0, equal, name);
  const rows = [{ kind: 'a', n: 1 }, { kind: 'a', n: 2 }];
  t.same(mismatches([{ n: 2 }, { kind: 'a' }], rows, { zone: ZONE, anyOrder: true }), [], 'rows of a list query come in any order');
  t.same(mismatches([{ kind: 'a' }, { n: 1 }], rows, { zone: ZONE, anyOrder: true }), [], 'a row that fits two expectations is left to the one that fits no other');
  t.match(mismatches({ a: { b: [1, 5] } }, { a: { b: [1, 4] } }, { zone: ZONE }), [{ path: 'a.b.1', wanted: 5, got: 4 }]);
});

t.test('states in words', async (t) => {
  t.same(readStateWords('won'), [{ kind: 'stands', state: 'won' }]);
  t.same(readStateWords('→ won'), [{ kind: 'passed', states: ['won'] }]);
  t.same(readStateWords('a -> b → c / = / d'), [{ kind: 'passed', states: ['a', 'b', 'c'] }, { kind: 'unmoved' }, { kind: 'stands', state: 'd' }]);
  for (const wrong of ['', 'a /', 'Won', 'a → ', '→', 'a b', '= → a']) t.equal(readStateWords(wrong), undefined, `“${wrong}” is not understood`);
});

t.test('references', async (t) => {
  const known: Record<string, unknown> = { order: 'id-1', 'order.total': '5.00', 'order.lines.0.id': 'line-1' };
  const resolve = async ({ name, path }: { name: string; path: readonly string[] }): Promise<unknown> => known[[name, ...path].join('.')];
  const find = async (lookup: { find: string; where: unknown }): Promise<string> => `found ${lookup.find} ${JSON.stringify(lookup.where)}`;
  t.same(await fillIn({ a: '$order', b: ['/x/$order/y', '$order.lines.0.id'], c: 'Сумма $order.total.', d: '$$order', e: { find: 'shop.order', where: { id: '$order' } }, f: 7, g: null }, resolve, find), {
    a: 'id-1', b: ['/x/id-1/y', 'line-1'], c: 'Сумма 5.00.', d: '$order', e: 'found shop.order {"id":"id-1"}', f: 7, g: null,
  });
  t.same(referencesIn('$$a $b.c $5'), [{ name: 'b', path: ['c'] }]);
});

t.test('moments', async (t) => {
  const at = (text: string): string | undefined => readMoment(text, ZONE)?.toISOString();
  t.equal(at('2025-03-03 09:12'), '2025-03-03T06:12:00.000Z');
  t.equal(at('2025-03-03'), '2025-03-03T07:00:00.000Z', 'a date alone is ten in the morning');
  t.equal(at('2025-03-03T09:12:00+05:00'), '2025-03-03T04:12:00.000Z');
  for (const wrong of ['2025-02-31', '2025-03-03 25:00', '2025-03-03 9:00', 'tomorrow']) t.equal(at(wrong), undefined, `${wrong} is no moment`);
  const noon = new Date('2025-03-03T09:00:00Z');
  t.equal(stepMoment('2025-03-03', noon, ZONE), noon, 'a date that has come means now');
  t.equal(stepMoment('2025-03-03 11:59', noon, ZONE), undefined, 'a time that has passed is refused');
  t.equal(stepMoment('2025-03-02', noon, ZONE), undefined, 'so is yesterday');
  t.equal(afterWait('3 days', noon, ZONE)?.toISOString(), '2025-03-06T09:00:00.000Z');
  t.equal(afterWait('1 day', new Date('2025-03-29T20:00:00Z'), 'Europe/Berlin')?.toISOString(), '2025-03-30T19:00:00.000Z', 'a day is a day of the wall clock, the night the clocks change included');
});

t.test('everything wrong with a file is reported at once, with places and suggestions', async (t) => {
  const { scenarios, diagnostics } = read(`known:
  other: { find: shop.order, where: { numbr: ЗК-1 } }
steps:
  - by: clerk
    create: shop.order
    as: order
    with: { totl: 5, lines: [{ quantty: 1 }] }
  - by: clark
    send: { order: order.snt }
  - by: clerk
    patch: ordr
    with: { number: $order.nmber }
    expect:
      order: sent / pcked
      other: sent
      order.totl: 5
      history order.stge: [none]
      order.number: $nobody.x
      list shop.ordr: []
      decision shop.discont order: { percent: 5 }
      what is this: 1
    seen_by: bos
  - by: boss
    post: /api/shop/$clrk
    as: order
`);
  t.same(scenarios, []);
  t.same(
    diagnostics.map((one) => `${one.line} ${one.code} ${one.fix?.en ?? ''}`.trim()),
    [
      '6 unknown_field did you mean "number"?',
      '11 unknown_field did you mean "total"?',
      '11 unknown_field did you mean "quantity"?',
      '12 unknown_person did you mean "clerk"?',
      '13 unknown_event did you mean "order.sent"?',
      '15 unknown_name did you mean "order"?',
      '16 unknown_field did you mean "number"?',
      '18 unknown_state did you mean "packed"?',
      '19 regions',
      '20 unknown_field did you mean "total"?',
      '21 unknown_region',
      '22 unknown_name',
      '23 unknown_entity did you mean "shop.order"?',
      '24 unknown_decision did you mean "shop.discount"?',
      '25 bad_expectation',
      '26 unknown_person did you mean "boss"?',
      '28 unknown_name did you mean "clerk"?',
      '29 name_twice',
    ],
  );
});

t.test('the form of a file is checked', async (t) => {
  const codes = (steps: string): string[] => read(steps).diagnostics.map((one) => `${one.line} ${one.code} ${one.fix?.en ?? ''}`.trim());
  t.same(codes('steps:\n  - { by: clerk, creat: shop.order }\n'), ['6 unknown_key did you mean "create"?']);
  t.same(codes('steps:\n  - { note: { ru: Нельзя, никак, en: No } }\n'), ['6 unknown_key if this is part of a text with a comma, put the whole text in quotes']);
  t.same(codes('steps:\n  - { by: clerk, create: shop.ordr }\n').map((one) => one.slice(0, 1)), ['6']);
  t.same(codes('steps:\n  - { create: shop.order }\n'), ['6 nobody']);
  t.same(codes('steps:\n  - { by: clerk, create: shop.order, post: /api/x }\n'), ['6 one_action']);
  t.same(codes('steps:\n  - { by: clerk, do: [{ create: shop.order }], as: order }\n'), ['6 do_or_action']);
  t.same(codes('steps:\n  - { at: 2025-03-04, wait: 1 day }\n'), ['6 at_or_wait']);
  t.same(codes('steps:\n  - { by: clerk, upload: /api/x }\n'), ['6 upload_file']);
  t.same(codes('steps:\n  - { by: clerk, import: shop.orders }\n'), ['6 upload_file']);
  t.same(codes('steps:\n  - { by: clerk, import: shop.ordrs, file: a.csv }\n').map((one) => one.slice(0, 1)), ['6'], 'an importer that does not exist');
  t.same(codes('steps:\n  - { id: a }\n  - { id: a }\n'), ['7 step_twice']);
  t.same(codes('steps:\n  - { id: first }\nvariants:\n  - { variant: b, title: { ru: б, en: b }, instead_of: frst, steps: [{ id: x }] }\n'), ['8 unknown_step did you mean "first"?']);
  t.same(codes('steps: []\nextra: 1\n').length, 2);
  t.equal((scenarioSchema() as { $id: string }).$id, 'urn:reglament:scenario', 'the schema stands without a company as well');
});

const STORY = `known:
  found: { find: shop.order, where: { number: ЗК-1 } }
steps:
  - by: clerk
    create: shop.order
    as: order
    with: { lines: [{ product: p, quantity: "2" }] }
    expect:
      order: → draft / → none
      order.total: 1080000.00
      order.lines: [{ quantity: 2 }]
      found: { number: ЗК-1 }
      list shop.order: { where: { number: $order.number }, count: 1 }
      tasks order: []
  - id: sent
    at: 2025-03-04
    by: clerk
    send: { order: order.sent }
    expect:
      order: → sent / packed → gone
      history order.stage: [packed, gone]
      decision shop.discount order: { percent: 5 }
      GET /api/session: { user: { login: petrov, id: $clerk } }
  - note: { ru: Без причины, en: Without a reason }
    by: boss
    send: { found: order.closed }
    refused: { code: [core.refused, shop.comment_required], status: 409, facts: { total: 1080000.00 }, fields: [/data/comment] }
    expect:
      order: = / gone
  - by: boss
    do:
      - { patch: order, version: 1, with: { number: ЗК-7 } }
      - { patch: order, version: 1, with: { number: ЗК-8 }, refused: core.version_conflict }
      - { by: clerk, patch: order, with: { number: ЗК-9 } }
    expect: { order: { is: = / =, number: ЗК-9 } }
  - wait: 2 days
    seen_by: boss
    do:
      - { by: clerk, post: /api/shop/echo/$order, as: echo, with: { number: $order.number } }
      - { by: clerk, upload: /api/shop/orders/$order/files, file: scan.pdf, as: scan, with: { kind: contract } }
      - { by: clerk, import: shop.orders, file: files/orders.csv, as: taken, with: { dry_run: true, order: $order.number } }
      - { by: boss, delete: found, version: $order.version }
      - { by: boss, delete: found }
    expect:
      echo.with: { number: ЗК-9 }
      scan.file: /tmp/scan.pdf
      taken: { file: /tmp/files/orders.csv, order: ЗК-9 }
      GET /api/session: { user: { id: $boss } }
      order.number: { not: ЗК-1 }
variants:
  - variant: closed
    title: { ru: Закрыт, en: Closed }
    instead_of: sent
    steps:
      - { by: boss, send: { order: order.closed }, with: { comment: x }, expect: { order: → closed / = } }
      - { by: clerk, send: { order: order.sent }, expect: { order: → sent / → packed → gone } }
      - { by: clerk, send: { order: order.sent }, expect: { order: = / = } }
`;

t.test('a story that comes true', async (t) => {
  const shop = new FakeShop();
  const result = await play(STORY, 0, shop);
  t.same(wrongs(result), []);
  t.match(result, { id: 'S-1', ok: true, left: 0 });
  t.equal(shop.clock.toISOString(), '2025-03-06T07:00:00.000Z', 'the clock went along, to a moment and by a duration');
  t.ok(shop.requests.includes('petrov POST /api/shop/orders'), 'each person acts under his own login');
  t.ok(shop.requests.includes('ivanova POST /api/shop/orders/order-1/transitions'));
  t.ok(shop.requests.includes('petrov UPLOAD /api/imports/shop.orders?dry_run=true'), 'an import goes to its importer');
  t.same(shop.requests.filter((one) => one.includes('DELETE')), ['ivanova DELETE /api/shop/orders/order-1?version=3', 'ivanova DELETE /api/shop/orders/order-1?version=3'], 'a row is deleted at the version named, or the present one');
  const variant = await play(STORY, 1);
  t.same(wrongs(variant), []);
  t.match(variant, { id: 'S-1/closed', ok: true, steps: { length: 4 } });
});

t.test('whatever does not come true is named with its place, and the story stops there', async (t) => {
  const broken = (from: string, to: string): Promise<ScenarioResult> => play(STORY.replace(from, to));
  const cases: [name: string, from: string, to: string, wrong: RegExp[]][] = [
    ['a sum', 'order.total: 1080000.00', 'order.total: 1080000.01', [/^14: not the value 1080000.01 <- "1080000.00"/]],
    ['a row of a section', '[{ quantity: 2 }]', '[{ quantity: 3 }]', [/^15: 0.quantity: not the value 3 <- "2"/]],
    ['a state that was passed', 'packed → gone\n', '→ gone\n', [/^24: Other states were passed stage: gone <- stage: packed → gone/]],
    ['a state that never was', '→ sent / packed → gone', 'closed / none', [/^24: It stands in another state status: closed <- status: sent/, /^24: .* stage: none <- stage: gone/]],
    ['a movement where none should be', 'order: → sent / packed → gone', 'order: = / gone', [/^24: Other states were passed status: = <- status: sent/]],
    ['history', '[packed, gone]', '[gone]', [/^25: Other states were passed gone <- packed → gone/]],
    ['a decision', 'percent: 5', 'percent: 6', [/^26: percent: not the value 6 <- 5/]],
    ['a count', 'count: 1', 'count: 2', [/^17: not the value {"count":2} <- {"count":1}/]],
    ['the reason of a refusal', 'shop.comment_required]', 'shop.other]', [/^31: Refused for another reason shop.other <- 409 core.refused Refused. \| shop.comment_required: Say why./]],
    ['the facts of a refusal', 'facts: { total: 1080000.00 }', 'facts: { total: 1 }', [/^31: No reason of the refusal saw such facts/]],
    ['the fields of a refusal', '/data/comment', '/data/reason', [/^31: These fields are not complained about \/data\/reason <- \/data\/comment/]],
    ['the status of a refusal', 'status: 409', 'status: 422', [/^31: Refused with another status 422 <- 409/]],
    ['a refusal that does not come', 'version: 1, with: { number: ЗК-8 }', 'with: { number: ЗК-8 }', [/^37: Not refused, though it should be core.version_conflict <- 200/]],
    ['a refusal that should not come', 'with: { number: ЗК-9 }', 'version: 1, with: { number: ЗК-9 }', [/^38: Refused, though it should not be {2}<- 409 core.version_conflict Changed meanwhile./]],
    ['a row that is not there', 'where: { number: ЗК-1 }', 'where: { number: ЗК-5 }', [/^16: shop.order {"number":"ЗК-5"}: one row is needed, 0 were found/]],
    ['a clock that goes back', 'at: 2025-03-04', 'at: 2025-03-01', [/^19: The clock only moves forward/]],
  ];
  for (const [name, from, to, wrong] of cases) {
    const result = await broken(from, to);
    const found = wrongs(result);
    t.equal(found.length, wrong.length, `${name}: ${found.join('; ')}`);
    wrong.forEach((pattern, index) => t.match(found[index], pattern, name));
    t.equal(result.ok, false);
    t.equal(result.steps.length + result.left, 5, 'the steps after it were not taken');
  }
  const twice = await play(STORY.replace('steps:\n', 'given:\n  - { by: clerk, create: shop.order, with: { number: ЗК-1 } }\nsteps:\n').replace('with: { lines:', 'with: { number: ЗК-1, lines:'));
  t.match(wrongs(twice), [/one row is needed, 2 were found/, /not the value {"count":1} <- {"count":2}/], 'a known row must be the only one that fits');
  const several = await play(STORY.replace('order.total: 1080000.00', 'order.total: 1').replace('[{ quantity: 2 }]', '[{ quantity: 3 }]'));
  t.equal(wrongs(several).length, 2, 'every expectation of the step is checked');
  const lines = scenarioLines(several, 'ru');
  t.match(lines[0], '✗ S-1 Заказ');
  t.ok(lines.some((line) => line.includes('s.yaml:14:7')) && lines.some((line) => line.includes('ожидалось 1')) && lines.at(-1) === '  … шагов не пройдено: 4', lines.join('\n'));
});

t.test('the documentation describes every key, and its example is well formed', async (t) => {
  const page = readFileSync(new URL('../../../docs/scenarios.md', import.meta.url), 'utf8');
  t.ok(page.includes(scenarioReference()), 'docs/scenarios.md ends with what scenarioReference() gives');
  const example = /```yaml\n([^`]*)```/.exec(page)?.[1] ?? '';
  t.same(readScenarios(example, 'docs/scenarios.md', '/tmp').diagnostics, []);
});
