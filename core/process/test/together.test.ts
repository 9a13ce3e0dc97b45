import t from 'tap';
import { startDesk } from './fixture/start.ts';
import { announced } from './fixture/desk-plugin.ts';

const ROUNDS = 100;

t.test('several at the same moment', async (t) => {
  const app = await startDesk(t);
  const boss = await app.as('boss');

  async function projectWithTwo(): Promise<{ project: string; tickets: string[] }> {
    const project = (await boss.post('/api/desk/projects', { title: 'x', budget: '1.00' })).body.id as string;
    const tickets: string[] = [];
    for (const name of ['a', 'b']) {
      const id = (await boss.post('/api/desk/tickets', { project_id: project, name, hours: '1' })).body.id as string;
      await boss.send(`/api/desk/tickets/${id}`, 'ticket.taken');
      tickets.push(id);
    }
    return { project, tickets };
  }

  t.test(`the last two of a group, finished at the same instant, move it exactly once (${ROUNDS} times)`, async (t) => {
    let once = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { project, tickets } = await projectWithTwo();
      const answers = await Promise.all(tickets.map((id) => boss.send(`/api/desk/tickets/${id}`, 'ticket.done')));
      const history = await boss.get(`/api/desk/projects/${project}/history`);
      const moves = history.body.data.filter((row: { transition_code: string }) => row.transition_code === 'P-01').length;
      if (answers.every((answer) => answer.status === 200) && moves === 1) once += 1;
    }
    t.equal(once, ROUNDS);
  });

  t.test('the history of an item that several wait for is one chain', async (t) => {
    let broken = 0;
    for (let round = 0; round < 20; round += 1) {
      const { project, tickets } = await projectWithTwo();
      await boss.send(`/api/desk/tickets/${tickets[0]}`, 'ticket.done');
      await Promise.all([boss.send(`/api/desk/tickets/${tickets[1]}`, 'ticket.done'), boss.send(`/api/desk/projects/${project}`, 'project.dropped', { reason: 'x' })]);
      const rows = await app.read((uow) => uow.query<{ hash: string; previous_hash: string }>('select hash, previous_hash from core_history where item_id = $1 order by version, step', [project]));
      broken += rows.filter((row, index) => index > 0 && row.previous_hash !== rows[index - 1]?.hash).length;
    }
    t.equal(broken, 0);
  });

  t.test('one key sent many times at once is one operation with one answer', async (t) => {
    const { tickets } = await projectWithTwo();
    const path = `/api/desk/tickets/${tickets[0]}/transitions`;
    const answers = await Promise.all(Array.from({ length: 12 }, () => boss.post(path, { event: 'ticket.done' }, 'same-key')));
    const done = answers.filter((answer) => answer.status === 200);
    t.ok(done.length >= 1);
    t.ok(answers.every((answer) => answer.status === 200 || answer.body.code === 'core.idempotency_running'));
    t.equal(new Set(done.map((answer) => JSON.stringify(answer.body))).size, 1, 'every 200 is the same answer');
    t.match(await boss.post(path, { event: 'ticket.dropped' }, 'same-key'), { status: 422, body: { code: 'core.idempotency_reused' } });
    t.match((await boss.post(path, { event: 'ticket.done' }, 'same-key')).headers.get('idempotent-replay'), 'true');
  });

  t.test('ten people send the same event: one moves it, nine are told why not', async (t) => {
    const { tickets } = await projectWithTwo();
    const answers = await Promise.all(Array.from({ length: 10 }, () => boss.send(`/api/desk/tickets/${tickets[0]}`, 'ticket.done', undefined, 2)));
    t.equal(answers.filter((answer) => answer.status === 200).length, 1);
    t.ok(answers.filter((answer) => answer.status !== 200).every((answer) => answer.body.code === 'core.version_conflict'));
  });
});

t.test('waits and deferred effects', async (t) => {
  const app = await startDesk(t, { now: '2025-03-03T06:00:00Z' });
  const boss = await app.as('boss');
  const project = (await boss.post('/api/desk/projects', { title: 'x', budget: '1.00' })).body.id as string;
  const ticket = (await boss.post('/api/desk/tickets', { project_id: project, name: 'a', hours: '1' })).body.id as string;
  const pinged = async (): Promise<number> => (await boss.get(`/api/desk/tickets/${ticket}`)).body.pinged as number;

  t.test('a repeated wait fires on its schedule, each time once, and ends with its state', async (t) => {
    await app.moveClock('2025-03-05T05:59:59Z');
    t.equal(await pinged(), 0);
    await app.moveClock('2025-03-05T06:00:00Z');
    t.equal(await pinged(), 1);
    await app.moveClock('2025-03-10T06:00:00Z');
    t.equal(await pinged(), 3, 'counted from the schedule: the 7th and the 9th');
    await boss.send(`/api/desk/tickets/${ticket}`, 'ticket.taken');
    await app.moveClock('2025-04-10T06:00:00Z');
    t.equal(await pinged(), 3);
    t.match(await app.read((uow) => uow.query('select count(*)::int as n from core_timer where fired_at is null and cancelled_at is null')), [{ n: 0 }]);
  });

  t.test('an effect that leaves the database is a delivery of the same transaction, under a stable key', async (t) => {
    await boss.send(`/api/desk/tickets/${ticket}`, 'ticket.done');
    const dry = await boss.post(`/api/desk/projects/${project}/transitions?dry_run=true`, { event: 'project.accepted' });
    t.equal(dry.status, 200);
    t.match(await app.read((uow) => uow.query('select count(*)::int as n from core_delivery')), [{ n: 0 }], 'a dry run orders nothing');
    t.equal((await boss.send(`/api/desk/projects/${project}`, 'project.accepted')).status, 200);
    t.match(await app.read((uow) => uow.query('select key, effect, state from core_delivery')), [{ effect: 'desk.announce', state: 'queued', key: new RegExp(`^desk.project:${project}:`) }]);
    t.same(announced, [], 'and has not happened yet');
    t.match((await boss.get(`/api/desk/projects/${project}`)).body, { state: 'done', done_count: 1 });
  });
});
