import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import type { Test } from 'tap';
import type { Company, UnitOfWork } from '../../company/index.ts';
import type { Delivery, DeliveryContext, DeliveryOrder, RunEffect, Worker, WorkerOptions } from '../index.ts';
import {
  enqueueDeliveries,
  findLostDeliveries,
  listDeliveries,
  listIncidents,
  resolveIncident,
  resumeDeliveries,
  retryDelivery,
  retryFailedDeliveries,
  startWorker,
} from '../index.ts';
import { admin, installScratch, openCompany, openDatabase, until } from './fixture.ts';

const installed = await installScratch();
const database = openDatabase(installed.appUrl);
const alfa = await openCompany(database, installed.ids[0]);
const beta = await openCompany(database, installed.ids[1]);
t.teardown(async () => {
  await database.close();
  await installed.drop();
});

const FAST: Partial<WorkerOptions> = { pollMs: 40, retry: { maxAttempts: 2, firstPauseMs: 10, factor: 1 } };

function write<Result>(company: Company, work: (uow: UnitOfWork) => Promise<Result>): Promise<Result> {
  return company.write(company.robot, work);
}

async function start(t: Test, runEffect: RunEffect, options: Partial<WorkerOptions> = {}): Promise<Worker> {
  const companies = new Map([alfa, beta].map((company) => [company.id, company]));
  const worker = await startWorker({ appUrl: installed.appUrl, companies, runEffect, ...FAST, ...options });
  t.teardown(() => worker.stop());
  return worker;
}

async function delivery(company: Company, key: string): Promise<Delivery | undefined> {
  return (await company.read(company.robot, (uow) => listDeliveries(uow, { limit: 200 }))).find((one) => one.key === key);
}

function reached(key: string, state: Delivery['state'], company = alfa): Promise<void> {
  return until(async () => (await delivery(company, key))?.state === state, `${key} is ${state}`);
}

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

function queued(): Promise<{ key: string | null; locked_by: string | null }[]> {
  return admin(installed.adminUrl, 'select key, locked_by from graphile_worker._private_jobs order by id');
}

t.test('an effect is rolled back with its transaction, and the same key is one effect', async (t) => {
  const runs: string[] = [];
  await t.rejects(
    write(alfa, async (uow) => {
      await enqueueDeliveries(uow, [{ key: 'r-1', effect: 'test.send', params: {} }]);
      throw new Error('the transition is refused');
    }),
    { message: 'the transition is refused' },
  );
  t.same(await queued(), [], 'no job is left');
  t.equal(await delivery(alfa, 'r-1'), undefined);

  const order = { key: 'r-2', effect: 'test.send', params: { to: 'a@example.org' }, entity: 'crm.interest', itemId: '6f1c2a52-9d6c-4d1c-8f36-2d3f8e7b1a10' };
  t.same(await write(alfa, (uow) => enqueueDeliveries(uow, [order, order])), ['r-2']);
  t.same(await write(alfa, (uow) => enqueueDeliveries(uow, [order])), []);
  t.equal((await queued()).length, 1);

  await start(t, async (company, one, context) => {
    runs.push(`${company.id} ${one.key} ${String(one.params['to'])} ${context.attempt}`);
    return { id: 'sent-1' };
  });
  await reached('r-2', 'done');
  t.same(runs, [`${alfa.id} r-2 a@example.org 1`]);
  t.match(await delivery(alfa, 'r-2'), { result: { id: 'sent-1' }, attempts: 1, fence: 1, finished_at: Date, item_id: order.itemId });
  await until(async () => (await queued()).length === 0, 'the job is gone');
});

t.test('nobody adds jobs for a company that is not his', async (t) => {
  const cases = [
    { name: 'the engine of another company', call: () => write(alfa, (uow) => uow.query(`select reglament.enqueue($1, '[{"key":"x"}]')`, [beta.id])) },
    { name: 'a reader of another company', call: () => alfa.read(alfa.robot, (uow) => uow.query(`select reglament.enqueue($1, '[{"key":"x"}]')`, [beta.id])) },
    { name: 'no company at all', call: () => database.query(`select reglament.enqueue($1, '[{"key":"x"}]')`, [beta.id]) },
    { name: 'the queue itself', call: () => write(alfa, (uow) => uow.query(`select graphile_worker.add_job('reglament.delivery')`)) },
    { name: 'the jobs of another company', call: () => write(alfa, (uow) => uow.query(`select reglament.keys_without_job($1, '{x}')`, [beta.id])) },
  ];
  for (const { name, call } of cases) await t.rejects(call(), { code: '42501' }, name);
  t.same(await queued(), []);
});

