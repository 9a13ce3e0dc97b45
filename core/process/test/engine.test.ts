import t from 'tap';
import type { TestApp, TestClient } from '../../testing/index.ts';
import { startDesk, userId } from './fixture/start.ts';

async function project(boss: TestClient, values: Record<string, unknown> = {}): Promise<string> {
  const made = await boss.post('/api/desk/projects', { title: 'Стенд', budget: '500.00', ...values });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}

async function ticket(boss: TestClient, projectId: string, values: Record<string, unknown> = {}): Promise<string> {
  const made = await boss.post('/api/desk/tickets', { project_id: projectId, name: 'Сварка', ...values });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}

const at = (id: string): string => `/api/desk/tickets/${id}`;

t.test('a transition and what follows from it', async (t) => {
  const app: TestApp = await startDesk(t);
  const [boss, worker, other] = await Promise.all([app.as('boss'), app.as('worker'), app.as('other')]);

  t.test('the last ticket of a group moves its project, once, in the same answer', async (t) => {
    const id = await project(boss);
    const [first, second] = [await ticket(boss, id, { hours: '1' }), await ticket(boss, id, { hours: '2' })];
    await boss.send(at(first), 'ticket.taken');
    t.equal((await boss.send(at(first), 'ticket.done')).body.moved.length, 2, 'both regions of the ticket, not yet the project');
    await boss.send(at(second), 'ticket.taken');
    const last = await boss.send(at(second), 'ticket.done');
    t.match(last.body.moved, [{ code: 'T-02' }, { code: 'T-11' }, { entity: 'desk.project', code: 'P-01', to: 'review', event: 'ticket.done' }]);
    const { body } = await boss.get(`/api/desk/projects/${id}/history`);
    t.match(body.data, [{ to_value: 'open', version: 1 }, { from_value: 'open', to_value: 'review', transition_code: 'P-01', event: 'ticket.done', actor_name: 'Робот' }]);
  });

  t.test('a guard that says no answers with every reason, and changes nothing', async (t) => {
    const id = await ticket(boss, await project(boss));
    await boss.send(at(id), 'ticket.taken');
    const before = await boss.get(at(id));
    const refused = await boss.send(at(id), 'ticket.done');
    t.equal(refused.status, 200, 'the boss also checks, which needs no hours');
    t.match(refused.body.item, { state: 'doing', check_state: 'checked' }, 'one region refuses, the other moves');
    const again = await boss.send(at(id), 'ticket.done');
    t.equal(again.status, 409);
    t.match(again.body, { code: 'core.guard_refused', reasons: [{ code: 'hours_missing', message: 'Укажите часы.' }] });
    t.equal((await boss.get(at(id))).body.version, before.body.version + 1);
  });

  t.test('a decision explains itself with the row, the facts and the words of the reader', async (t) => {
    const id = await project(boss, { budget: '5000.00' });
    const one = await ticket(boss, id, { hours: '1' });
    await boss.send(at(one), 'ticket.taken');
    await boss.send(at(one), 'ticket.done');
    const refused = await boss.send(`/api/desk/projects/${id}`, 'project.accepted');
    t.equal(refused.status, 409);
    t.match(refused.body.reasons, [{ code: 'too_big', rule: 'D-01', row: '2', facts: { budget: 5000 }, message: 'Бюджет 5000 больше разрешённого.' }]);
    const explained = await boss.get(`/api/desk/projects/${id}/explain/desk.acceptance`);
    t.match(explained.body, { outcome: { allowed: false, why: 'too_big' }, rows: ['2'], facts: { budget: 5000 } });
    const events = await boss.get(`/api/desk/projects/${id}/transitions`);
    t.match(events.body.data.find((event: { event: string }) => event.event === 'project.accepted'), { allowed: false, to: 'done', toLabel: 'Готов', reasons: [{ code: 'too_big' }] });
  });

  const refusals: [string, TestClient, string, unknown, number, string][] = [
    ['an event the process does not know, with the nearest one', boss, 'ticket.tacken', undefined, 422, 'core.unknown_event'],
    ['data that the event does not take', boss, 'ticket.taken', { speed: 1 }, 422, 'core.invalid_data'],
    ['somebody without the role', other, 'ticket.dropped', undefined, 403, 'core.role_required'],
  ];
  for (const [name, who, event, data, status, code] of refusals) {
    t.test(`refused: ${name}`, async (t) => {
      const id = await ticket(boss, await project(boss));
      const answer = await who.post(`${at(id)}/transitions`, { event, ...(data === undefined ? {} : { data }) });
      t.match(answer, { status, body: { code } });
      t.equal((await boss.get(at(id))).body.version, 1);
    });
  }

  t.test('refused: an event this state does not foresee', async (t) => {
    const id = await ticket(boss, await project(boss));
    await boss.send(at(id), 'ticket.taken');
    t.match(await boss.send(at(id), 'ticket.taken'), { status: 409, body: { code: 'core.event_not_available', detail: /В работе/ } });
  });

  t.test('a permission granted as «own» holds for the owner alone', async (t) => {
    const mine = await project(boss, { responsible_id: await userId(app, 'worker') });
    const his = await project(boss, { responsible_id: await userId(app, 'boss') });
    t.equal((await worker.send(`/api/desk/projects/${his}`, 'project.dropped', { reason: 'x' })).status, 403);
    t.equal((await worker.send(`/api/desk/projects/${mine}`, 'project.dropped', { reason: 'нет денег' })).status, 200);
    t.match((await boss.get(`/api/desk/projects/${mine}`)).body, { state: 'dropped', reason: 'нет денег' });
  });

  t.test('what an event needs is asked for by name', async (t) => {
    const id = await project(boss);
    const answer = await boss.send(`/api/desk/projects/${id}`, 'project.dropped');
    t.match(answer, { status: 422, body: { errors: [{ pointer: '/data/reason', code: 'required' }] } });
  });

  t.test('an effect sends events to other items in the same transaction', async (t) => {
    const id = await project(boss);
    const [a, b] = [await ticket(boss, id), await ticket(boss, id)];
    const answer = await boss.send(`/api/desk/projects/${id}`, 'project.dropped', { reason: 'x' });
    t.same(answer.body.moved.map((move: { code: string }) => move.code).sort(), ['P-03', 'T-03', 'T-03']);
    for (const one of [a, b]) t.equal((await boss.get(at(one))).body.state, 'dropped');
  });

  t.test('a dry run answers the same and changes nothing', async (t) => {
    const id = await ticket(boss, await project(boss));
    const dry = await boss.post(`${at(id)}/transitions?dry_run=true`, { event: 'ticket.taken' });
    t.match(dry, { status: 200, body: { item: { state: 'doing' } } });
    t.match((await boss.get(at(id))).body, { state: 'new', version: 1 });
  });

  t.test('a stale version is refused with the present one', async (t) => {
    const id = await ticket(boss, await project(boss));
    await boss.send(at(id), 'ticket.taken', undefined, 1);
    t.match(await boss.send(at(id), 'ticket.done', undefined, 1), { status: 409, body: { code: 'core.version_conflict', params: { version: 2 } } });
  });

  t.test('the database refuses a state written by anyone else', async (t) => {
    const id = await project(boss);
    await t.rejects(app.write((uow) => uow.query(`update desk_project set state = 'done' where id = $1`, [id])), /engine only/);
    await t.rejects(app.write((uow) => uow.query(`update core_history set to_value = 'done'`)), /permission denied|append-only/);
    await t.rejects(app.write(async (uow) => {
      await uow.asInstallation(async () => undefined);
      await uow.query(`update desk_project set state = 'done' where id = $1`, [id]);
    }), /engine only/, 'nor after work on the installation’s own tables');
  });

  t.test('a company open for reading only still says what could be done, and does nothing', async (t) => {
    const id = await ticket(boss, await project(boss));
    const become = async (status: 'active' | 'read_only'): Promise<void> => {
      await app.application.database.query('update reglament.company set status = $1', [status]);
      await app.application.refresh();
    };
    await become('read_only');
    t.match(await boss.get(`${at(id)}/transitions`), { status: 200, body: { version: 1 } });
    t.match(await boss.send(at(id), 'ticket.taken'), { status: 409, body: { code: 'core.read_only' } });
    await become('active');
    t.equal((await boss.send(at(id), 'ticket.taken')).status, 200);
  });

  t.test('the statements of a transition do not grow unseen', async (t) => {
    const id = await ticket(boss, await project(boss));
    const { database } = app.application;
    await boss.get(at(id));
    const before = [database.statementCount, database.roundTripCount] as const;
    await boss.send(at(id), 'ticket.taken');
    const spent = [database.statementCount - before[0], database.roundTripCount - before[1]];
    t.same(spent, [8, 5], 'BEGIN with role, path and clock, a wait for the root, parent and item in one trip; one write; the parent’s facts; the answer’s section; COMMIT');
  });
});
