import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { TestApp, TestClient } from '../../testing/index.ts';
import { startTestApp } from '../../testing/index.ts';
import { createRecord, updateRecord } from '../../records/index.ts';
import { ProcessEngine, runSchedule } from '../../process/index.ts';
import { verifyCompany } from '../../application/index.ts';
import { mapEvents } from '../maps/map-events.ts';
import { officePlugin } from './office.ts';

/** Friday morning in Moscow. */
const NOW = '2026-11-20T07:00:00Z';

const app: TestApp = await startTestApp(t, {
  plugins: [{ ...officePlugin, subscriptions: [{ ...mapEvents, id: 'office.map_events', on: 'note.signed' }] }],
  companies: { office: fileURLToPath(new URL('./regulation', import.meta.url)) },
  now: NOW,
});
const people = Object.fromEntries(await Promise.all(['clerk', 'clerk2', 'head', 'director', 'secretary', 'guest'].map(async (login) => [login, await app.as(login)] as const))) as Record<string, TestClient>;
const as = (login: string): TestClient => people[login] as TestClient;
const userIds = Object.fromEntries((await app.read((uow) => uow.query<{ login: string; id: string }>('select login, id from core_user where login is not null'))).map((row) => [row.login, row.id]));
const idOf = (login: string): string => userIds[login] as string;

async function rows(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return app.read((uow) => uow.query(sql, values));
}

async function paper(values: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return app.write(async (uow) => (await createRecord(uow, 'office.paper', { name: 'Бумага', responsible_id: idOf('clerk'), lines: [{ line_no: 1, sum: '10.00' }], ...values }, { asSystem: true })).id);
}

async function send(id: string, event: string, login = 'clerk'): Promise<void> {
  const answer = await as(login).send(`/api/office/papers/${id}`, event);
  t.equal(answer.status, 200, `${event}: ${JSON.stringify(answer.body)}`);
}

async function tasksOf(id: string): Promise<Record<string, unknown>[]> {
  return rows('select id, kind, title, state, assignee_role, assignee_user_id, due_at, rule_code, entered_state, process_step_code, result from core_task where subject_id = $1 order by kind, process_step_code, created_at', [id]);
}

async function taskId(id: string, kind: string, step?: string): Promise<string> {
  const found = (await tasksOf(id)).find((one) => one['kind'] === kind && (step === undefined || one['process_step_code'] === step) && (one['state'] === 'new' || one['state'] === 'in_progress'));
  if (found === undefined) throw new Error(`no open task ${kind} ${step ?? ''}`);
  return found['id'] as string;
}

t.test('a transition gives tasks, tells, reminds and starts a map, each once', async (t) => {
  const id = await paper({ name: 'Письмо 7' });
  await send(id, 'paper.sent');
  t.match(await tasksOf(id), [
    { kind: 'call', title: 'Позвонить по Письмо 7', state: 'new', assignee_user_id: idOf('clerk'), rule_code: 'P-1', entered_state: 'sent' },
    { kind: 'check', title: 'Проверить Письмо 7', assignee_role: 'clerk', assignee_user_id: null },
    { kind: 'process_step', process_step_code: 'register', assignee_role: 'clerk' },
  ]);
  t.equal(((await tasksOf(id))[1]?.['due_at'] as Date).toISOString(), '2026-11-23T07:00:00.000Z', 'a working day after Friday is Monday');
  t.match(await rows('select recipient_id, text from core_notification where subject_id = $1', [id]), [{ recipient_id: idOf('director'), text: 'Sent: Письмо 7' }], 'in the reader’s language');
  t.match(await rows('select recipient_id, text, state from core_reminder where subject_id = $1', [id]), [{ recipient_id: idOf('clerk'), text: 'Вернуться к Письмо 7', state: 'active' }]);
  await send(id, 'paper.resent');
  await send(id, 'paper.resent');
  t.equal((await tasksOf(id)).filter((one) => one['kind'] === 'again').length, 1, 'a rule that fires twice makes one task while it is open');
  await as('clerk').post(`/api/tasks/${await taskId(id, 'again')}/done`, {});
  await send(id, 'paper.resent');
  t.equal((await tasksOf(id)).filter((one) => one['kind'] === 'again').length, 2, 'and another when it was done');
});

