import t from 'tap';
import { kpisOf, openTable } from '../../../core/index.ts';
import { anna, app, clerk, deal, director, file, get, good, head, idOf, kirill, lose, order, refusal, rows, userId } from './desk.ts';
import type { Row } from './desk.ts';

const KPIS = '/api/analytics/kpis';
const [annaId, kirillId] = await Promise.all([userId('sokolova'), userId('fedorov')]);
const line = async (client: typeof head, code: string, period: string): Promise<Row> => get(client, `${KPIS}/${code}?period=${period}`);

// March: three deals of one manager, two lost at the agreement of the offer; one of the other.
const first = await deal(anna, '1500000.00');
const second = await deal(anna, '200000.00');
const third = await deal(anna, '300000.00');
const fourth = await deal(kirill, '2000000.00');
const orders = { first: await order(anna, first.id), second: await order(anna, second.id) };
await app.moveClock('2025-03-28T06:00:00Z');
await lose(anna, first.id);
await lose(anna, second.id, 'contract_terms');

t.test('a KPI written only in the company’s own files is counted, for all and for each', async (t) => {
  t.match(await line(head, 'OWN-1', '2025-03'), {
    id: 'own_big_deals', label: 'Крупные сделки', value: '50.00', numerator: '2.00', denominator: '4.00', target: 50, state: 'met', unit: 'percent', period_start: '2025-03-01', period_end: '2025-03-31',
    previous: { value: null }, last_year: { value: null },
    people: [{ id: annaId, value: '33.33', numerator: '1.00', denominator: '3.00', state: 'breached' }, { id: kirillId, value: '100.00', state: 'met' }],
  });
  const { data } = await get(head, `${KPIS}/own_big_deals/items?period=2025-03`);
  t.same((data as Row[]).map((one) => one['id']).sort(), [second.id, third.id].sort(), 'those that miss it, by name');
  t.match((data as Row[])[0], { entity: 'crm.interest', path: /^\/api\/crm\/interests\/[0-9a-f-]{36}$/, person: annaId });
  t.equal((await get(anna, String((data as Row[])[0]?.['path'])))['id'], (data as Row[])[0]?.['id'], 'the address opens it');
  const all = await get(head, `${KPIS}?period=2025-03`);
  const codes = (all['data'] as Row[]).map((one) => String(one['code']));
  for (const code of ['KPI-2.1a', 'KPI-2.1b', 'KPI-2.2a', 'KPI-2.2b', 'KPI-2.3a', 'KPI-2.3b', 'KPI-2.3c', 'KPI-2.3d', 'KPI-2.4', 'KPI-3.1', 'KPI-3.2', 'KPI-3.3a', 'KPI-3.3b', 'KPI-4.1a', 'KPI-4.1b', 'KPI-4.2', 'KPI-4.3a', 'KPI-4.3b', 'KPI-5.1', 'KPI-5.2', 'KPI-5.3', 'KPI-6.1', 'KPI-7.1', 'KPI-X1', 'KPI-X2', 'KPI-X3', 'KPI-X4', 'KPI-X5', 'KPI-X6', 'KPI-X7a']) {
    t.ok(codes.includes(code), code);
  }
  t.notOk(codes.includes('OWN-4'), 'one that is switched off does not exist');
  t.equal((await get(head, `${KPIS}/OWN-5`))['period'], '2025-03-28', 'without a period it answers for the present one of its own kind');
});

t.test('broken on purpose a criterion turns red and names what is wrong', async (t) => {
  t.match(await line(head, 'KPI-6.1', '2025-03'), { value: '100.00', numerator: '2.00', state: 'met' });
  await app.write((uow) => uow.query('update crm_interest set refusal_reason_id = null where id = $1', [first.id]));
  t.match(await line(head, 'KPI-6.1', '2025-03'), { value: '50.00', state: 'breached', people: [{ id: annaId, value: '50.00' }] });
  t.match((await get(head, `${KPIS}/KPI-6.1/items?period=2025-03`))['data'], [{ id: first.id, title: /^ИН-/, person: annaId, amount: '0', whole: '1' }]);
  await app.write(async (uow) => uow.query('update crm_interest set refusal_reason_id = $2 where id = $1', [first.id, await idOf('crm_refusal_reason', 'competitor')]));
  t.match(await line(head, 'KPI-6.1', '2025-03'), { value: '100.00', state: 'met' });
});