t.test('an effect that fails is tried again, then it is an incident that a person re-runs', async (t) => {
  let broken = true;
  const attempts: number[] = [];
  await start(t, async (_company, one, { uow, attempt }) => {
    if (!one.key.startsWith('f-')) return;
    attempts.push(attempt);
    await uow.query(`insert into core_sequence (name, period, last_value) values ($1, '', 1) on conflict (name, period) do update set last_value = core_sequence.last_value + 1`, [one.key]);
    if (broken) throw new Error('receiver is down');
  });
  await write(alfa, (uow) => enqueueDeliveries(uow, [{ key: 'f-1', effect: 'test.hook', params: {} }]));
  await reached('f-1', 'failed');
  t.same(attempts, [1, 2]);
  t.same(await write(alfa, (uow) => uow.query(`select 1 from core_sequence where name = 'f-1'`)), [], 'what a failed try wrote is undone');
  t.match(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), [{ kind: 'delivery', delivery_key: 'f-1', message: 'test.hook: receiver is down', resolved_at: null }]);
  t.same(await beta.read(beta.robot, (uow) => listIncidents(uow)), [], 'the other company does not see it');

  broken = false;
  await write(alfa, (uow) => retryDelivery(uow, 'f-1'));
  await reached('f-1', 'done');
  t.same(attempts, [1, 2, 1]);
  t.same(await alfa.read(alfa.robot, (uow) => uow.query(`select last_value from core_sequence where name = 'f-1'`)), [{ last_value: '1' }]);
  t.same(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), []);
  t.match(await alfa.read(alfa.robot, (uow) => listIncidents(uow, { open: false })), [{ delivery_key: 'f-1', resolved_by: alfa.robot.userId }]);
  await t.rejects(write(alfa, (uow) => retryDelivery(uow, 'f-1')), { code: 'core.delivery_not_failed' });
  await t.rejects(write(alfa, (uow) => retryDelivery(uow, 'unknown')), { code: 'core.not_found' });
});

t.test('an effect that never ends is stopped and counts as failed', async (t) => {
  let seen: AbortSignal | undefined;
  await start(
    t,
    (_company, _one, { signal }) => {
      seen = signal;
      return new Promise(() => undefined);
    },
    { effectTimeoutMs: 60 },
  );
  await write(alfa, (uow) => enqueueDeliveries(uow, [{ key: 't-1', effect: 'test.slow', params: {} }]));
  await reached('t-1', 'failed');
  t.equal(seen?.aborted, true);
  t.match(await delivery(alfa, 't-1'), { error: 'Not finished within 60 ms' });
  await write(alfa, async (uow) => resolveIncident(uow, (await listIncidents(uow))[0]?.id ?? ''));
});

t.test('the effects of one item keep their order, through failures and on many workers', async (t) => {
  const done: string[] = [];
  let running = 0;
  let together = 0;
  const failures = new Map([['a-2', 1], ['c-1', 99]]);
  const runEffect = async (_company: Company, one: Delivery, _context: DeliveryContext): Promise<void> => {
    const lane = one.key.slice(0, 1);
    if (lane === 'a') running += 1;
    together = Math.max(together, running);
    await wait(5);
    if (lane === 'a') running -= 1;
    const left = failures.get(one.key) ?? 0;
    if (left > 0) {
      failures.set(one.key, left - 1);
      throw new Error('not yet');
    }
    done.push(one.key);
  };
  const lane = (name: string): DeliveryOrder[] =>
    Array.from({ length: 8 }, (_unused, index) => ({ key: `${name}-${index + 1}`, effect: 'test.send', params: {}, order: `item-${name}` }));
  const of = (name: string): string[] => done.filter((key) => key.startsWith(`${name}-`));
  const keys = (name: string, from = 1): string[] => lane(name).map(({ key }) => key).slice(from - 1);

  await write(alfa, (uow) => enqueueDeliveries(uow, lane('a').slice(0, 4)));
  await start(t, runEffect);
  await start(t, runEffect);
  await write(alfa, (uow) => enqueueDeliveries(uow, [...lane('a').slice(4), ...lane('b'), ...lane('c')]));

  await until(() => of('a').length === 8 && of('b').length === 8, 'two lanes are empty');
  t.same(of('a'), keys('a'), 'one that had to be repeated held the others up');
  t.same(of('b'), keys('b'));
  t.equal(together, 1, 'one at a time');

  await reached('c-1', 'failed');
  await wait(150);
  t.same(of('c'), [], 'what failed for good holds its own lane up');
  const [incident] = await alfa.read(alfa.robot, (uow) => listIncidents(uow));
  await write(alfa, (uow) => resolveIncident(uow, incident?.id ?? ''));
  await until(() => of('c').length === 7, 'the lane goes on once the first is given up');
  t.same(of('c'), keys('c', 2));
  t.match(await delivery(alfa, 'c-1'), { state: 'failed', finished_at: Date });

  failures.set('d-1', 2);
  await write(alfa, (uow) => enqueueDeliveries(uow, lane('d')));
  await reached('d-1', 'failed');
  t.same(await write(alfa, (uow) => retryFailedDeliveries(uow)), ['d-1'], 'all that is failed and not given up');
  await until(() => of('d').length === 8, 'the lane goes on once the first is repaired');
  t.same(of('d'), keys('d'));
  t.same(await alfa.read(alfa.robot, (uow) => findLostDeliveries(uow)), []);
});