t.test('my tasks are mine by person, by role and by substitution', async (t) => {
  const id = await paper({ name: 'Мои' });
  await send(id, 'paper.sent');
  const mine = async (login: string, query = ''): Promise<string[]> => {
    const answer = await as(login).get(`/api/tasks?limit=200${query}`);
    t.equal(answer.status, 200, JSON.stringify(answer.body));
    return (answer.body.data as { subject_id: string; kind: string }[]).filter((one) => one.subject_id === id).map((one) => one.kind).sort();
  };
  t.same(await mine('clerk'), ['call', 'check', 'process_step']);
  t.same(await mine('clerk2'), ['check', 'process_step']);
  t.same(await mine('head'), ['check', 'process_step'], 'a role that includes another does its work');
  t.same(await mine('guest'), []);
  t.same(await mine('clerk', '&overdue=true'), []);
  t.same(await mine('clerk', '&due_before=2026-11-24T00:00:00Z'), ['check', 'process_step']);
  t.equal((await as('clerk').get('/api/tasks?state=lost')).status, 400);
  await app.write((uow) => updateRecord(uow, { entity: 'core.user', id: idOf('clerk') }, { deputy_id: idOf('deputy'), absent_from: '2026-11-19', absent_to: '2026-11-21' }));
  // Somebody whose rights nobody has asked for yet: they are remembered for a moment.
  const lent = await app.as('deputy');
  t.same((await lent.get('/api/tasks?limit=200')).body.data.filter((one: { subject_id: string }) => one.subject_id === id).map((one: { kind: string }) => one.kind).sort(), ['call', 'check', 'process_step'], 'a deputy has the tasks of the absent');
  await app.write((uow) => updateRecord(uow, { entity: 'core.user', id: idOf('clerk') }, { deputy_id: null, absent_from: null, absent_to: null }));

  const pages: string[] = [];
  let after = '';
  do {
    const answer = await as('clerk').get(`/api/tasks?limit=2${after}`);
    pages.push(...answer.body.data.map((one: { id: string }) => one.id));
    after = answer.body.next === null ? '' : `&after=${answer.body.next as string}`;
  } while (after !== '');
  const whole = (await as('clerk').get('/api/tasks?limit=200')).body.data as { id: string; due_at: string | null; subject_title: string }[];
  t.same(pages, whole.map((one) => one.id), 'pages join to the whole list');
  const due = whole.map((one) => one.due_at ?? '9999');
  t.same(due, [...due].sort(), 'soonest first, undated last');
  t.ok(whole.every((one) => one.subject_title !== null));
});

t.test('a task is taken by one, given back, handed over and done by its assignee', async (t) => {
  const id = await paper();
  await send(id, 'paper.sent');
  const check = await taskId(id, 'check');
  const act = (login: string, what: string, body: unknown = {}) => as(login).post(`/api/tasks/${check}/${what}`, body);
  t.match(await act('guest', 'take'), { status: 409, body: { reasons: [{ code: 'core.not_assignee' }] } });
  t.match(await act('clerk2', 'take', { version: 1 }), { status: 200, body: { state: 'in_progress', assignee_user_id: idOf('clerk2') } });
  t.match(await act('clerk', 'done', { version: 1 }), { status: 409, body: { code: 'core.version_conflict' } });
  t.match(await act('clerk', 'done'), { status: 409, body: { reasons: [{ code: 'core.not_assignee' }] } }, 'what one has taken another does not finish');
  t.equal((await act('clerk2', 'return', {})).status, 422);
  t.match(await act('clerk2', 'return', { comment: 'болею' }), { status: 200, body: { state: 'new', assignee_user_id: null } });
  t.match(await act('clerk', 'reassign', {}), { status: 409, body: { reasons: [{ code: 'core.assignee_needed' }] } });
  t.equal((await act('clerk', 'reassign', { assignee_role: 'nobody' })).body.code, 'core.unknown_role');
  t.match(await act('clerk', 'reassign', { assignee_user_id: idOf('secretary') }), { status: 200, body: { assignee_user_id: idOf('secretary'), assignee_role: 'clerk' } });
  t.match((await as('secretary').get('/api/notifications')).body, { unread: 1, data: [{ subject_id: id }] });
  t.match((await as('secretary').post('/api/notifications/read', {})).body, { read: 1 });
  t.match((await as('secretary').get('/api/notifications?unread=true')).body, { unread: 0, data: [] });
  t.match(await act('secretary', 'done', { result: 'проверено' }), { status: 200, body: { state: 'done', result: 'проверено' } });
  t.equal((await act('secretary', 'done')).body.code, 'core.event_not_available');
});