t.test('whoever may see only his own figures sees only those; what is not for him is not there', async (t) => {
  t.match(await line(kirill, 'OWN-1', '2025-03'), { value: '100.00', denominator: '1.00' });
  t.equal((await line(kirill, 'OWN-1', '2025-03'))['people'].length, 1);
  t.same((await get(kirill, `${KPIS}/OWN-1/items?period=2025-03&of=all`))['data'].map((one: Row) => one['id']), [fourth.id]);
  t.match(await get(head, `${KPIS}/OWN-1?period=2025-03&person=${annaId}`), { value: '33.33' });
  const cases: [string, [number, string]][] = [
    [`${KPIS}/OWN-1?period=2025-03&person=${annaId}`, [403, 'core.permission_required']],
    [`/api/analytics/funnel?person=${annaId}`, [403, 'core.permission_required']],
    [`${KPIS}/OWN-3`, [404, 'analytics.unknown_kpi']],
    [`${KPIS}/KPI-9.9`, [404, 'analytics.unknown_kpi']],
    [`${KPIS}/OWN-1?period=2025-13`, [400, 'core.bad_period']],
    [`${KPIS}/OWN-1/items?after=nonsense`, [400, 'core.bad_query']],
    ['/api/analytics/stages?entity=crm.segment', [404, 'analytics.no_stages']],
    ['/api/analytics/process-costs?period=soon', [400, 'core.bad_period']],
    ['/api/analytics/documents?entity=crm.invoice', [400, 'analytics.nothing_asked']],
  ];
  for (const [path, wanted] of cases) t.same(refusal(await kirill.get(path)), wanted, path);
  t.match((await kirill.get(`${KPIS}/OWN-11`)).body.detail, /OWN-1/, 'with the nearest name');
  for (const path of [KPIS, `${KPIS}/OWN-1`, `${KPIS}/OWN-1/items`, '/api/analytics/funnel', '/api/analytics/managers', '/api/analytics/process-costs']) t.equal((await clerk.get(path)).status, 403, path);
  t.match(await line(director, 'OWN-3', '2025-03'), { value: '4.00', unit: 'count', state: 'no_target' });
  t.equal((await clerk.get(`${KPIS}?perod=2025`)).status, 403);
  t.equal((await head.get(`${KPIS}?perod=2025`)).status, 400, 'an unknown parameter is named, not dropped');
});

t.test('the period before and the year before stand beside the present', async (t) => {
  await app.write((uow) => uow.query(`update crm_interest set created_at = case id when $1 then timestamptz '2025-02-10T09:00:00Z' else timestamptz '2024-03-31T20:59:59Z' end where id = any($2::uuid[])`, [third.id, [third.id, fourth.id]]));
  t.match(await line(head, 'OWN-1', '2025-03'), { value: '50.00', denominator: '2.00', previous: { value: '0.00', denominator: '1.00' }, last_year: { value: '100.00', denominator: '1.00' } });
  t.match((await line(head, 'OWN-1', '2025-03'))['people'], [{ id: annaId }, { id: kirillId, value: null, state: 'no_data', last_year: { value: '100.00' } }], 'a person of last year stays in the table');
  t.match(await line(head, 'OWN-1', '2024-04'), { value: null, state: 'no_data' }, 'the month ends at midnight in Moscow');
  await app.write((uow) => uow.query(`update crm_interest set created_at = '2025-03-26T06:00:00Z' where id = any($1::uuid[])`, [[third.id, fourth.id]]));
});