t.test('the jobs of a silent worker are taken over; it begins no job it has lost, and what it brings too late is refused', async (t) => {
  const outcomes: string[] = [];
  const begun: string[] = [];
  const metrics = { delivery: (_company: string, _effect: string, outcome: string) => void outcomes.push(outcome), takenOver: (count: number) => void outcomes.push(`taken ${count}`) };
  const sleep = gate();
  const slow = gate();
  const effectOf = (who: string, waits: Readonly<Record<string, Promise<void>>>): RunEffect => async (_company, one, { uow }) => {
    begun.push(`${who} ${one.key}`);
    await waits[one.key];
    await uow.query('insert into core_sequence (name, period, last_value) values ($1, $2, 1)', [one.key, who]);
  };
  await write(alfa, (uow) => enqueueDeliveries(uow, ['z-1', 'z-2'].map((key) => ({ key, effect: 'test.send', params: {} }))));
  // this one looks for jobs once, says once that it lives, and then no more
  const sleeper = await start(t, effectOf('sleeper', { 'z-1': sleep.passed }), { concurrency: 1, pollMs: 3_600_000, heartbeatMs: 3_600_000, sweepMs: 3_600_000, metrics });
  await reached('z-1', 'running');
  t.same((await queued()).map((job) => job.locked_by), [sleeper.id, sleeper.id], 'jobs are held under the id that the heartbeat has');

  await start(t, effectOf('heir', { 'z-2': slow.passed }), { heartbeatMs: 30, sweepMs: 30, silentMs: 250, metrics });
  await reached('z-1', 'done');
  t.match(await delivery(alfa, 'z-1'), { fence: 2, attempts: 2 });
  await reached('z-2', 'running');
  sleep.open();
  await until(() => outcomes.includes('refused'), 'the sleeper is refused');
  await wait(60);
  slow.open();
  await reached('z-2', 'done');
  t.same(outcomes, ['taken 2', 'done', 'refused', 'done']);
  t.same([...begun].sort(), ['heir z-1', 'heir z-2', 'sleeper z-1'], 'which of the two the heir begins first is nobody’s promise');
  t.same(await alfa.read(alfa.robot, (uow) => uow.query(`select name, period from core_sequence where name like 'z-%' order by name`)), [
    { name: 'z-1', period: 'heir' },
    { name: 'z-2', period: 'heir' },
  ]);
});

t.test('a worker that dies in every try ends as an incident, not as an endless loop', async (t) => {
  await write(alfa, (uow) => enqueueDeliveries(uow, [{ key: 'k-1', effect: 'test.crash', params: {} }]));
  await write(alfa, (uow) => uow.query(`update core_delivery set state = 'running', attempts = 2, fence = 2 where key = 'k-1'`));
  await start(t, async () => t.fail('it must not be tried again'));
  await reached('k-1', 'failed');
  t.match(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), [{ delivery_key: 'k-1', message: /died/ }]);
});

t.test('a worker goes on after its connections were cut', async (t) => {
  const worker = await start(t, async () => undefined, { heartbeatMs: 30 });
  await admin(installed.adminUrl, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'reglament worker'`);
  await write(alfa, (uow) => enqueueDeliveries(uow, [{ key: 'c-after', effect: 'test.send', params: {} }]));
  await reached('c-after', 'done');
  await worker.stop();
  t.same(await admin(installed.adminUrl, 'select worker_id from reglament.worker_heartbeat where worker_id = $1', [worker.id]), [], 'it says good-bye');
});

t.test('a silent copy sends nothing until it is released, and a restored one gets its jobs back', async (t) => {
  const sent: string[] = [];
  const status = (value: string): Promise<unknown> => database.query('update reglament.company set status = $2 where id = $1', [beta.id, value]);
  await write(beta, (uow) => enqueueDeliveries(uow, ['s-1', 's-2'].map((key) => ({ key, effect: 'test.send', params: {}, order: 'item' }))));
  await admin(installed.adminUrl, 'delete from graphile_worker._private_jobs');
  t.same(await beta.read(beta.robot, (uow) => findLostDeliveries(uow)), ['s-1', 's-2']);
  await status('silent');
  t.same(await write(beta, (uow) => resumeDeliveries(uow)), ['s-1', 's-2']);
  t.same(await write(beta, (uow) => resumeDeliveries(uow)), [], 'they have jobs now');
  await start(t, async (_company, one) => void sent.push(one.key));
  await until(async () => (await admin<{ n: number }>(installed.adminUrl, 'select count(last_error)::int as n from graphile_worker._private_jobs'))[0]?.n === 2, 'both were offered and put back');
  t.same(sent, []);
  await status('active');
  await admin(installed.adminUrl, 'update graphile_worker._private_jobs set run_at = now()');
  await reached('s-2', 'done', beta);
  t.same(sent, ['s-1', 's-2']);
});
