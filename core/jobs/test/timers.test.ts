import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Company, UnitOfWork } from '../../company/index.ts';
import { UnavailableError } from '../../errors/index.ts';
import type { CompiledSchedule } from '../../regulation/index.ts';
import { advanceClock, freezeClock, listIncidents, nextDue, readClock, releaseClock, retryTimer, setClock, startTimerSweep, sweepSchedules, sweepTimers } from '../index.ts';
import { installScratch, openCompany, openDatabase, until } from './fixture.ts';

const installed = await installScratch();
const database = openDatabase(installed.appUrl);
t.teardown(async () => {
  await database.close();
  await installed.drop();
});

const DAILY = { id: 'test.daily', code: 'TM-1', at: '09:00' };
const QUARTER = { id: 'test.quarter', code: 'TM-9', every: '15 minutes' };
const moscow = (text: string): Date => new Date(`${text}:00+03:00`);

/** The first company with its tables of waits empty and its clock stopped at `now`. */
async function company(now: string, schedules: readonly Partial<CompiledSchedule>[] = [DAILY]): Promise<Company> {
  const opened = await openCompany(database, installed.ids[0], schedules);
  await releaseClock(opened);
  await opened.write(opened.robot, (uow) => uow.query('with a as (delete from core_timer), b as (delete from core_schedule), c as (delete from core_timer_run), d as (delete from core_incident) delete from core_sequence'));
  await setClock(opened, moscow(now));
  return opened;
}

async function arm(on: Company, code: string, dueAt: Date, sequenceNo = 1): Promise<string> {
  const rows = await on.write(on.robot, (uow) => armIn(uow, code, dueAt, sequenceNo));
  return rows[0]?.id ?? '';
}

function armIn(uow: UnitOfWork, code: string, dueAt: Date, sequenceNo: number): Promise<{ id: string }[]> {
  return uow.query<{ id: string }>(
    `insert into core_timer (entity, item_id, code, entry_version, due_at, schedule, sequence_no, armed_at) values ('test.item', gen_random_uuid(), $1, 1, $2, '{}', $3, $4) returning id`,
    [code, dueAt, sequenceNo, uow.now],
  );
}

function rows<Row extends object>(on: Company, sql: string, values: unknown[] = []): Promise<Row[]> {
  return on.read(on.robot, (uow) => uow.query<Row>(sql, values));
}

t.test('a timer fires once, when it is due by the clock of its company, earliest first', async (t) => {
  const alfa = await company('2020-01-30T09:00');
  const fired: string[] = [];
  const options = { fire: async (_uow: UnitOfWork, timer: { code: string }) => void fired.push(timer.code) };
  await arm(alfa, 'second', moscow('2020-01-30T09:00'));
  await arm(alfa, 'first', moscow('2020-01-29T18:00'));
  await arm(alfa, 'later', moscow('2020-01-30T09:01'));
  const cancelled = await arm(alfa, 'cancelled', moscow('2020-01-29T18:00'));
  await alfa.write(alfa.robot, (uow) => uow.query('update core_timer set cancelled_at = now() where id = $1', [cancelled]));
  t.same(await nextDue(alfa), moscow('2020-01-29T18:00'));
  t.same(await sweepTimers(alfa, options), { fired: 2, failed: 0, seen: 2 });
  t.same(await sweepTimers(alfa, options), { fired: 0, failed: 0, seen: 0 });
  t.same(fired, ['first', 'second']);
  t.same(await nextDue(alfa), moscow('2020-01-30T09:01'));

  await database.query(`update reglament.company set status = 'silent' where id = $1`, [alfa.id]);
  await setClock(alfa, moscow('2020-01-31T09:00'));
  t.same(await sweepTimers(alfa, options), { fired: 0, failed: 0, seen: 0 }, 'a silent copy fires nothing');
  t.equal(await nextDue(alfa), undefined);
  await database.query(`update reglament.company set status = 'active' where id = $1`, [alfa.id]);
  t.match(await sweepTimers(alfa, options), { fired: 1 });
});

t.test('a timer that was cancelled while its item was being locked does nothing', async (t) => {
  const alfa = await company('2020-01-30T09:00');
  const id = await arm(alfa, 'wait', moscow('2020-01-30T08:00'));
  const swept = await sweepTimers(alfa, {
    lock: async () => void (await alfa.write(alfa.robot, (uow) => uow.query('update core_timer set cancelled_at = now() where id = $1', [id]))),
    fire: async () => void t.fail('it was cancelled'),
  });
  t.same(swept, { fired: 0, failed: 0, seen: 1 });
});

