import type { Company, UnitOfWork } from '../company/index.ts';
import { closeIncidentsOf, raiseIncident } from './incidents.ts';
import type { JobLog } from './job-log.ts';
import { faultText, isContention, isOutage } from './outage.ts';
import { SWEEP_RETRY, pauseMs } from './retry-policy.ts';

/** Row of `core_timer`: a wait of an item in a state. */
export interface Timer {
  readonly id: string;
  readonly entity: string;
  readonly item_id: string;
  readonly code: string;
  /** Version of the item at which the state was entered. */
  readonly entry_version: number;
  readonly due_at: Date;
  readonly schedule: Readonly<Record<string, unknown>>;
  readonly sequence_no: number;
  readonly armed_at: Date;
  readonly attempts: number;
}

export interface TimerActions {
  /** Locks the item and its parents in the engine's order, before the timer is touched: transitions, too, lock the item first. */
  lock?(uow: UnitOfWork, timer: Timer): Promise<void>;
  /** What the timer does, in the transaction that marks it fired; a repeated one arms its successor here. */
  fire(uow: UnitOfWork, timer: Timer): Promise<void>;
}

export interface TimerSweepOptions extends TimerActions {
  /** Most timers of one sweep, default 200. */
  readonly limit?: number;
  readonly log?: JobLog;
}

export interface TimerSweep {
  readonly fired: number;
  readonly failed: number;
  /** Due timers that were seen; when it equals the limit there may be more. */
  readonly seen: number;
}

const COLUMNS = 'id, entity, item_id, code, entry_version, due_at, schedule, sequence_no, armed_at, attempts';
const ARMED = 'fired_at is null and cancelled_at is null';

/**
 * Fires what is due by the company's clock, earliest first, each timer in a transaction of its own. Any number of processes may sweep at the same
 * time: a timer fires once. One that fails stays armed, is an incident, and is tried again after a minute, then after twice as long each time, up to
 * an hour of real time; it holds up nothing else. A read-only company and a silent copy fire nothing.
 * @throws UnavailableError when the database cannot be reached
 */
export async function sweepTimers(company: Company, options: TimerSweepOptions): Promise<TimerSweep> {
  const due = await company.read(company.robot, (uow) =>
    uow.query<Timer>(
      `select ${COLUMNS} from core_timer where due_at <= $1 and ${ARMED} and (next_try_at is null or next_try_at <= clock_timestamp())
         and exists (select from reglament.company where id = $2 and status = 'active')
       order by due_at, sequence_no, id limit $3`,
      [uow.now, company.id, options.limit ?? 200],
    ),
  );
  let fired = 0;
  let failed = 0;
  for (const timer of due) {
    try {
      if (await company.write(company.robot, (uow) => fireOne(uow, timer.id, options))) fired += 1;
    } catch (error) {
      if (isOutage(error)) throw error;
      if (isContention(error)) continue;
      failed += 1;
      options.log?.error(`Timer ${timer.code} of ${timer.entity} ${timer.item_id} failed`, { company: company.id, timer: timer.id, error });
      await company.write(company.robot, (uow) => recordFailure(uow, timer, error));
    }
  }
  return { fired, failed, seen: due.length };
}

async function fireOne(uow: UnitOfWork, id: string, actions: TimerActions): Promise<boolean> {
  // not the row's lock: a transition that holds the item and cancels this timer would wait for us while we wait for the item
  const free = await uow.query<{ free: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 4712)) as free', [id]);
  if (free[0]?.free !== true) return false;
  const armed = await uow.query<Timer>(`select ${COLUMNS} from core_timer where id = $1 and due_at <= $2 and ${ARMED}`, [id, uow.now]);
  if (armed[0] === undefined) return false;
  await actions.lock?.(uow, armed[0]);
  const marked = await uow.query<Timer>(`update core_timer set fired_at = $2, error = null, next_try_at = null where id = $1 and ${ARMED} returning ${COLUMNS}`, [id, uow.now]);
  const timer = marked[0];
  if (timer === undefined) return false;
  await actions.fire(uow, timer);
  if (timer.attempts > 0) await closeIncidentsOf(uow, { timerId: id });
  return true;
}

async function recordFailure(uow: UnitOfWork, timer: Timer, error: unknown): Promise<void> {
  const message = faultText(error);
  const put = await uow.query(
    `update core_timer set error = $3, attempts = attempts + 1, next_try_at = clock_timestamp() + $4::int * interval '1 millisecond'
     where id = $1 and attempts = $2 and ${ARMED} returning id`,
    [timer.id, timer.attempts, message, pauseMs(SWEEP_RETRY, timer.attempts + 1)],
  );
  if (put.length === 0) return;
  await raiseIncident(uow, { kind: 'timer', message: `${timer.code}: ${message}`, entity: timer.entity, itemId: timer.item_id, timerId: timer.id });
}

/** Clears the pause of a timer that failed, so that the next sweep tries it at once; how an administrator re-runs it. */
export async function retryTimer(uow: UnitOfWork, id: string): Promise<boolean> {
  const cleared = await uow.query(`update core_timer set next_try_at = null where id = $1 and ${ARMED} returning id`, [id]);
  return cleared.length > 0;
}