t.test('the funnel counts what passed, where deals were lost, and why', async (t) => {
  const funnel = await get(head, '/api/analytics/funnel?period=2025-03');
  const stage = (state: string): Row => (funnel['stages'] as Row[]).find((one) => one['state'] === state) ?? {};
  t.match(stage('primary_interest'), { entered: 4, left_forward: 4, lost_here: 0, in_it_now: 0, average_days: '0.00' });
  t.match(stage('offer_preparation'), { entered: 4, left_forward: 2, lost_here: 0, in_it_now: 2, expected_revenue: '2300000.00' });
  t.match(stage('offer_agreement'), { entered: 2, left_forward: 0, lost_here: 2, in_it_now: 0, average_days: '2.00', expected_revenue: '0.00' });
  t.notOk(stage('won')['state'], 'ends are no stages');
  t.same(funnel['deals'], { won: { count: 0, expected_revenue: '0.00' }, lost: { count: 2, expected_revenue: '1700000.00' }, in_progress: { count: 2, expected_revenue: '2300000.00' } });
  t.same((funnel['reasons'] as Row[]).map((one) => [one['lost_at_state'], one['count'], one['expected_revenue']]).sort(), [['offer_agreement', 1, '1500000.00'], ['offer_agreement', 1, '200000.00']]);
  t.match(await get(kirill, '/api/analytics/funnel?period=2025-03'), { deals: { lost: { count: 0 }, in_progress: { count: 1, expected_revenue: '2000000.00' } } });
  t.match((await get(head, '/api/analytics/funnel?period=2025-02'))['deals'], { lost: { count: 0 } }, 'another month knows nothing of it');
  const { data } = await get(head, '/api/analytics/stages?period=2025-03');
  t.match((data as Row[]).find((one) => one['state'] === 'offer_agreement'), { left: 2, average_days: '2.00', longest_days: '2.00', standing: 0 });
  t.match((data as Row[]).find((one) => one['state'] === 'offer_preparation'), { left: 2, standing: 2, average_age_days: '2.00', oldest_age_days: '2.00' });
  t.match((data as Row[]).find((one) => one['state'] === 'lost'), { standing: 0, oldest_age_days: null }, 'nobody waits in an end');
  t.match((await get(kirill, '/api/analytics/stages?entity=crm.customer_order&period=2025-03'))['data'].find((one: Row) => one['region'] === 'status' && one['state'] === 'on_approval'), { left: 0, standing: 0 }, 'another’s orders are not his');
});

t.test('managers are compared with each other and with the year before', async (t) => {
  const report = await get(head, '/api/analytics/managers?period=2025-03');
  t.match((report['columns'] as Row[]).find((one) => one['code'] === 'KPI-M4'), { unit: 'count', better: 'lower' });
  const of = (id: string): Row => (report['data'] as Row[]).find((one) => one['id'] === id)?.['figures'] as Row;
  t.match([of(annaId), of(kirillId)], [
    { 'KPI-M1': { value: '3.00' }, 'KPI-M2': { value: '3.00' }, 'KPI-M4': { value: '2.00', last_year: null }, 'KPI-M5': { value: '66.67' }, 'KPI-M6': { value: '0.00' }, 'KPI-M7': { value: '0.00' }, 'KPI-M10': { value: '2.00' } },
    { 'KPI-M1': { value: '1.00' }, 'KPI-M2': { value: '1.00' }, 'KPI-M4': { value: null }, 'KPI-M5': { value: '0.00' } },
  ]);
  t.match(report['all'], { 'KPI-M2': { value: '4.00' }, 'KPI-M4': { value: '2.00' }, 'KPI-M5': { value: '50.00' } });
  t.same((await get(kirill, '/api/analytics/managers?period=2025-03'))['data'].map((one: Row) => one['id']), [kirillId]);
});

t.test('planned contacts that were let pass are listed, the longest waiting first', async (t) => {
  const { data } = await get(head, '/api/analytics/unprocessed-interactions');
  const mine = (data as Row[]).filter((one) => one['subject_id'] === fourth.id || one['subject_id'] === third.id);
  t.match(mine, [{ days_overdue: 2, kind: 'phone_call', subject: /^ИН-/ }, { days_overdue: 2 }]);
  t.same((await get(kirill, '/api/analytics/unprocessed-interactions'))['data'].map((one: Row) => one['subject_id']), [fourth.id]);
});

t.test('reports come as workbooks as well', async (t) => {
  for (const path of [`${KPIS}?period=2025-03&format=xlsx`, '/api/analytics/funnel?period=2025-03&format=xlsx', '/api/analytics/managers?period=2025-03&format=xlsx', '/api/analytics/unprocessed-interactions?format=xlsx']) {
    const { status, isWorkbook } = await file(head, path);
    t.same([status, isWorkbook], [200, true], path);
  }
  const { content } = await file(head, `${KPIS}?period=2025-03&format=xlsx`);
  const table = await openTable(content);
  const cells: string[] = [];
  for await (const row of table.rows) cells.push(JSON.stringify(row));
  t.ok(cells.some((row) => row.includes('OWN-1') && row.includes('50')), 'with the figures in it');
});