t.test('a map opens its steps in order, skips a branch, hears of events and ends', async (t) => {
  const run = async (id: string) => (await rows('select state, outcome, steps, current_steps from core_process_run where subject_id = $1', [id]))[0];
  const id = await paper({ amount: '500.00' });
  await send(id, 'paper.sent');
  const register = await taskId(id, 'process_step', 'register');
  t.match(await as('clerk').post(`/api/tasks/${register}/done`, {}), { status: 409, body: { reasons: [{ code: 'core.result_required' }] } });
  t.equal((await as('clerk').post(`/api/tasks/${register}/done`, { result: 'вх. 15' })).status, 200);
  t.match(await run(id), { state: 'running', steps: { register: 'done', large: 'skipped', signed: 'open' }, current_steps: ['signed'] });
  await app.write(async (uow) => {
    const note = await createRecord(uow, 'office.note', { paper_id: id }, { asSystem: true, event: 'note.signed' });
    t.ok(note.id);
  });
  t.match(await run(id), { current_steps: ['archive'] }, 'a note that refers to the paper does the step');
  t.equal((await as('clerk').post(`/api/tasks/${await taskId(id, 'process_step', 'archive')}/done`, {})).status, 200);
  t.match(await run(id), { state: 'completed', outcome: 'archived', current_steps: [] });

  const large = await paper({ amount: '5000.00' });
  await send(large, 'paper.sent');
  await as('clerk').post(`/api/tasks/${await taskId(large, 'process_step', 'register')}/done`, { result: 'вх. 16' });
  t.match(await run(large), { steps: { register: 'done', large: 'open', signed: 'open' } });
});

t.test('closing an item leaves nobody with work about it', async (t) => {
  const id = await paper();
  await send(id, 'paper.sent');
  await send(id, 'paper.submitted');
  await send(id, 'paper.closed');
  t.same([...new Set((await tasksOf(id)).map((one) => one['state']))], ['cancelled']);
  t.match(await rows('select state from core_reminder where subject_id = $1', [id]), [{ state: 'cancelled' }]);
  t.match(await rows('select state from core_approval where subject_id = $1', [id]), [{ state: 'withdrawn' }]);
  t.match(await rows('select state, outcome from core_process_run where subject_id = $1', [id]), [{ state: 'terminated', outcome: 'subject_closed' }]);
});

async function approvals(id: string): Promise<Record<string, unknown>[]> {
  return rows('select id, state, round, step_no, required_role, approver_id, decided_by, on_behalf_of, decision_comment, escalated_to_role from core_approval where subject_id = $1 order by created_at, round', [id]);
}

t.test('an approval is decided by the role, not by the author, and for what was seen', async (t) => {
  const id = await paper({ amount: '900.00' });
  await send(id, 'paper.submitted');
  await send(id, 'paper.submitted');
  const [first] = await approvals(id);
  t.equal((await approvals(id)).length, 1, 'the same content is not asked about twice');
  const decide = (login: string, event: string, data: Readonly<Record<string, unknown>> = {}) => as(login).send(`/api/core/approvals/${first?.['id'] as string}`, event, data);
  t.match(await decide('clerk', 'approval.approved'), { status: 409 });
  t.match((await decide('clerk', 'approval.approved')).body.reasons.map((one: { code: string }) => one.code).sort(), ['core.approver_role_required', 'core.author_is_approver']);
  t.match(await decide('guest', 'approval.approved'), { status: 409, body: { reasons: [{ code: 'core.approver_role_required' }] } });
  t.match(await as('head').post(`/api/tasks/${await taskId(id, 'approval')}/done`, {}), { status: 409, body: { reasons: [{ code: 'core.decide_the_approval' }] } });
  t.equal((await decide('head', 'approval.rejected')).status, 422, 'a refusal needs its reason');
  t.equal((await decide('head', 'approval.approved')).status, 200);
  t.match(await approvals(id), [{ state: 'approved', approver_id: idOf('head'), decided_by: idOf('head'), on_behalf_of: null }]);
  t.match((await tasksOf(id))[0], { kind: 'approval', state: 'done' });

  await app.write((uow) => updateRecord(uow, { entity: 'office.paper', id }, { note: 'не в счет' }));
  t.match(await approvals(id), [{ state: 'approved' }], 'what the approval does not cover may change');
  await app.write(async (uow) => {
    const [line] = await uow.query<{ id: string }>('select id from office_paper_line where paper_id = $1', [id]);
    await updateRecord(uow, { entity: 'office.paper_line', id: line?.id ?? '' }, { sum: '11.00' });
  });
  t.match(await approvals(id), [{ state: 'withdrawn' }], 'a line that changes voids it');
  await send(id, 'paper.submitted');
  t.match(await approvals(id), [{ state: 'withdrawn', round: 1 }, { state: 'pending', round: 2 }]);
});