t.test('a timer that fails is undone, holds up nobody, is an incident once and fires when it is mended', async (t) => {
  const alfa = await company('2020-01-30T09:00');
  let broken = true;
  const options = {
    fire: async (uow: UnitOfWork, timer: { code: string }) => {
      await uow.query(`insert into core_sequence (name, period, last_value) values ($1, '', 1)`, [timer.code]);
      if (broken && timer.code === 'bad') throw new Error('no such state');
    },
  };
  const bad = await arm(alfa, 'bad', moscow('2020-01-30T08:00'));
  await arm(alfa, 'good', moscow('2020-01-30T08:30'));
  t.same(await sweepTimers(alfa, options), { fired: 1, failed: 1, seen: 2 });
  t.same(await rows(alfa, 'select name from core_sequence'), [{ name: 'good' }]);
  t.same(await sweepTimers(alfa, options), { fired: 0, failed: 0, seen: 0 }, 'it pauses');
  t.match(await rows(alfa, `select fired_at, error, attempts, next_try_at > clock_timestamp() + interval '50 seconds' as paused from core_timer where id = $1`, [bad]), [
    { fired_at: null, error: 'no such state', attempts: 1, paused: true },
  ]);
  t.equal(await alfa.write(alfa.robot, (uow) => retryTimer(uow, bad)), true);
  t.match(await sweepTimers(alfa, options), { failed: 1 });
  t.match(await rows(alfa, `select next_try_at > clock_timestamp() + interval '110 seconds' as longer from core_timer where id = $1`, [bad]), [{ longer: true }]);
  t.match(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), [{ kind: 'timer', timer_id: bad, entity: 'test.item', message: 'bad: no such state' }]);

  broken = false;
  await alfa.write(alfa.robot, (uow) => retryTimer(uow, bad));
  t.match(await sweepTimers(alfa, options), { fired: 1 });
  t.same(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), []);
  t.match(await rows(alfa, 'select error, fired_at from core_timer where id = $1', [bad]), [{ error: null, fired_at: Date }]);

  await arm(alfa, 'outage', moscow('2020-01-30T08:00'));
  const away = new UnavailableError('core.database_unavailable', { ru: 'нет', en: 'away' });
  await t.rejects(sweepTimers(alfa, { fire: () => Promise.reject(away) }), away, 'an outage is nobody’s fault');
  t.match(await rows(alfa, `select attempts from core_timer where code = 'outage'`), [{ attempts: 0 }]);
});

t.test('three processes fire a hundred timers and a schedule exactly once', async (t) => {
  const alfa = await company('2020-01-30T09:00', [QUARTER]);
  await sweepSchedules(alfa, { run: async () => undefined });
  const nodes = await Promise.all(
    [1, 2, 3].map(async () => {
      const node = fork(fileURLToPath(new URL('./sweeper.ts', import.meta.url)), [installed.appUrl, alfa.id]);
      await once(node, 'message');
      return node;
    }),
  );
  await alfa.write(alfa.robot, async (uow) => {
    for (let index = 0; index < 100; index += 1) await armIn(uow, `t-${index}`, moscow('2020-01-30T09:10'), 1);
  });
  await setClock(alfa, moscow('2020-01-30T09:20'));
  const left = async (): Promise<boolean> => ((await rows(alfa, 'select 1 from core_timer where fired_at is null union all select 1 from core_schedule where next_at <= $1', [moscow('2020-01-30T09:20')])).length === 0);
  await until(left, 'all have fired');
  await Promise.all(
    nodes.map(async (node) => {
      node.send('stop');
      await once(node, 'exit');
    }),
  );
  t.match(await rows(alfa, `select count(*)::int as marks, count(distinct name)::int as timers from core_sequence where name like 'fired %'`), [{ marks: 100, timers: 100 }]);
  t.match(await rows(alfa, `select count(*)::int as runs from core_sequence where name like 'ran %'`), [{ runs: 1 }]);
  t.same(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), []);
});

t.test('a schedule is armed when first seen, and what was missed is caught up once, for the latest moment', async (t) => {
  const alfa = await company('2020-01-30T10:00', [DAILY, QUARTER]);
  const ran: string[] = [];
  const options = {
    run: async (_uow: UnitOfWork, schedule: { code: string }, scheduledFor: Date) => {
      ran.push(`${schedule.code} ${scheduledFor.toISOString()}`);
      return 2;
    },
  };
  t.equal(await sweepSchedules(alfa, options), 0, 'first sight only arms');
  t.same(await rows(alfa, 'select code, next_at from core_schedule order by code'), [
    { code: 'TM-1', next_at: moscow('2020-01-31T09:00') },
    { code: 'TM-9', next_at: moscow('2020-01-30T10:15') },
  ]);
  await setClock(alfa, moscow('2020-02-03T09:07'));
  t.equal(await sweepSchedules(alfa, options), 2);
  t.equal(await sweepSchedules(alfa, options), 0);
  t.same(ran, ['TM-1 2020-02-03T06:00:00.000Z', 'TM-9 2020-02-03T06:00:00.000Z']);
  t.same(await rows(alfa, 'select code, next_at, last_at from core_schedule order by code'), [
    { code: 'TM-1', next_at: moscow('2020-02-04T09:00'), last_at: moscow('2020-02-03T09:00') },
    { code: 'TM-9', next_at: moscow('2020-02-03T09:15'), last_at: moscow('2020-02-03T09:00') },
  ]);
  t.match(await rows(alfa, `select created_count, error, finished_at from core_timer_run where timer_code = 'TM-1'`), [{ created_count: 2, error: null, finished_at: Date }]);

  const moved = await openCompany(database, alfa.id, [{ ...DAILY, at: '11:30' }]);
  t.equal(await sweepSchedules(moved, options), 0, 'another time of day is armed anew');
  t.same(await nextDue(moved), moscow('2020-02-03T11:30'));
});