t.test('a report is put together, tried, saved, lent, and shows each reader what he may see', async (t) => {
  const parts = {
    entity_code: 'crm.interest',
    columns: [{ field: 'number' }, { field: 'partner_id.working_name' }, { field: 'expected_revenue', total: 'sum' }],
    filters: [{ field: 'state', operator: 'in', value: 'lost,offer_preparation' }],
  };
  const preview = await anna.post('/api/analytics/report-preview', parts);
  t.match(preview.body, { count: 4, totals: { c2: '4000000.00' }, more: false, omitted: [] });
  t.match(preview.body.columns, [{ label: 'Номер' }, { label: /^Клиент: / }, { type: 'decimal', total: 'sum' }]);
  t.equal(preview.body.rows[0].c1, 'Лаптев');
  const grouped = good(await anna.post('/api/analytics/report-preview', { ...parts, grouping: [{ field: 'state' }, { field: 'created_at', by: 'month' }] }));
  t.same((grouped['rows'] as Row[]).map((row) => [row['g0'], row['g1'], row['c2'], row['count']]), [['Потерян', '2025-03', '1700000.00', 2], ['Подготовка ТКП', '2025-03', '2300000.00', 2]]);

  const wrong: [Row, string[]][] = [
    [{ ...parts, entity_code: 'crm.interset' }, ['/entity_code']],
    [{ ...parts, columns: [{ field: 'nubmer' }, { field: 'partner_id.secret' }, { field: 'number', total: 'sum' }] }, ['/columns/0/field', '/columns/1/field', '/columns/2/total']],
    [{ ...parts, columns: [] }, ['/columns']],
    [{ ...parts, filters: [{ field: 'state', value: 'nowhere' }, { field: 'nothing', value: '1' }] }, ['/filters/0', '/filters/1']],
    [{ ...parts, grouping: [{ field: 'number', by: 'month' }] }, ['/grouping/0/by']],
  ];
  for (const [body, pointers] of wrong) {
    const answer = await anna.post('/api/analytics/report-preview', body);
    t.same([refusal(answer), answer.body.errors.map((one: Row) => one['pointer'])], [[422, 'analytics.report_refused'], pointers]);
    t.equal((await anna.post('/api/analytics/saved-reports', { name: 'X', ...body })).status, 422, 'nor is it saved');
  }
  t.equal((await anna.post('/api/analytics/saved-reports', { name: 'X', ...parts, columns: [{ field: 'number; drop table' }] })).status, 422);
  t.match((await anna.post('/api/analytics/saved-reports', { name: 'X', ...parts, shared_with: ['accountent'] })).body.errors, [{ pointer: '/shared_with/0', message: /accountant/ }]);

  const own = good(await anna.post('/api/analytics/saved-reports', { name: 'Мои сделки', ...parts }));
  t.equal(own['owner_id'], annaId, 'it is hers');
  t.same(refusal(await kirill.get(`/api/analytics/available-reports/${own['id']}/rows`)), [404, 'core.not_found'], 'and nobody else’s');
  t.equal((await kirill.patch(`/api/analytics/saved-reports/${own['id']}`, { version: 1, name: 'Y' })).status, 404);
  good(await anna.patch(`/api/analytics/saved-reports/${own['id']}`, { version: 1, shared_with: ['sales_manager'] }));
  t.match((await get(kirill, '/api/analytics/available-reports'))['data'], [{ id: own['id'], name: 'Мои сделки', own: false, owner: /Соколова/ }]);
  t.match(await get(kirill, `/api/analytics/available-reports/${own['id']}/rows`), { count: 4 });
  t.same((await get(clerk, '/api/analytics/available-reports'))['data'], [], 'lent to managers, it is not the storekeeper’s');
  const saved = await file(kirill, `/api/analytics/available-reports/${own['id']}/rows?format=xlsx`);
  t.same([saved.status, saved.isWorkbook], [200, true]);

  const margins = { entity_code: 'crm.customer_order', columns: [{ field: 'number' }, { field: 'margin', total: 'sum' }] };
  const shared = good(await head.post('/api/analytics/saved-reports', { name: 'Маржа', ...margins, shared_with: ['employee'] }));
  const seen = async (client: typeof head): Promise<Row> => get(client, `/api/analytics/available-reports/${shared['id']}/rows`);
  const total = (await seen(head))['totals']['c1'] as string;
  t.ok(Number(total) > 0, 'the head sees all margins');
  t.equal((await seen(anna))['totals']['c1'], total, 'so does she of her own orders');
  t.equal((await seen(kirill))['totals']['c1'], null, 'he sees none, having no order');
  t.match(await seen(clerk), { omitted: ['margin'], columns: [{ path: 'number' }], totals: {} }, 'and the storekeeper has no such column');
  t.same(refusal(await anna.post('/api/analytics/report-preview', { entity_code: 'analytics.kpi_value', columns: [{ field: 'kpi_code' }] })), [422, 'analytics.report_refused'], 'nor does a report open what a list keeps to itself');
});

