import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import pg from 'pg';
import { verifyCompany } from '../../core/application/index.ts';
import { setClock } from '../../core/jobs/index.ts';
import type { Answer, TestApp } from '../../core/testing/index.ts';
import { EXAMPLE_PASSWORD, TestClient } from '../../core/testing/index.ts';
import { startGate } from './fixture/gate.ts';
import { startNode } from './fixture/node.ts';
import { startProcess } from './fixture/start-process.ts';
import { make, startTrust } from './fixture/start.ts';

const TICKETS = '/api/desk/tickets';
const PROJECTS = '/api/desk/projects';

const clean = async (app: TestApp): Promise<string[]> => (await verifyCompany(app.company('north'))).map((one) => `${one.code} ${one.entity} ${one.id}: ${one.text}`);

/** A project on acceptance: accepting it moves it, counts, and orders an announcement. */
async function projectInReview(client: TestClient): Promise<string> {
  const project = await make(client, PROJECTS, { title: 'к приёмке', budget: '1.00' });
  const ticket = await make(client, TICKETS, { project_id: project, name: 'a', hours: '1' });
  await client.send(`${TICKETS}/${ticket}`, 'ticket.taken');
  await client.send(`${TICKETS}/${ticket}`, 'ticket.done');
  return project;
}

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
    t.same(await clean(app), []);
  });

  t.test('under load from several clients: what was answered is there once, what was not is settled by its key', async (t) => {
    for (let round = 0; round < 2; round += 1) {
      const node = await startProcess(t, app.adminUrl);
      const clients = await Promise.all(['boss', 'boss', 'boss', 'boss'].map((login) => new TestClient(node.url).signIn(login, EXAMPLE_PASSWORD)));
      const project = await make(boss, PROJECTS, { title: `под нагрузкой ${round}`, budget: '1.00' });
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
          if (acknowledged === 15 + round * 7) node.child.kill('SIGKILL');
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
    }
    t.same(await clean(app), []);
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
    while ((await fired()) < 20) await wait(20);
    await nodes[0]?.kill();
    const end = performance.now() + 15_000;
    while ((await fired()) < 100 && performance.now() < end) await wait(50);
    await wait(300);
    t.equal(await fired(), 100);
    t.same(await app.read((uow) => uow.query('select pinged, count(*)::int as n from desk_ticket group by pinged')), [{ pinged: 1, n: 100 }]);
    t.same(await app.read((uow) => uow.query('select sequence_no, count(*)::int as n from core_timer where fired_at is null and cancelled_at is null group by 1')), [{ sequence_no: 2, n: 100 }], 'the next ones are armed');
    t.same(await clean(app), []);
  });
});

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
    t.same(await clean(app), []);
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

t.test('verify finds what was done behind the engine’s back', async (t) => {
  const app = await startTrust(t);
  const boss = await app.as('boss');
  const project = await projectInReview(boss);
  await boss.send(`${PROJECTS}/${project}`, 'project.dropped', { reason: 'передумали' });
  t.same(await clean(app), [], 'an honest company is clean');
  const owner = new pg.Client({ connectionString: app.adminUrl });
  await owner.connect();
  t.teardown(() => owner.end());
  await owner.query('set search_path to company_north, reglament, public');
  const forge = async (sql: string): Promise<void> => void (await owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`));

  const history = `core_history where item_id = '${project}'`;
  const forgeries: [string, string, RegExp][] = [
    ['an altered state in a row of the history', `update core_history set to_value = 'done' where item_id = '${project}' and transition_code = 'P-01'`, /V2/],
    ['another person in a row of the history', `update core_history set actor_id = gen_random_uuid() where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['another moment', `update core_history set at = at - interval '1 day' where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['other words in what was given', `update core_history set data = '{"reason":"клиент отказался"}' where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['another account of what the rules saw', `update core_history set trace = '[]' where item_id = '${project}' and transition_code = 'P-01'`, /V2/],
    ['a comment that nobody made', `update core_history set comment = 'согласовано' where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['a dropped row in the middle', `delete from core_history where item_id = '${project}' and transition_code = 'P-01'`, /V[12]/],
    ['a dropped last row', `delete from core_history where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['an inserted row', `insert into core_history (entity, item_id, version, region, from_value, to_value, transition_code, event, at, previous_hash, hash, regulation_hash)
      select entity, item_id, version + 1, region, to_value, 'done', 'P-02', 'project.accepted', at, hash, hash, regulation_hash from core_history where item_id = '${project}' and transition_code = 'P-03'`, /V[12]/],
    ['the whole history of an item', `delete from core_history where item_id = '${project}'`, /V2/],
    ['a state changed without the engine', `update desk_project set state = 'done' where id = '${project}'`, /V2 desk\.project/],
    ['a broken seal', `update core_history_seal set chain_hash = repeat('0', 64) where seq = 2`, /V2 core\.history/],
    ['a seal taken out of the chain', 'delete from core_history_seal where seq = 2', /V2 core\.history/],
    ['a wait for a state that was left', `insert into core_timer (entity, item_id, code, entry_version, due_at, schedule, armed_at) values ('desk.project', '${project}', 'x', 1, now(), '{"region":"state","state":"open"}', now())`, /V7/],
  ];
  t.ok(((await owner.query(`select 1 from ${history}`)).rowCount ?? 0) >= 3);
  for (const [name, sql, found] of forgeries) {
    await owner.query('create temp table kept_history as table core_history; create temp table kept_seal as table core_history_seal; create temp table kept_project as table desk_project; create temp table kept_timer as table core_timer');
    await forge(sql);
    t.match((await clean(app)).join('\n'), found, name);
    await forge(`delete from core_history_seal; delete from core_history; delete from desk_project; delete from core_timer;
      insert into core_history overriding system value select * from kept_history; insert into core_history_seal select * from kept_seal; insert into desk_project select * from kept_project; insert into core_timer select * from kept_timer`);
    await owner.query('drop table kept_history, kept_seal, kept_project, kept_timer');
    t.same(await clean(app), [], `${name}: put back`);
  }
});
