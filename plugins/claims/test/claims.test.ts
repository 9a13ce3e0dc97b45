import t from 'tap';
import type { TestClient } from '../../../core/testing/index.ts';
import { CLAIMS, app, claim, fresh, good, idOf, lettersAbout, refusal, rows, violations } from './desk.ts';
import type { Row } from './desk.ts';

const people = Object.fromEntries(await Promise.all(['anna', 'gromov', 'zotova', 'belova', 'ilyin', 'tarasov'].map(async (login) => [login, await app.as(login)] as const))) as Record<string, TestClient>;
const { anna, gromov, zotova, belova, ilyin, tarasov } = people as { [name in 'anna' | 'gromov' | 'zotova' | 'belova' | 'ilyin' | 'tarasov']: TestClient };
const id = {
  zotova: await idOf('core_user', 'zotova'), tarasov: await idOf('core_user', 'tarasov'), ilyin: await idOf('core_user', 'ilyin'), dymov: await idOf('core_user', 'dymov'),
  baikal: await idOf('crm_partner', 'baikal'), other: await idOf('crm_partner', 'other'), silent: await idOf('crm_partner', 'silent'),
  warehouse: await idOf('core_department', 'warehouse'), logistics: await idOf('core_department', 'logistics'),
  damage: await idOf('claims_claim_reason', 'transport_damage'), defect: await idOf('claims_claim_reason', 'defect'),
};
const outcome = { reason_id: id.damage, department_id: id.logistics, result: 'Замена за счёт перевозчика' };

async function taken(more: Row = {}): Promise<Row> {
  const made = await claim(anna, more);
  return good(await zotova.send(`${CLAIMS}/${made['id']}`, 'claim.taken'));
}

const tasksOf = async (claimId: unknown): Promise<Row[]> => rows(`select id, title, state, kind, assignee_user_id, due_at, result_required, result from core_task where subject_id = $1 order by due_at, title`, [claimId]);