t.test('the register finds a document by any of its requisites and says who has it', async (t) => {
  const [{ number, total } = {}] = await rows('select number, total from crm_customer_order where id = $1', [orders.first]);
  const found = async (query: string): Promise<string[]> => (await get(clerk, `/api/analytics/documents?entity=crm.customer_order&${query}`))['data'].map((one: Row) => one['id']).sort();
  const both = [orders.first, orders.second].sort();
  t.same(await found(`number=${encodeURIComponent(String(number))}`), [orders.first]);
  t.same(await found(`amount=${String(total)}`), both);
  t.same(await found('amount=1.00'), []);
  t.same(await found(`counterparty=${encodeURIComponent('лаптев')}`), both, 'whatever the case');
  t.same(await found('from=2025-03-26&to=2025-03-26'), both, 'both days counted');
  t.same(await found('from=2025-03-27'), []);
  t.same(await found(`number=${encodeURIComponent(String(number))}&amount=1.00`), [], 'all that is given must fit');
  t.match((await get(clerk, `/api/analytics/documents?number=${encodeURIComponent(String(number))}`))['data'].find((one: Row) => one['id'] === orders.first), {
    entity: 'crm.customer_order', kind: 'Заказ клиента', title: number, date: '2025-03-26', counterparty: /Лаптев/, amount: total, state: 'cancelled', state_label: 'Отменен', days_in_state: 0, responsible: /Соколова/,
  });
  good(await head.post('/api/core/tasks', { kind: 'free', title: 'Позвонить', subject_entity: 'crm.interest', subject_id: fourth.id, assignee_user_id: kirillId }));
  t.match((await get(clerk, `/api/analytics/documents?entity=crm.interest&counterparty=${encodeURIComponent('Лаптев')}`))['data'].find((one: Row) => one['id'] === fourth.id), { state: 'offer_preparation', days_in_state: 2, task: 'Позвонить', task_holder: /Фёдоров/ });
  t.equal((await clerk.get('/api/analytics/documents?amount=many')).status, 400);
});

t.test('claims are counted as registered, in work, and settled by reason', async (t) => {
  const [{ id: partner } = {}] = await rows(`select id from crm_partner where code = 'laptev'`);
  const made = good(await head.post('/api/claims/claims', { partner_id: partner, claimant_name: 'Лаптев', essence: 'Вмятина' }));
  t.match(await line(head, 'KPI-X7a', '2025-03'), { value: '1.00', unit: 'count' });
  t.match(await line(head, 'KPI-X7c', '2025-03'), { value: '1.00' });
  t.match(await line(head, 'KPI-X7d', '2025-03'), { value: null, state: 'no_data' });
  const at = `/api/claims/claims/${made['id']}`;
  good(await head.send(at, 'claim.taken'));
  good(await head.send(at, 'claim.satisfied', { reason_id: await idOf('claims_claim_reason', 'transport_damage'), guilty_user_id: kirillId, result: 'Заменено' }));
  t.match(await line(head, 'KPI-X7b', '2025-03'), { value: '1.00', groups: [] });
  t.match(await line(head, 'KPI-X7c', '2025-03'), { value: '0.00' });
  t.match(await line(head, 'KPI-X7d', '2025-03'), { value: '100.00', groups: [{ value: '100.00' }] });
});

