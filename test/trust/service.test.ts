import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import pg from 'pg';
import { EXAMPLE_PASSWORD, TestClient } from '../../core/testing/index.ts';
import { startProcess } from './fixture/start-process.ts';
import { make, startTrust, violations } from './fixture/start.ts';

const PROJECTS = '/api/desk/projects';
const TICKETS = '/api/desk/tickets';

t.test('a service that people and programs can rely on', async (t) => {
  const app = await startTrust(t);
  const [boss, worker] = await Promise.all([app.as('boss'), app.as('worker')]);

  t.test('a repeat under the same key is the same operation, whatever its kind', async (t) => {
    const create = await boss.post(PROJECTS, { title: 'раз' }, 'create');
    const again = await boss.post(PROJECTS, { title: 'раз' }, 'create');
    t.same([again.status, again.body, again.headers.get('location')], [201, create.body, create.headers.get('location')]);
    t.equal(again.headers.get('idempotent-replay'), 'true');
    const path = `${PROJECTS}/${create.body.id}`;
    const patch = (): ReturnType<TestClient['call']> => boss.call('PATCH', path, { body: { version: 1, title: 'два' }, key: 'patch' });
    t.equal((await patch()).body.version, 2);
    t.match(await patch(), { status: 200, body: { version: 2, title: 'два' } }, 'the version it saw is no longer there, and the answer is still the first one');
    t.equal((await boss.get(path)).body.version, 2);
    t.match(await boss.post(PROJECTS, { title: 'другое' }, 'create'), { status: 422, body: { code: 'core.idempotency_reused' } });
    t.match(await boss.call('PATCH', path, { body: { version: 1, title: 'два' }, key: 'create' }), { status: 422, body: { code: 'core.idempotency_reused' } });
    t.equal((await worker.post(PROJECTS, { title: 'другое' }, 'create')).status, 201, 'a key is its user’s own');
    const refused = await boss.post(PROJECTS, { title: '' }, 'refused');
    t.equal(refused.status, 422);
    t.equal((await boss.post(PROJECTS, { title: 'исправлено' }, 'refused')).status, 201, 'what was refused did not happen, so the key is free');
    t.equal((await boss.call('POST', `${PROJECTS}?dry_run=true`, { body: { title: 'проба' }, key: 'dry' })).status, 201);
    t.equal((await boss.post(PROJECTS, { title: 'всерьёз' }, 'dry')).headers.get('idempotent-replay'), null, 'a dry run uses up no key');
  });

  t.test('nobody overwrites what he did not see', async (t) => {
    const id = await make(boss, PROJECTS, { title: 'общий' });
    const path = `${PROJECTS}/${id}`;
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => boss.patch(path, { version: 1, title: `правка ${at}` })));
    t.equal(answers.filter((answer) => answer.status === 200).length, 1);
    t.ok(answers.filter((answer) => answer.status !== 200).every((answer) => answer.status === 409 && answer.body.code === 'core.version_conflict' && answer.body.params.version === 2 && answer.body.params.updated_by !== undefined));
    t.equal((await boss.get(path)).body.version, 2);
  });

  t.test('rows made and moved under one parent at the same moment wait for each other and all succeed', async (t) => {
    const project = await make(boss, PROJECTS, { title: 'толпа', budget: '1.00' });
    const made = await Promise.all(Array.from({ length: 24 }, (_, at) => boss.post(TICKETS, { project_id: project, name: `t${at}`, hours: '1' })));
    t.same(made.map((answer) => answer.status).filter((status) => status !== 201), []);
    const moved = await Promise.all([...made.map((answer) => boss.send(`${TICKETS}/${answer.body.id}`, 'ticket.taken')), boss.patch(`${PROJECTS}/${project}`, { version: 1, title: 'толпа!' })]);
    t.same(moved.map((answer) => answer.status).filter((status) => status !== 200), []);
    t.same(await violations(app), []);
  });

  t.test('two people on two nodes see each other’s changes as they happen', async (t) => {
    const other = await startProcess(t, app.adminUrl);
    const far = await new TestClient(other.url).signIn('worker', EXAMPLE_PASSWORD);
    const streams = await Promise.all([boss, far].map(async (client) => {
      const response = await fetch(`${client.url}/api/events`, { headers: client.cookies });
      t.match(response.headers.get('content-type'), /text\/event-stream/);
      return (response.body as ReadableStream<Uint8Array>).getReader();
    }));
    const ids = [await make(boss, PROJECTS, { title: 'здесь' }), await make(far, PROJECTS, { title: 'там' })];
    for (const reader of streams) {
      let heard = '';
      while (!ids.every((id) => heard.includes(id))) heard += Buffer.from((await reader.read()).value ?? []).toString();
      t.match(heard, /event: change/);
      await reader.cancel();
    }
    t.equal((await far.get(`${PROJECTS}/${ids[0]}`)).body.title, 'здесь');
  });

  t.test('SIGTERM: what runs is finished, what is new is turned away, and the process ends by itself', async (t) => {
    const node = await startProcess(t, app.adminUrl, true);
    const client = await new TestClient(node.url).signIn('boss', EXAMPLE_PASSWORD);
    const project = await make(client, PROJECTS, { title: 'остановка', budget: '1.00' });
    const stream = await fetch(`${node.url}/api/events`, { headers: client.cookies });
    // Somebody holds the row, so the request is in the middle of its transaction when the signal comes.
    const holder = new pg.Client({ connectionString: app.adminUrl });
    await holder.connect();
    await holder.query(`begin; select 1 from company_north.desk_project where id = '${project}' for update`);
    const running = client.send(`${PROJECTS}/${project}`, 'project.dropped', { reason: 'стоп' });
    const blocked = async (): Promise<boolean> => ((await holder.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount ?? 0) > 0;
    while (!(await blocked())) await wait(20);
    const exit = once(node.child, 'exit');
    node.child.kill('SIGTERM');
    t.match(await stream.text(), /server_stopping/, 'streams are told');
    await t.rejects(fetch(`${node.url}/health/live`), 'no new connection is taken');
    await holder.query('commit');
    await holder.end();
    t.match(await running, { status: 200, body: { item: { state: 'dropped' } } }, 'the running request gets its answer');
    t.same((await exit)[0], 0, 'exit code');
    t.equal((await boss.get(`${PROJECTS}/${project}`)).body.state, 'dropped');
    t.match((await app.application.database.query<{ n: number }>(`select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`))[0], { n: 0 });
  });
});