t.test('a schedule that fails is undone and noted, and done once it can be', async (t) => {
  const alfa = await company('2020-01-30T08:00');
  let broken = true;
  const options = {
    run: async (uow: UnitOfWork) => {
      await uow.query(`insert into core_sequence (name, period, last_value) values ('made', '', 1)`);
      if (broken) throw new Error('no calendar');
      return 1;
    },
  };
  await sweepSchedules(alfa, options);
  await setClock(alfa, moscow('2020-01-30T09:30'));
  t.equal(await sweepSchedules(alfa, options), 0);
  t.same(await rows(alfa, 'select name from core_sequence'), []);
  t.match(await rows(alfa, 'select error, finished_at from core_timer_run'), [{ error: 'no calendar', finished_at: null }]);
  t.match(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), [{ kind: 'schedule', message: 'TM-1: no calendar' }]);
  broken = false;
  t.equal(await sweepSchedules(alfa, options), 0, 'it pauses');
  await alfa.write(alfa.robot, (uow) => uow.query('update core_schedule set next_try_at = clock_timestamp()'));
  t.equal(await sweepSchedules(alfa, options), 1);
  t.match(await rows(alfa, 'select error, created_count from core_timer_run'), [{ error: null, created_count: 1 }]);
  t.same(await alfa.read(alfa.robot, (uow) => listIncidents(uow)), [], 'the incident is over');
});

t.test('the clock is moved from one due moment to the next', async (t) => {
  const alfa = await company('2020-01-30T08:00');
  const told: string[] = [];
  let settled = 0;
  const options = {
    timers: {
      fire: async (uow: UnitOfWork, timer: { code: string; due_at: Date; sequence_no: number }) => {
        told.push(`${timer.code} ${uow.now.toISOString()}`);
        if (timer.code === 'every 10 days') await armIn(uow, timer.code, new Date(timer.due_at.getTime() + 10 * 86_400_000), timer.sequence_no + 1);
      },
    },
    schedules: { run: async (uow: UnitOfWork, schedule: { code: string }) => void told.push(`${schedule.code} ${uow.now.toISOString()}`) },
    settle: async () => void (settled += 1),
  };
  await arm(alfa, 'overdue', moscow('2020-01-29T08:00'));
  await arm(alfa, 'every 10 days', moscow('2020-01-30T12:00'));
  t.equal(await advanceClock(alfa, moscow('2020-02-01T09:00'), options), 5);
  t.same(told, ['overdue 2020-01-30T05:00:00.000Z', 'TM-1 2020-01-30T06:00:00.000Z', 'every 10 days 2020-01-30T09:00:00.000Z', 'TM-1 2020-01-31T06:00:00.000Z', 'TM-1 2020-02-01T06:00:00.000Z']);
  t.equal(settled, 6, 'after each step and at the end');
  t.match(await readClock(alfa), { now: moscow('2020-02-01T09:00'), stopped: true });

  told.length = 0;
  await advanceClock(alfa, moscow('2020-03-01T00:00'), options);
  t.same(told.filter((line) => line.startsWith('every')), ['every 10 days 2020-02-09T09:00:00.000Z', 'every 10 days 2020-02-19T09:00:00.000Z', 'every 10 days 2020-02-29T09:00:00.000Z']);
  t.equal(told.filter((line) => line.startsWith('TM-1')).length, 28, 'every morning, the leap day too');
  await t.rejects(advanceClock(alfa, moscow('2020-02-01T00:00'), options), { code: 'core.clock_backwards' });
  await releaseClock(alfa);
  t.match(await readClock(alfa), { stopped: false });
  t.ok(Math.abs((await freezeClock(alfa)).getTime() - Date.now()) < 60_000);
});

t.test('the sweep of a process serves every company though one of them fails', async (t) => {
  const alfa = await company('2020-01-30T09:00', []);
  const beta = await openCompany(database, installed.ids[1]);
  await arm(beta, 'wait', new Date(0));
  const broken = { id: alfa.id, hasRegulation: true, read: () => Promise.reject(new Error('its tables are gone')) } as unknown as Company;
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (_message: string, details?: Readonly<Record<string, unknown>>) => void errors.push(details?.['company']) };
  const sweep = startTimerSweep({ companies: new Map([['a', broken], ['b', beta]]), timersPollMs: 20, log, timers: { fire: async () => undefined }, schedules: { run: async () => undefined } });
  t.teardown(() => sweep.stop());
  await until(async () => (await nextDue(beta)) === undefined, 'the other one has fired');
  t.ok(errors.length > 0, 'and it is said');
});