t.test('a limit of signature binds; a decision on paper is entered for its maker', async (t) => {
  const id = await paper({ amount: '1000.01' });
  await send(id, 'paper.submitted');
  const path = `/api/core/approvals/${(await approvals(id))[0]?.['id'] as string}`;
  t.match(await as('head').send(path, 'approval.approved'), { status: 409, body: { reasons: [{ code: 'core.over_signature_limit' }] } });
  t.equal((await as('secretary').send(path, 'approval.approved', { on_behalf_of: idOf('head') })).body.code, 'core.over_signature_limit');
  t.equal((await as('secretary').send(path, 'approval.returned', { on_behalf_of: idOf('guest'), comment: 'нет' })).body.code, 'core.not_an_approver');
  t.equal((await as('guest').send(path, 'approval.returned', { on_behalf_of: idOf('head'), comment: 'нет' })).body.code, 'core.enter_on_behalf_denied');
  t.match(await approvals(id), [{ state: 'pending', decided_by: null }], 'a refusal leaves nothing');
  t.equal((await as('secretary').send(path, 'approval.returned', { on_behalf_of: idOf('head'), comment: 'Снизить' })).status, 200);
  t.match(await approvals(id), [{ state: 'returned', approver_id: idOf('head'), decided_by: idOf('secretary'), on_behalf_of: idOf('head'), decision_comment: 'Снизить' }]);
  t.match((await tasksOf(id)).find((one) => one['kind'] === 'approval_returned'), { state: 'new', assignee_user_id: idOf('clerk') });
  t.match(await as('head').send(path, 'approval.requested'), { status: 409, body: { reasons: [{ code: 'core.requester_only' }] } });
  t.equal((await as('clerk').send(path, 'approval.requested')).status, 200);
  t.match(await approvals(id), [{ state: 'withdrawn', round: 1 }, { state: 'pending', round: 2, decision_comment: null }], 'the next round starts clean');
  t.match((await tasksOf(id)).find((one) => one['kind'] === 'approval_returned'), { state: 'done' });
});

t.test('what is late goes to the role above, once', async (t) => {
  const id = await paper();
  await send(id, 'paper.submitted');
  await send(id, 'paper.sent');
  await app.moveClock('2026-11-23T08:00:00Z');
  t.match(await approvals(id), [{ state: 'pending', escalated_to_role: 'director' }]);
  const path = `/api/core/approvals/${(await approvals(id))[0]?.['id'] as string}`;
  await app.moveClock('2026-11-25T12:00:00Z');
  t.match(await rows(`select assignee_role from core_task where subject_id = $1 and kind = 'check' and escalated_at is not null`, [id]), [{ assignee_role: 'director' }]);
  const heard = async () => (await rows('select 1 from core_notification where recipient_id = $1 and subject_id = $2', [idOf('director'), id])).length;
  const before = await heard();
  const company = app.company();
  const schedule = company.regulation.schedules.get('core.escalate_overdue');
  if (schedule === undefined) throw new Error('the regulation lost its schedule');
  await app.write((uow) => runSchedule(uow, schedule));
  t.equal(await heard(), before);
  t.equal((await as('director').send(path, 'approval.approved')).status, 200);
});

t.test('the system’s orders do not depend on who acts, and live data keeps its invariants', async (t) => {
  const id = await paper();
  await send(id, 'paper.sent');
  const other = await taskId(id, 'call');
  const guest = await app.company().read(app.company().robot, async (uow) => ({ ...uow.actor, kind: 'person' as const, userId: idOf('guest'), roles: [], permissions: new Map() }));
  await app.company().write(guest, (uow) => ProcessEngine.of(uow).sendAsSystem({ entity: 'core.task', id: other }, 'task.cancelled', {}, false).then(() => undefined));
  t.match((await tasksOf(id)).find((one) => one['id'] === other), { state: 'cancelled' });
  const violations = await verifyCompany(app.company());
  t.same(violations.filter((one) => ['V7', 'V8'].includes(one.code)), []);
});
