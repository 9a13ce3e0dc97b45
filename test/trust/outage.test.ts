import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import pg from 'pg';
import type { Answer } from '../../core/testing/index.ts';
import { EXAMPLE_PASSWORD, TestClient } from '../../core/testing/index.ts';
import { startGate } from './fixture/gate.ts';
import { startNode } from './fixture/node.ts';
import { make, startTrust, violations } from './fixture/start.ts';

const TICKETS = '/api/desk/tickets';
const PROJECTS = '/api/desk/projects';

t.test('the database goes away', async (t) => {
  const app = await startTrust(t);
  const boss = await app.as('boss');
  const admin = new pg.Client({ connectionString: app.adminUrl });
  await admin.connect();
  t.teardown(() => admin.end());

  t.test('connections are cut in the middle of work: each answer is a success or a 503, and nothing is half done', async (t) => {
    const project = await make(boss, PROJECTS, { title: 'обрывы', budget: '1.00' });
    const tickets = await Promise.all(Array.from({ length: 80 }, (_, at) => make(boss, TICKETS, { project_id: project, name: `t${at}`, hours: '1' })));
    let over = false;
    const cutting = (async () => {
      while (!over) {
        await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
        await wait(15);
      }
    })();
    const answers: [string, string, Answer][] = [];
    await Promise.all([0, 1, 2, 3].map(async (at) => {
      for (const ticket of tickets.filter((_, index) => index % 4 === at)) {
        const key = randomUUID();
        answers.push([ticket, key, await boss.post(`${TICKETS}/${ticket}/transitions`, { event: 'ticket.taken' }, key)]);
      }
    }));
    over = true;
    await cutting;
    const statuses = new Set(answers.map(([, , answer]) => answer.status));
    t.same([...statuses].filter((status) => status !== 200 && status !== 503), [], `answers: ${[...statuses].join(', ')}`);
    t.ok(answers.some(([, , answer]) => answer.status === 503), 'some were cut');
    t.ok(answers.filter(([, , answer]) => answer.status === 503).every(([, , answer]) => answer.headers.has('retry-after')));
    for (const [ticket, key, answer] of answers) {
      const again = await boss.post(`${TICKETS}/${ticket}/transitions`, { event: 'ticket.taken' }, key);
      t.equal(again.status, 200, 'the key settles it');
      if (answer.status === 200) t.equal(again.headers.get('idempotent-replay'), 'true');
      t.match((await boss.get(`${TICKETS}/${ticket}`)).body, { state: 'doing', version: 2 });
    }
    t.same(await violations(app), []);
  });

  t.test('a database that stops for three seconds: 503, a reason, and work again without a hand', async (t) => {
    const gate = await startGate(t, app.adminUrl);
    const { node } = await startNode(gate.url, true);
    t.teardown(() => node.stop());
    const client = await new TestClient(node.url).signIn('boss', EXAMPLE_PASSWORD);
    const project = await make(client, PROJECTS, { title: 'перерыв', budget: '1.00' });
    t.equal((await client.get('/health/ready')).status, 200);
    await gate.shut();
    const away = performance.now();
    for (const answer of await Promise.all([client.get(`${PROJECTS}/${project}`), client.post(PROJECTS, { title: 'x' }), client.post('/api/session', { login: 'boss', password: EXAMPLE_PASSWORD })])) {
      t.match(answer, { status: 503, body: { code: 'core.database_unavailable' } });
      t.ok(answer.headers.has('retry-after'));
    }
    t.ok(performance.now() - away < 5000, 'answered within five seconds');
    t.match(await client.get('/health/ready'), { status: 503, body: { status: 'not_ready', reasons: [/База данных/] } });
    t.equal((await client.get('/health/live')).status, 200, 'the process itself lives');
    await wait(Math.max(0, 3000 - (performance.now() - away)));
    await gate.open();
    const back = performance.now();
    while ((await client.get('/health/ready')).status !== 200 && performance.now() - back < 10_000) await wait(100);
    t.equal((await client.post(PROJECTS, { title: 'снова' })).status, 201);
    t.ok(performance.now() - back < 10_000, 'within ten seconds');
  });
});