t.test('every night the values are kept once for a period, and a breach is told of once', async (t) => {
  const kept = async (): Promise<Row[]> => rows(`select kpi_code, period, period_start, person_id, value, computed_at, breach_task_id from analytics_kpi_value where kpi_id = any($1::text[]) order by kpi_code, period_start, person_id nulls first`, [['own_big_deals', 'own_processed', 'own_day']]);
  const before = await kept();
  t.same(before.filter((one) => one['kpi_code'] === 'OWN-1').map((one) => [one['period_start'], one['person_id'], one['value']]), [
    ['2025-02-01', null, null], ['2025-03-01', null, '50.00'], ...[[annaId, '33.33'], [kirillId, '100.00']].sort().map(([id, value]) => ['2025-03-01', id, value]),
  ], 'the nights of 27 and 28 March kept one value for each');
  t.same(before.filter((one) => one['kpi_code'] === 'OWN-5' && one['person_id'] === null).map((one) => [one['period'], one['period_start'], one['value']]), [['day', '2025-03-26', '4.00'], ['day', '2025-03-27', '0.00'], ['day', '2025-03-28', '0.00']]);
  const tasks = async (): Promise<Row[]> => rows(`select title, state, assignee_role, assignee_user_id, kind, due_at from core_task where kind = 'kpi_breach' order by created_at, title`);
  t.same(await tasks(), [], 'no target is missed yet');

  await app.write((uow) => uow.query('update crm_interest set expected_revenue = 10 where id = $1', [first.id]));
  await app.moveClock('2025-03-29T06:00:00Z');
  t.match(await tasks(), [{ title: 'OWN-1 Крупные сделки: 25.00 при цели 50 за 2025-03', assignee_role: 'head_of_sales', state: 'new' }], 'as soon as it is seen, as the KPI says');
  const [{ id } = {}] = await rows(`select id from core_task where kind = 'kpi_breach'`);
  good(await head.send(`/api/core/tasks/${String(id)}`, 'task.done'));
  await app.moveClock('2025-03-30T06:00:00Z');
  t.equal((await tasks()).length, 1, 'nor is it opened again when it is done');
  t.equal((await kept()).filter((one) => one['kpi_code'] === 'OWN-1' && one['period_start'] === '2025-03-01').length, 3, 'still one value for each');

  good(await kirill.post('/api/crm/inquiries', { channel: 'phone', from_phone: '+7 900 000-77-77', assigned_to: kirillId }));
  await app.moveClock('2025-03-31T06:00:00Z');
  t.equal((await tasks()).length, 1, 'a personal one waits for the end of the period');
  await app.moveClock('2025-04-02T06:00:00Z');
  t.match((await tasks()).slice(1), [{ title: /^Разберите обращения за 2025-03: /, assignee_user_id: kirillId }], 'then it comes to whom it concerns');
  await app.write((uow) => uow.query('update crm_interest set responsible_id = $1 where responsible_id = $2', [annaId, kirillId]));
  await app.moveClock('2025-04-03T06:00:00Z');
  t.match((await kept()).filter((one) => one['kpi_code'] === 'OWN-1' && one['period_start'] === '2025-03-01'), [{ person_id: null, value: '25.00' }, ...[{ person_id: annaId, value: '25.00' }, { person_id: kirillId, value: null }].sort((a, b) => a.person_id.localeCompare(b.person_id))], 'the closed period is computed again, and who has nothing left has no figure');
  t.match((await get(head, `${KPIS}/OWN-1/values`))['data'], [{ period_start: '2025-04-01', value: null }, { period_start: '2025-03-01', value: '25.00' }, { period_start: '2025-02-01' }]);
  t.match((await get(kirill, `${KPIS}/OWN-1/values`))['data'], [{ period_start: '2025-03-01', person_id: kirillId, value: null }], 'a manager sees what is kept of himself');
  for (const one of [kirill, head]) t.equal((await one.get('/api/analytics/kpi-values')).status, 403, 'the raw list would show KPIs that are not for everybody');
});

t.test('no KPI of the regulation reads the whole history', async (t) => {
  await app.read(async (uow) => {
    await uow.query('set local enable_seqscan = off');
    for (const { code, compiled } of kpisOf(uow)) {
      const plan = await uow.query<{ 'QUERY PLAN': string }>(`explain ${compiled.aggregate}`, ['2025-03-01', '2025-03-31', 'Europe/Moscow', null, '2025-04-01', ...compiled.values]);
      t.notMatch(plan.map((one) => one['QUERY PLAN']).join('\n'), /Seq Scan on core_history/, code);
    }
  });
});
