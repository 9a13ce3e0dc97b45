import { fileURLToPath } from 'node:url';
import t from 'tap';
import { deskPlugin } from '../../process/test/fixture/desk-plugin.ts';
import { load, markedPlace } from '../../regulation/test/fixture.ts';
import { startTestApp } from '../../testing/index.ts';
import { computeKpi, isBreached, isClosed, kpiItems, kpiOf, kpisOf, parsePeriod, periodName, periodOf, previousPeriod, yearBefore } from '../index.ts';
import type { KpiItem } from '../index.ts';
import { random, randomDesk, storeDesk } from './fixture/random-desk.ts';
import { recompute, valueOf } from './fixture/recompute.ts';
import type { Counted } from './fixture/recompute.ts';

t.test('a period knows its days, the one before it and the one a year before', async (t) => {
  const cases = [
    ['2025-03', '2025-03-01', '2025-03-31', '2025-02', '2024-03'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024-01', '2023-02'],
    ['2025-Q1', '2025-01-01', '2025-03-31', '2024-Q4', '2024-Q1'],
    ['2025', '2025-01-01', '2025-12-31', '2024', '2024'],
    ['2025-W12', '2025-03-17', '2025-03-23', '2025-W11', '2024-W12'],
    ['2020-W53', '2020-12-28', '2021-01-03', '2020-W52', '2019-W52'],
    ['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-28', '2023-02-28'],
  ] as const;
  for (const [name, start, end, before, year] of cases) {
    const period = parsePeriod(name);
    t.match(period, { start, end }, name);
    t.equal(periodName(period), name, `${name} is called by the name it was read from`);
    t.equal(periodName(previousPeriod(period)), before, `before ${name}`);
    t.equal(periodName(yearBefore(period)), year, `a year before ${name}`);
  }
  t.match(periodOf('month', '2025-12-31'), { start: '2025-12-01', end: '2025-12-31' });
  t.same([isClosed(parsePeriod('2025-03'), '2025-03-31'), isClosed(parsePeriod('2025-03'), '2025-04-01')], [false, true]);
  for (const wrong of ['2025-13', '2025-Q5', 'March', '', '0000', '2025-03-32']) t.throws(() => parsePeriod(wrong), { code: 'core.bad_period', status: 400 }, wrong);
});

const kpi = (text: string): string => `kpis:\n  own:\n    label: { ru: Доля, en: Share }\n    ${text.replaceAll('\n', '\n    ')}\n`;
/** Facts one within the other. */
function deep(levels: number): string {
  const inner = (level: number): string => (level === 0 ? '▶{ reached: { state: done } }' : `{ exists: shop.deal, via: id, facts: { a: ${inner(level - 1)} }, when: { var: a } }`);
  return kpi(`population: { entity: shop.deal, moment: date }\nfacts: { a: ${inner(levels - 1)} }\nmet: { var: a }`);
}

const POPULATION = 'population: { entity: shop.deal, moment: date }';

t.test('a KPI that cannot be asked of the database is refused at the line where it is written', async (t) => {
  const cases: readonly (readonly [code: string, overlay: string, text?: RegExp])[] = [
    ['undeclared_fact', kpi(`${POPULATION}\nmet: { "==": [{ var: ▶amuont }, 1] }`), /amount/],
    ['undeclared_fact', kpi(`${POPULATION}\nmet: { "==": [{ var: ▶overdue_days }, 1] }`)],
    ['unlike_types', kpi(`${POPULATION}\nmet: { ">": [{ var: amount }, ▶"1"] }`)],
    ['not_in_enum', kpi(`${POPULATION}\nmet: { "==": [{ var: state }, ▶agred] }`), /agreed/],
    ['kpi_operator', kpi(`${POPULATION}\nmet: ▶{ some: [[1], { "==": [{ var: "" }, 1] }] }`), /some/],
    ['result_not_boolean', kpi(`${POPULATION}\nmet: ▶{ var: amount }`)],
    ['kpi_types', kpi(`${POPULATION}\nmeasure: { aggregate: avg, value: ▶{ var: note } }`)],
    ['kpi_types', kpi(`${POPULATION}\nmet: { in: [a, ▶{ var: note }] }`)],
    ['kpi_types', kpi(`${POPULATION}\nmet: ▶{ "==": [{ var: ready_on }, soon] }`)],
    ['kpi_types', kpi(`${POPULATION}\nfacts: { gap: { between: [date, ▶note], in: days } }\nmeasure: { aggregate: avg, value: { var: gap } }`)],
    ['kpi_types', kpi(`${POPULATION}\nper: ▶note`)],
    ['unknown_column', kpi(`${POPULATION}\nper: ▶manger_id`), /manager_id/],
    ['unknown_column', kpi('population: { entity: shop.deal, moment: ▶ready_om }'), /ready_on/],
    ['unknown_column', kpi('population: { entity: shop.deal, moment: { every_days: 5, from: ▶note } }')],
    ['unknown_parameter', kpi(`${POPULATION}\nmet: { "<": [{ var: amount }, { var: ▶p.limt }] }`), /p\.limit/],
    ['unknown_parameter', kpi('population: { entity: shop.deal, moment: { every_days: { var: ▶p.dayz }, from: ready_on } }')],
    ['unknown_region', kpi('population: { entity: shop.deal, moment: { entered: { ▶stat: done } } }'), /state/],
    ['unknown_region', kpi(`${POPULATION}\nfacts: { now: { state_at_end: ▶stage } }\nmet: { "==": [{ var: now }, done] }`)],
    ['unknown_state', kpi('population: { entity: shop.deal, moment: { left: { state: ▶frech } } }'), /fresh/],
    ['unknown_state', kpi(`${POPULATION}\nfacts: { over: { reached: { state: [done, ▶won] } } }\nmet: { var: over }`)],
    ['unknown_entity', kpi(`population: { entity: ▶shop.dael, moment: date }`)],
    ['kpi_link', kpi(`${POPULATION}\nfacts: { other: ▶{ exists: shop.color } }\nmet: { var: other }`)],
    ['unknown_column', kpi(`${POPULATION}\nfacts: { other: { exists: shop.color, on: { ▶idd: color_id } } }\nmet: { var: other }`)],
    ['unknown_column', kpi(`${POPULATION}\nfacts: { other: { exists: shop.deal, via: ▶colour_id } }\nmet: { var: other }`), /color_id/],
    ['kpi_types', kpi(`${POPULATION}\nfacts: { other: { exists: shop.color, on: { ▶name: color_id } } }\nmet: { var: other }`)],
    ['kpi_types', kpi(`${POPULATION}\nfacts: { total: { sum: shop.color, on: { id: color_id }, of: ▶{ var: name } } }\nmeasure: { aggregate: max, value: { var: total } }`)],
    ['kpi_types', kpi(`${POPULATION}\nfacts: { most: { max: shop.color, on: { id: color_id }, of: ▶{ var: id } } }\nmet: { "!=": [{ var: most }, null] }`)],
    ['kpi_circle', kpi(`${POPULATION}\nfacts: { a: ▶{ count: shop.deal, via: color_id, when: { ">": [{ var: item.a }, 1] } } }\nmet: { ">": [{ var: a }, 1] }`)],
    ['kpi_too_deep', deep(7)],
    ['kpi_idle_fact', kpi(`${POPULATION}\nfacts: { over: ▶{ reached: { state: done } } }`)],
    ['kpi_ways', kpi(`${POPULATION}\nmet: true\nshare: { part: 1, whole: 1 }`)],
    ['kpi_mixed', kpi(`${POPULATION}\nmet: true\nalso: [▶{ population: { entity: shop.deal, moment: date } }]`)],
    ['kpi_unit', kpi(`${POPULATION}\nmet: true\nunit: ▶days`)],
    ['kpi_no_limit', kpi(`${POPULATION}\nmet: true\n▶breach: { task: { role: manager, title: { ru: А, en: A } } }`)],
    ['nobody_performs', kpi(`${POPULATION}\nmet: true\nbreach: { limit: 5, ▶task: { title: { ru: А, en: A } } }`)],
    ['unknown_role', kpi(`${POPULATION}\nmet: true\nbreach: { limit: 5, task: { role: ▶boss, title: { ru: А, en: A } } }`)],
    ['unknown_role', kpi(`${POPULATION}\nseen_by: [▶bosses]`)],
    ['bad_duration', kpi(`${POPULATION}\nmet: true\nbreach: { limit: 5, task: { role: manager, due: ▶soon, title: { ru: А, en: A } } }`)],
    ['duplicate_code', `${kpi(`code: A-1\n${POPULATION}`)}  other:\n    label: { ru: А, en: A }\n    code: ▶A-1\n    ${POPULATION}\n`],
  ];
  for (const [index, [code, overlay, fix]] of cases.entries()) {
    await t.test(`${code} ${index}`, async (t) => {
      const { text, place } = markedPlace(overlay);
      const { diagnostics } = await load(t, text);
      const found = diagnostics.filter((one) => one.code === code || (code === 'unknown_entity' && one.file.includes('acme') && one.severity === 'error'));
      t.equal(found.length, 1, `one finding: ${JSON.stringify(diagnostics)}`);
      if (overlay.includes('▶')) t.equal(`${found[0]?.line ?? 0}:${found[0]?.column ?? 0}`, place);
      if (fix !== undefined) t.match(`${found[0]?.message.en ?? ''} ${found[0]?.fix?.en ?? ''}`, fix);
      t.equal(diagnostics.filter((one) => one.severity === 'error').length, 1, 'and nothing else is complained about');
    });
  }
  for (const wrong of ['unit: pounds', 'period: decade', 'targett: 5', 'better: more', 'measure: { aggregate: mode, value: 1 }']) {
    await t.test(wrong, async (t) => t.ok((await load(t, kpi(`${POPULATION}\n${wrong}`))).diagnostics.some((one) => one.severity === 'error')));
  }
  t.same((await load(t, kpi(`${POPULATION}\nmet: { nonsense: 1 }\ndisabled: true`))).diagnostics, [], 'one that is switched off is not looked into');
});

t.test('what only other plugins have is left out of a base, and refused in the company’s own file', async (t) => {
  const foreign = 'kpis:\n  loads: { label: { ru: Машины, en: Loads }, population: { entity: truck.load, moment: date } }\n';
  const both = 'kpis:\n  deals: { label: { ru: Сделки, en: Deals }, population: { entity: shop.deal, moment: date }, also: [{ population: { entity: truck.load, moment: date } }] }\n';
  const { CLEAN } = await import('../../regulation/test/fixture.ts');
  const based = await load(t, '', undefined, CLEAN + foreign);
  t.same([based.diagnostics.filter((one) => one.severity === 'error'), Object.keys(based.document?.kpis ?? {})], [[], []]);
  const partly = await load(t, '', undefined, CLEAN + both);
  t.match(partly.document?.kpis, { deals: { population: { entity: 'shop.deal' } } });
  t.notOk(partly.document?.kpis?.['deals']?.also, 'the part that is there stays');
  t.ok((await load(t, foreign)).diagnostics.some((one) => one.severity === 'error'));
});

const ACME = fileURLToPath(new URL('./fixture/regulations/acme', import.meta.url));

t.test('SQL answers what counting row by row answers', async (t) => {
  const app = await startTestApp(t, { plugins: [deskPlugin], companies: { acme: ACME } });
  const people = (await app.read((uow) => uow.query<{ id: string }>('select id from core_user where not is_system order by login'))).map((one) => one.id);
  const desk = randomDesk(random(20_250_321), people);
  await storeDesk(app, desk);

  for (const name of ['2025-03', '2024-Q3', '2024', '2024-W30', '2023-05']) {
    const period = parsePeriod(name);
    const wanted = recompute(desk, period.start, period.end);
    await app.read(async (uow) => {
      t.same(kpisOf(uow).map((one) => one.id).sort(), Object.keys(wanted).sort(), 'every KPI of the regulation is recomputed');
      for (const one of kpisOf(uow)) {
        const items = wanted[one.id] as readonly Counted[];
        const { mode } = one.compiled;
        const got = await computeKpi(uow, one, period);
        t.equal(got.value, valueOf(mode, items), `${one.id} of ${name}`);
        if (mode === 'share') t.equal(Number(got.denominator), Math.round(items.reduce((total, item) => total + (item.d ?? 0), 0) * 100) / 100, `what ${one.id} of ${name} is a share of`);
        for (const [key, grouped] of [['people', by(items, (item) => item.person)], ['groups', by(items, (item) => item.group)]] as const) {
          t.same(Object.fromEntries([...got[key]].map(([id, numbers]) => [id, numbers.value])), Object.fromEntries([...grouped].map(([id, list]) => [id, valueOf(mode, list)])), `${one.id} of ${name}: ${key}`);
        }
        const own = people.slice(0, 1);
        t.equal((await computeKpi(uow, one, period, own)).value, valueOf(mode, items.filter((item) => item.person === own[0])), `${one.id} of ${name} for one person`);
        t.same(ids(await everyItem(uow, one.id, period, 'all')), items.map((item) => item.id).sort(), `items of ${one.id} of ${name}`);
        if (mode === 'share') t.same(ids(await everyItem(uow, one.id, period, 'violators')), items.filter((item) => (item.n ?? 0) < (item.d ?? 0)).map((item) => item.id).sort(), `violators of ${one.id} of ${name}`);
        if (one.id === 'average_hours') t.same(ids(await everyItem(uow, one.id, period, 'violators')), items.filter((item) => (item.n ?? 0) > 4).map((item) => item.id).sort(), 'worse than the target, where less is better');
      }
    });
  }

  t.test('a page of items is followed by the rest, and a foreign cursor is refused', async (t) => {
    await app.read(async (uow) => {
      const one = kpiOf(uow, 'K-1');
      t.equal(one?.id, 'tickets_done', 'a KPI is found by its code as well');
      if (one === undefined) return;
      const first = await kpiItems(uow, one, parsePeriod('2024'), { limit: 5, of: 'all' });
      t.equal(first.data.length, 5);
      t.match(first.data[0], { entity: 'desk.ticket', title: /^T\d+$/, mark: 1, whole: '1' });
      const second = await kpiItems(uow, one, parsePeriod('2024'), { limit: 5, of: 'all', after: first.next ?? '' });
      t.same(second.data.filter((item) => first.data.some((other) => other.id === item.id)), []);
      await t.rejects(async () => kpiItems(uow, one, parsePeriod('2024'), { after: 'nonsense' }), { code: 'core.bad_query' });
    });
  });

  t.test('the history of a period is found by an index, however long it is', async (t) => {
    const plans = await app.read(async (uow) => {
      await uow.query('set local enable_seqscan = off');
      const found: [string, string][] = [];
      for (const one of kpisOf(uow)) {
        const rows = await uow.query<{ 'QUERY PLAN': string }>(`explain ${one.compiled.aggregate}`, ['2025-03-01', '2025-03-31', 'Europe/Moscow', null, '2025-04-01', ...one.compiled.values]);
        found.push([one.id, rows.map((row) => row['QUERY PLAN']).join('\n')]);
      }
      return found;
    });
    for (const [id, plan] of plans) t.notMatch(plan, /Seq Scan on core_history/, id);
    t.match(plans.find(([id]) => id === 'time_to_done')?.[1], /core_history_reached_idx/);
  });

  t.test('a limit is missed from the side that is worse, and nothing misses it without a value', async (t) => {
    await app.read(async (uow) => {
      const [more, less] = [kpiOf(uow, 'tickets_done')?.definition, kpiOf(uow, 'average_hours')?.definition];
      if (more === undefined || less === undefined) return t.fail('both are defined');
      t.same([isBreached(more, '99.99'), isBreached(more, '100.00'), isBreached(more, null), isBreached(more, '50.00', 50)], [true, false, false, false]);
      t.same([isBreached(less, '4.01'), isBreached(less, '4.00'), isBreached(less, '9.00', 9)], [true, false, false]);
    });
  });

  async function everyItem(uow: Parameters<typeof kpiItems>[0], id: string, period: ReturnType<typeof parsePeriod>, of: 'all' | 'violators'): Promise<KpiItem[]> {
    const one = kpiOf(uow, id);
    if (one === undefined) throw new Error(id);
    const all: KpiItem[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await kpiItems(uow, one, period, { of, limit: 150, ...(after === undefined ? {} : { after }) });
      all.push(...page.data);
      after = page.next;
    }
    return all;
  }
});

function by(items: readonly Counted[], key: (item: Counted) => string | null): Map<string, Counted[]> {
  const groups = new Map<string, Counted[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}

function ids(items: readonly KpiItem[]): string[] {
  return items.map((item) => item.id).sort();
}