t.test('CL-01: an employee registers; the responsible is found, told, and has a deadline; the claimant is written to', async (t) => {
  const made = await claim(anna);
  t.match(made, { number: /^ПР-\d{6}$/, state: 'registered', claimant_kind: 'client', self_registered: false, responsible_id: id.zotova, due_at: '2025-03-24T09:00:00.000Z', closed_at: null }, 'two working days over a weekend');
  t.match(await rows(`select text, recipient_id from core_notification where subject_id = $1`, [made['id']]), [{ recipient_id: id.zotova, text: `Новая претензия ${made['number']}: Дымов О. П.` }]);
  t.match(await lettersAbout(made['id']), [{ to: 'info@baikal.test', subject: { ru: `Претензия ${made['number']} зарегистрирована` } }]);
  t.match(await rows('select event, transition_code from core_history where item_id = $1', [made['id']]), [{ transition_code: 'CL-01' }]);
  const cases: [string, Row, unknown[]][] = [
    ['no partner', { partner_id: null }, [422, 'claims.partner_required']],
    ['a client is not responsible', { responsible_id: id.dymov }, [422, 'claims.responsible_is_outside']],
    ['nobody is given work who is not there', { plan: [{ title: 'x', planned_at: '2025-03-24T07:00:00Z', responsible_id: id.dymov }] }, [422, 'claims.responsible_is_outside']],
    ['half a link', { document_id: id.other }, [422, 'claims.unknown_link']],
    ['a link to what there is not', { document_entity: 'crm.contact_person', document_id: id.other }, [422, 'claims.unknown_link']],
    ['another client’s contact', { contact_person_id: await idOf('crm_contact_person', 'chuzhov') }, [422, 'claims.link_of_another_client']],
    ['another client’s document', { document_entity: 'crm.contact_person', document_id: await idOf('crm_contact_person', 'chuzhov') }, [422, 'claims.link_of_another_client']],
  ];
  for (const [name, more, wanted] of cases) t.same(refusal(await anna.post(CLAIMS, { partner_id: id.baikal, claimant_name: 'Д', essence: 'Э', ...more })), wanted, name);
  for (const [name, more, pointer] of [['essence', { essence: null }, '/essence'], ['name', { claimant_name: null }, '/claimant_name'], ['who he is', { claimant_kind: 'enemy' }, '/claimant_kind'], ['sum', { compensation_amount: '-1' }, undefined]] as const) {
    const answer = await anna.post(CLAIMS, Object.assign({ partner_id: id.baikal, claimant_name: 'Д', essence: 'Э' }, more));
    t.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status}`);
    if (pointer !== undefined) t.match(answer.body.errors, [{ pointer }], name);
  }
  for (const kind of ['supplier', 'competitor', 'dealer', 'other']) t.equal((await claim(tarasov, { claimant_kind: kind, partner_id: id.silent }))['claimant_kind'], kind);
  const contact = await idOf('crm_contact_person', 'dymov');
  t.match(good(await anna.post(CLAIMS, { contact_person_id: contact, essence: 'Недостача' })), { partner_id: id.baikal, claimant_name: 'Дымов Олег Петрович' }, 'a contact names the client and himself');
});

t.test('a claim is made from a conversation, and conversations are attached to it', async (t) => {
  const contact = await idOf('crm_contact_person', 'dymov');
  const call = good(await anna.post('/api/crm/interactions', { kind: 'phone_call', direction: 'incoming', start_at: '2025-03-20T08:00:00Z', partner_id: id.baikal, contact_person_id: contact, topic: 'Вмятина', content: 'Затвор № 2', call_number: '+79000000001' }));
  const made = good(await anna.post(`/api/claims/from-interaction/${call['id']}`, { claimant_kind: 'dealer' }));
  t.match(made, { partner_id: id.baikal, contact_person_id: contact, claimant_name: 'Дымов Олег Петрович', essence: 'Вмятина\nЗатвор № 2', claimant_phone: '+79000000001', interaction_id: call['id'], claimant_kind: 'dealer', state: 'registered' });
  t.same(refusal(await anna.post(`/api/claims/from-interaction/${id.baikal}`, {})), [422, 'claims.interaction_unknown']);
  const back = good(await zotova.post('/api/crm/interactions', { kind: 'phone_call', start_at: '2025-03-20T10:00:00Z', subject_entity: 'claims.claim', subject_id: made['id'], previous_id: call['id'] }));
  t.match(good(await zotova.get(`/api/crm/interactions?filter[subject_id]=${made['id']}`)), [{ id: back['id'], previous_id: call['id'] }]);
  const again = good(await zotova.post(`/api/claims/from-interaction/${back['id']}`, { partner_id: id.baikal, claimant_name: 'Д', essence: 'Ещё раз' }));
  t.match(again, { document_entity: null, essence: 'Ещё раз' }, 'a talk about a claim does not make the claim its document');
});

t.test('CL-02: each activity of the plan is a task of its performer; doing it closes the activity', async (t) => {
  const made = await claim(anna);
  const at = `${CLAIMS}/${made['id']}`;
  t.same(refusal(await zotova.send(at, 'claim.plan_made')), [409, 'claims.plan_is_empty']);
  const plan = [{ title: 'Осмотр упаковки', planned_at: '2025-03-24T07:00:00Z', responsible_id: id.tarasov }, { title: 'Запрос перевозчику', planned_at: '2025-03-25T09:00:00Z', responsible_id: id.ilyin }];
  const planned = good(await zotova.patch(at, { version: made['version'], department_id: id.warehouse, plan }));
  t.equal((await tasksOf(made['id'])).length, 0, 'a plan that is being written asks nobody');
  t.equal((await anna.send(at, 'claim.plan_made')).status, 403);
  t.match(good(await zotova.send(at, 'claim.plan_made')), { state: 'in_progress', due_at: '2025-04-03T09:00:00.000Z' });
  const [look, ask] = await tasksOf(made['id']) as [Row, Row];
  t.match([look, ask], [
    { kind: 'claim_plan', title: 'Осмотр упаковки', assignee_user_id: id.tarasov, due_at: new Date('2025-03-24T07:00:00Z'), state: 'new', result_required: true },
    { kind: 'claim_plan', title: 'Запрос перевозчику', assignee_user_id: id.ilyin },
  ]);
  const refused = await zotova.send(at, 'claim.not_satisfied');
  t.same(refusal(refused), [409, 'claims.plan_open', 'claims.reason_required', 'claims.result_required'], 'every reason is told at once');
  t.match(refused.body.reasons[0].message, 'Не выполнено мероприятий плана: 2.');
  t.equal((await ilyin.send(`/api/core/tasks/${look['id']}`, 'task.done', { result: 'x' })).status, 409, 'another person’s activity');
  t.equal((await tarasov.send(`/api/core/tasks/${look['id']}`, 'task.done')).status, 409, 'without a result');
  good(await tarasov.send(`/api/core/tasks/${look['id']}`, 'task.done', { result: 'Упаковка целая' }));
  const items = (await fresh(zotova, made['id']))['plan'] as Row[];
  t.match(items.find((one) => one['title'] === 'Осмотр упаковки'), { state: 'done', result: 'Упаковка целая', task_id: look['id'] });

  const rest = items.map(({ id: item, title, planned_at: time, responsible_id: who }) => ({ id: item, title, planned_at: time, responsible_id: who }));
  const version = async (): Promise<number> => (await fresh(zotova, made['id']))['version'] as number;
  t.same(refusal(await zotova.patch(at, { version: await version(), plan: rest.filter((one) => one.title !== 'Осмотр упаковки') })), [422, 'claims.finished_item_is_kept'], 'what was done stays');
  t.same(refusal(await zotova.patch(at, { version: await version(), plan: rest.map((one) => ({ ...one, title: 'Иное' })) })), [422, 'claims.finished_item_is_kept']);
  good(await zotova.patch(at, { version: await version(), plan: [...rest.map((one) => (one.title === 'Запрос перевозчику' ? { ...one, planned_at: '2025-03-26T09:00:00Z', responsible_id: id.tarasov } : one)), { title: 'Фото', planned_at: '2025-03-27T09:00:00Z', responsible_id: id.ilyin }] }));
  t.match(await tasksOf(made['id']), [{ state: 'done' }, { title: 'Запрос перевозчику', assignee_user_id: id.tarasov, due_at: new Date('2025-03-26T09:00:00Z') }, { title: 'Фото', state: 'new' }], 'the tasks follow the plan');
  const wider = (await fresh(zotova, made['id']))['plan'] as Row[];
  good(await zotova.patch(at, { version: await version(), plan: wider.filter((one) => one['title'] !== 'Фото').map(({ id: item, title, planned_at: time, responsible_id: who }) => ({ id: item, title, planned_at: time, responsible_id: who })) }));
  t.match((await tasksOf(made['id'])).at(-1), { title: 'Фото', state: 'cancelled' });
  good(await tarasov.send(`/api/core/tasks/${ask['id']}`, 'task.reassigned', { assignee_user_id: id.ilyin }));
  t.match(((await fresh(zotova, made['id']))['plan'] as Row[]).map((one) => [one['title'], one['responsible_id']]), [['Осмотр упаковки', id.tarasov], ['Запрос перевозчику', id.ilyin]], 'and the plan follows the tasks');
  t.same(await violations(), []);
  good(await zotova.send(`/api/core/tasks/${ask['id']}`, 'task.cancelled'));
  t.match(((await fresh(zotova, made['id']))['plan'] as Row[]).find((one) => one['title'] === 'Запрос перевозчику'), { state: 'skipped' });
  t.match(good(await zotova.send(at, 'claim.satisfied', { reason_id: id.damage, result: 'Замена' })), { state: 'satisfied', department_id: id.warehouse }, 'the guilty side of the card counts');
  t.equal(planned['department_id'], id.warehouse);
});

t.test('CL-04 … CL-06: closing asks for reason, guilty side and result, stores them, and tells the claimant', async (t) => {
  const cases: [event: string, state: string, words: string][] = [
    ['claim.satisfied', 'satisfied', 'удовлетворена'], ['claim.partially_satisfied', 'partially_satisfied', 'удовлетворена частично'], ['claim.not_satisfied', 'not_satisfied', 'в удовлетворении отказано'],
  ];
  for (const [event, state, words] of cases) {
    const { id: claimId } = await taken();
    const at = `${CLAIMS}/${claimId}`;
    for (const missing of ['reason_id', 'department_id', 'result'] as const) {
      const { [missing]: _left, ...data } = outcome;
      const code = { reason_id: 'claims.reason_required', department_id: 'claims.guilty_required', result: 'claims.result_required' }[missing];
      t.same(refusal(await zotova.send(at, event, data)), [409, code], `${event} without ${missing}`);
    }
    for (const [name, by] of Object.entries({ anna, gromov })) t.equal((await by.send(at, event, outcome)).status, 403, `${name}: ${event}`);
    t.ok((await zotova.send(at, event, { ...outcome, reason_id: id.baikal })).status < 500, 'a reason that is none');
    const { department_id: _side, ...rest } = outcome;
    t.match(good(await zotova.send(at, event, { ...rest, guilty_user_id: id.ilyin, compensation_amount: '180000.05' })), {
      state, closed_at: '2025-03-20T09:00:00.000Z', due_at: null, reason_id: id.damage, guilty_user_id: id.ilyin, department_id: null, result: outcome.result, compensation_amount: '180000.05',
    });
    const [, letter] = await lettersAbout(claimId);
    t.match(letter, { to: 'info@baikal.test', text: { ru: new RegExp(`Решение: ${words}\\.\\n\\nЗамена за счёт перевозчика`) } });
    t.same(refusal(await zotova.patch(at, { version: (await fresh(zotova, claimId))['version'], result: 'Иначе' })), [409, 'claims.closed_is_kept']);
    t.equal((await zotova.send(at, event, outcome)).status, 409, 'once is enough');
  }
  t.equal((await zotova.send(`${CLAIMS}/${(await taken())['id']}`, 'claim.satisfied', { ...outcome, compensation_amount: '1.234' })).status, 422, 'money has two digits');
});

t.test('a claimant without an address is called', async (t) => {
  const { id: claimId } = await taken({ partner_id: id.silent, claimant_kind: 'supplier', claimant_phone: '+79000000002' });
  good(await zotova.send(`${CLAIMS}/${claimId}`, 'claim.satisfied', outcome));
  t.same(await lettersAbout(claimId), []);
  t.match(await rows('select kind, state, responsible_id, call_number, content from crm_interaction where subject_id = $1', [claimId]), [{ kind: 'phone_call', state: 'planned', responsible_id: id.zotova, call_number: '+79000000002', content: /Решение: удовлетворена/ }]);
  t.match((await rows('select text from core_notification where subject_id = $1 order by text desc', [claimId])).map((row) => row['text']), [/Новая претензия/, /Адреса нет/]);
});

t.test('CL-07 and CL-08: withdrawing ends the work, reopening begins it again', async (t) => {
  const made = await claim(anna, { plan: [{ title: 'Осмотр', planned_at: '2025-03-24T07:00:00Z', responsible_id: id.tarasov }] });
  const at = `${CLAIMS}/${made['id']}`;
  good(await zotova.send(at, 'claim.plan_made'));
  t.equal((await anna.send(at, 'claim.withdrawn', { comment: 'x' })).status, 403);
  t.equal((await zotova.send(at, 'claim.withdrawn')).status, 422, 'why is asked');
  t.match(good(await zotova.send(at, 'claim.withdrawn', { comment: 'клиент передумал' })), { state: 'withdrawn', closed_at: '2025-03-20T09:00:00.000Z', due_at: null });
  t.match(await tasksOf(made['id']), [{ state: 'cancelled' }]);
  t.equal((await gromov.send(at, 'claim.reopened', { comment: 'x' })).status, 409, 'withdrawn for good');
  t.equal((await lettersAbout(made['id'])).length, 1, 'nothing is told of a withdrawal');
  const early = await claim(anna);
  t.match(good(await zotova.send(`${CLAIMS}/${early['id']}`, 'claim.withdrawn', { comment: 'по ошибке' })), { state: 'withdrawn' });

  const { id: closed } = await taken();
  const path = `${CLAIMS}/${closed}`;
  t.equal((await gromov.send(path, 'claim.reopened', { comment: 'x' })).status, 409, 'it is open');
  good(await zotova.send(path, 'claim.not_satisfied', outcome));
  t.equal((await zotova.send(path, 'claim.reopened', { comment: 'x' })).status, 403);
  t.equal((await gromov.send(path, 'claim.reopened')).status, 422);
  t.match(good(await gromov.send(path, 'claim.reopened', { comment: 'замена не отгружена' })), { state: 'in_progress', closed_at: null, due_at: '2025-04-03T09:00:00.000Z', result: outcome.result });
  good(await zotova.send(path, 'claim.satisfied'));
  t.same((await rows('select transition_code, comment from core_history where item_id = $1 order by version, step', [closed])).map((row) => [row['transition_code'], row['comment']]), [['CL-01', null], ['CL-03', null], ['CL-06', null], ['CL-08', 'замена не отгружена'], ['CL-04', null]], 'both closings stay');
});

t.test('who registered corrects his own words, and only until it is taken up', async (t) => {
  const made = await claim(anna);
  const at = `${CLAIMS}/${made['id']}`;
  const edited = good(await anna.patch(at, { version: made['version'], essence: 'Вмятина и царапина' }));
  t.same(refusal(await anna.patch(at, { version: edited['version'], result: 'всё хорошо' })), [403, 'claims.not_yours_to_edit']);
  t.same(refusal(await anna.patch(at, { version: edited['version'], plan: [] })), [403, 'claims.not_yours_to_edit']);
  t.same(refusal(await tarasov.patch(at, { version: edited['version'], essence: 'Иное' })), [403, 'claims.not_yours_to_edit'], 'a colleague’s words');
  t.equal((await anna.patch(at, { version: 1, essence: 'x' })).status, 409, 'a stale version');
  good(await zotova.send(at, 'claim.taken'));
  t.same(refusal(await anna.patch(at, { version: (await fresh(anna, made['id']))['version'], essence: 'Позже' })), [403, 'claims.not_yours_to_edit']);
  t.equal((await anna.call('DELETE', `${at}?version=${(await fresh(anna, made['id']))['version']}`)).status, 409, 'a claim has a history and is not deleted');
});

t.test('a late claim is reported to the head once per deadline', async (t) => {
  const made = await claim(anna, { partner_id: id.other });
  const heard = async (): Promise<string[]> => (await rows(`select u.login from core_notification n join core_user u on u.id = n.recipient_id where n.subject_id = $1 and n.text like 'Просрочена%' order by u.login`, [made['id']])).map((row) => String(row['login']));
  await app.moveClock('2025-03-24T08:00:00Z', 'open');
  t.same(await heard(), [], 'not yet');
  await app.moveClock('2025-03-26T08:00:00Z', 'open');
  t.same(await heard(), ['gromov', 'zotova']);
  t.ok((await fresh(zotova, made['id']))['escalated_at']);
  t.match(good(await zotova.send(`${CLAIMS}/${made['id']}`, 'claim.taken')), { escalated_at: null, due_at: /^2025-04-0/ }, 'another deadline begins');
  await app.moveClock('2025-04-15T08:00:00Z', 'open');
  t.equal((await heard()).length, 4);
});

t.test('the regulation decides: a plan is obligatory, and there is no half satisfaction', async (t) => {
  const strict = await app.as('strict_zotova');
  const manager = await app.as('strict_anna');
  const made = await claim(manager, {}, 'strict');
  const at = `${CLAIMS}/${made['id']}`;
  t.equal(made['due_at'], null, 'this company has no deadline for the beginning');
  t.same(refusal(await strict.send(at, 'claim.taken')), [409, 'claims.plan_is_obligatory']);
  const me = await idOf('core_user', 'strict_zotova', 'strict');
  good(await strict.patch(at, { version: made['version'], plan: [{ title: 'Осмотр', planned_at: '2025-03-24T07:00:00Z', responsible_id: me }] }));
  good(await strict.send(at, 'claim.plan_made'));
  const [task] = await rows('select id from core_task where subject_id = $1', [made['id']], 'strict');
  good(await strict.send(`/api/core/tasks/${task?.['id']}`, 'task.done', { result: 'видел' }));
  const data = { reason_id: await idOf('claims_claim_reason', 'defect', 'strict'), department_id: await idOf('core_department', 'warehouse', 'strict'), result: 'ремонт' };
  t.same(refusal(await strict.send(at, 'claim.partially_satisfied', data)), [409, 'claims.partial_is_off']);
  t.match(good(await strict.send(at, 'claim.satisfied', data)), { state: 'satisfied' });
  t.same(await violations('strict'), []);
});

t.test('the reports add up to the list, for those who may see them', async (t) => {
  const month = (name: string, query = '') => `/api/claims/reports/${name}?from=2025-03&to=2025-04${query}`;
  await taken({ registered_at: '2025-04-01T00:30:00+03:00', partner_id: id.other });
  const list = await rows(`select to_char(registered_at at time zone 'Europe/Moscow', 'YYYY-MM') as month, state, reason_id, coalesce(department_id, (select department_id from core_user u where u.id = guilty_user_id)) as department from claims_claim`);
  const is = (states: readonly string[]) => (row: Row): boolean => states.includes(String(row['state']));
  const decided = is(['satisfied', 'partially_satisfied', 'not_satisfied']);
  const open = is(['registered', 'in_progress']);
  const dynamics = (await gromov.get(month('dynamics'))).body as { data: Row[]; totals: Row };
  t.same(dynamics.totals, { registered: list.length, processed: list.filter(decided).length, open: list.filter(open).length, withdrawn: list.filter(is(['withdrawn'])).length });
  t.same([...new Set(dynamics.data.filter((row) => row['is_peak']).map((row) => row['month']))], ['2025-03'], 'the month with the most');
  for (const row of dynamics.data) {
    const same = list.filter((one) => one['month'] === row['month'] && one['department'] === row['department_id']);
    t.match(row, { registered: same.length, processed: same.filter(decided).length, open: same.filter(open).length }, `${row['month']} ${row['department']}`);
  }
  t.match(dynamics.data.find((row) => row['month'] === '2025-04'), { registered: 1, department: null }, 'the night of the 1st belongs to April here');
  const satisfaction = (await gromov.get(month('satisfaction'))).body as { data: Row[]; totals: Row };
  t.equal(satisfaction.totals['registered'], list.length);
  const damage = list.filter((one) => one['reason_id'] === id.damage);
  t.match(satisfaction.data.find((row) => row['reason_id'] === id.damage), {
    registered: damage.length, satisfied: damage.filter(is(['satisfied'])).length, not_satisfied: damage.filter(is(['not_satisfied'])).length,
    satisfied_percent: (100 * damage.filter(is(['satisfied'])).length / damage.filter(decided).length).toFixed(2),
  });
  t.equal(satisfaction.data.find((row) => row['reason_id'] === null)?.['satisfied_percent'], null, 'nothing was decided there');
  const structure = (await gromov.get(month('structure'))).body as { data: Row[]; totals: Row };
  t.equal(structure.totals['claims'], list.length);
  t.match(structure.data.find((row) => row['department_id'] === id.warehouse), { claims: list.filter((one) => one['department'] === id.warehouse).length, top_reasons: [{ reason: 'Повреждение при перевозке' }] });
  t.equal(structure.data.reduce((sum, row) => sum + Math.round(Number(row['share'])), 0) > 97, true);

  const own = (await anna.get(month('dynamics'))).body as { totals: Row };
  const [mine] = await rows(`select count(*)::int as n from claims_claim c left join crm_partner p on p.id = c.partner_id join core_user u on u.login = 'anna' where u.id in (c.responsible_id, p.main_manager_id)`);
  t.equal(own.totals['registered'], mine?.['n'], 'a manager sees his clients’ claims');
  t.not(own.totals['registered'], list.length);
  for (const [name, by] of Object.entries({ tarasov, belova, zotova })) t.equal((await by.get(month('dynamics'))).status, 403, name);
  t.same(refusal(await gromov.get('/api/claims/reports/dynamics?from=2025-05&to=2025-04')), [422, 'claims.bad_period']);
  t.equal((await gromov.get('/api/claims/reports/dynamics?from=2025')).status, 400);
  for (const name of ['dynamics', 'satisfaction', 'structure']) {
    const sheet = await fetch(`${app.url}${month(name, '&format=xlsx')}`, { headers: gromov.cookies });
    t.equal(sheet.status, 200, name);
    t.equal(Buffer.from(await sheet.arrayBuffer()).subarray(0, 2).toString(), 'PK', `${name} is a workbook`);
  }
  t.same(await violations(), []);
});
