import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { setClock } from '../../core/jobs/index.ts';
import type { Answer } from '../../core/testing/index.ts';
import { EXAMPLE_PASSWORD, TestClient } from '../../core/testing/index.ts';
import { startProcess } from './fixture/start-process.ts';
import { make, projectInReview, startTrust, violations } from './fixture/start.ts';

const TICKETS = '/api/desk/tickets';
const PROJECTS = '/api/desk/projects';

t.test('the process is killed', async (t) => {
  const app = await startTrust(t);
  const boss = await app.as('boss');

  t.test('at every statement of a transition: it is wholly there or wholly absent, and a retry tells which', async (t) => {
    const accept = { event: 'project.accepted' };
    const counted = await projectInReview(boss);
    await boss.get(`${PROJECTS}/${counted}`);
    const before = app.application.database.statementCount;
    await boss.post(`${PROJECTS}/${counted}/transitions`, accept, 'counted');
    const statements = app.application.database.statementCount - before;
    t.ok(statements >= 8, `${statements} statements`);
    const places = [...Array.from({ length: statements }, (_, at) => ({ statement: at + 1, when: 'before' as const })), { statement: statements, when: 'after' as const }];
    const outcomes: string[] = [];
    const strike = async (place: (typeof places)[number]): Promise<void> => {
      const project = await projectInReview(boss);
      const node = await startProcess(t, app.adminUrl);
      const client = await new TestClient(node.url).signIn('boss', EXAMPLE_PASSWORD);
      const key = `crash-${place.statement}-${place.when}`;
      const gone = new Promise((resolve) => node.child.once('exit', resolve));
      await client.get(`${PROJECTS}/${project}`);
      await node.dieAt(place);
      const lost = await client.post(`${PROJECTS}/${project}/transitions`, accept, key).catch(() => undefined);
      if (lost !== undefined) await node.kill();
      await gone;
      const found = (await boss.get(`${PROJECTS}/${project}`)).body as { state: string; done_count: number; version: number };
      const [kept] = await app.read((uow) => uow.query<{ history: number; deliveries: number; keys: number }>(
        `select (select count(*)::int from core_history where item_id = $1 and transition_code = 'P-02') as history, (select count(*)::int from core_delivery where item_id = $1) as deliveries,
           (select count(*)::int from core_idempotency where key = $2) as keys`, [project, key]));
      const whole = found.state === 'done';
      outcomes.push(whole ? 'there' : 'absent');
      t.same({ ...kept, done_count: found.done_count }, whole ? { history: 1, deliveries: 1, keys: 1, done_count: 1 } : { history: 0, deliveries: 0, keys: 0, done_count: 0 }, `${place.when} statement ${place.statement}: ${found.state}`);
      t.ok(lost === undefined || whole, 'what was answered was kept');
      const retried = await boss.post(`${PROJECTS}/${project}/transitions`, accept, key);
      t.equal(retried.status, 200, 'the retry is answered');
      t.equal(retried.headers.get('idempotent-replay'), whole ? 'true' : null);
      t.match((await boss.get(`${PROJECTS}/${project}`)).body, { state: 'done', done_count: 1 }, 'and nothing happened twice');
    };
    const queue = [...places];
    await Promise.all([0, 1].map(async () => {
      for (let place = queue.shift(); place !== undefined; place = queue.shift()) await strike(place);
    }));
    t.ok(outcomes.includes('absent') && outcomes.includes('there'), 'both outcomes were met');
    t.same(await violations(app), []);
  });

  t.test('under load from several clients: what was answered is there once, what was not is settled by its key', async (t) => {
    const node = await startProcess(t, app.adminUrl);
    const clients = await Promise.all(['boss', 'boss', 'boss', 'boss'].map((login) => new TestClient(node.url).signIn(login, EXAMPLE_PASSWORD)));
    const project = await make(boss, PROJECTS, { title: 'под нагрузкой', budget: '1.00' });
    const sent: { ticket: string; key: string; answer: Answer | undefined }[] = [];
    const tickets = await Promise.all(Array.from({ length: 60 }, (_, at) => make(boss, TICKETS, { project_id: project, name: `t${at}`, hours: '1' })));
    let acknowledged = 0;
    await Promise.all(clients.map(async (client, at) => {
      for (const ticket of tickets.filter((_, index) => index % clients.length === at)) {
        const one: (typeof sent)[number] = { ticket, key: randomUUID(), answer: undefined };
        sent.push(one);
        one.answer = await client.post(`${TICKETS}/${ticket}/transitions`, { event: 'ticket.taken' }, one.key).catch(() => undefined);
        if (one.answer === undefined) return;
        acknowledged += 1;
        if (acknowledged === 20) node.child.kill('SIGKILL');
      }
    }));
    t.ok(sent.some((one) => one.answer === undefined), 'some were cut off');
    for (const { ticket, key, answer } of sent) {
      if (answer !== undefined) t.equal(answer.status, 200);
      const again = await boss.post(`${TICKETS}/${ticket}/transitions`, { event: 'ticket.taken' }, key);
      t.equal(again.status, 200);
      if (answer !== undefined) t.same([again.headers.get('idempotent-replay'), again.body], ['true', answer.body], 'an acknowledged operation is answered as before');
      const history = (await boss.get(`${TICKETS}/${ticket}/history`)).body.data as { event: string }[];
      t.equal(history.filter((row) => row.event === 'ticket.taken').length, 1);
    }
    t.same(await violations(app), []);
  });
});

t.test('timers', async (t) => {
  const app = await startTrust(t, { now: '2025-03-03T06:00:00Z' });
  const boss = await app.as('boss');

  t.test('three nodes, one of them killed, fire a hundred waits once each', async (t) => {
    const project = await make(boss, PROJECTS, { title: 'ожидания', budget: '1.00' });
    for (let at = 0; at < 100; at += 1) await make(boss, TICKETS, { project_id: project, name: `t${at}` });
    await setClock(app.company('north'), new Date('2025-03-05T06:00:01Z'));
    const nodes = await Promise.all([0, 1, 2].map(() => startProcess(t, app.adminUrl, true)));
    const fired = async (): Promise<number> => (await app.read((uow) => uow.query<{ n: number }>('select count(*)::int as n from core_timer where fired_at is not null')))[0]?.n ?? 0;
    const end = performance.now() + 20_000;
    while ((await fired()) < 20 && performance.now() < end) await wait(20);
    await nodes[0]?.kill();
    while ((await fired()) < 100 && performance.now() < end) await wait(50);
    await wait(300);
    t.equal(await fired(), 100);
    t.same(await app.read((uow) => uow.query('select pinged, count(*)::int as n from desk_ticket group by pinged')), [{ pinged: 1, n: 100 }]);
    t.same(await app.read((uow) => uow.query('select sequence_no, count(*)::int as n from core_timer where fired_at is null and cancelled_at is null group by 1')), [{ sequence_no: 2, n: 100 }], 'the next ones are armed');
    t.same(await violations(app), []);
  });
});
