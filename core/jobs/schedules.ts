import type { Company, UnitOfWork } from '../company/index.ts';
import type { CompiledSchedule } from '../regulation/index.ts';
import { closeIncidentsOf, raiseIncident } from './incidents.ts';
import type { JobLog } from './job-log.ts';
import { isOccurrence, latestOccurrence, occurrenceAfter } from './occurrence.ts';
import { faultText, isContention, isOutage } from './outage.ts';
import { SWEEP_RETRY, pauseMs } from './retry-policy.ts';

export interface ScheduleActions {
  /** The schedule's work, in the transaction that records it. Resolves to how many rows it made, or to nothing. */
  run(uow: UnitOfWork, schedule: CompiledSchedule, scheduledFor: Date): Promise<number | void>;
}

export interface ScheduleSweepOptions extends ScheduleActions {
  readonly log?: JobLog;
}

interface Row {
  readonly code: string;
  readonly next_at: Date;
  readonly attempts: number;
  /** Its pause after a failure is not over. */
  readonly paused: boolean;
}

const ROWS = `select code, next_at, attempts, coalesce(next_try_at > clock_timestamp(), false) as paused from core_schedule`;

/** Schedules of the company's regulation with their next moment, as they stand. */
export async function scheduleRows(uow: UnitOfWork): Promise<ReadonlyMap<string, Row>> {
  const codes = [...uow.company.regulation.schedules.values()].map((schedule) => schedule.code);
  const rows = await uow.query<Row>(`${ROWS} where code = any($1::text[]) and exists (select from reglament.company where id = $2 and status = 'active')`, [codes, uow.company.id]);
  return new Map(rows.map((row) => [row.code, row]));
}

/**
 * Runs the regulation's schedules that have come due by the company's clock. A schedule seen for the first time, or whose time of day was changed,
 * is only armed. What was missed meanwhile is caught up once, for its latest moment. Any number of processes may sweep: a moment is run once.
 * A run that fails is undone, noted in `core_timer_run`, an incident, and repeated after growing pauses until the next moment takes its place.
 * Returns how many ran. @throws UnavailableError when the database cannot be reached
 */
export async function sweepSchedules(company: Company, options: ScheduleSweepOptions): Promise<number> {
  if (!company.hasRegulation || company.regulation.schedules.size === 0) return 0;
  const { rows, now, active } = await company.read(company.robot, async (uow) => ({
    rows: await scheduleRows(uow),
    now: uow.now,
    active: (await uow.query(`select 1 from reglament.company where id = $1 and status = 'active'`, [company.id])).length > 0,
  }));
  if (!active) return 0;
  let ran = 0;
  for (const schedule of company.regulation.schedules.values()) {
    const row = rows.get(schedule.code);
    if (row === undefined || !isOccurrence(schedule, row.next_at, company.timeZone)) {
      await company.write(company.robot, (uow) => arm(uow, schedule));
    } else if (row.next_at.getTime() <= now.getTime() && !row.paused) {
      ran += await runDue(company, schedule, options);
    }
  }
  return ran;
}

async function arm(uow: UnitOfWork, schedule: CompiledSchedule): Promise<void> {
  await uow.query(
    `insert into core_schedule (code, next_at) values ($1, $2)
     on conflict (code) do update set next_at = excluded.next_at, attempts = 0, next_try_at = null`,
    [schedule.code, occurrenceAfter(schedule, uow.now, uow.now, uow.company.timeZone)],
  );
}

async function runDue(company: Company, schedule: CompiledSchedule, options: ScheduleSweepOptions): Promise<number> {
  try {
    return await company.write(company.robot, (uow) => runOne(uow, schedule, options));
  } catch (error) {
    if (isOutage(error)) throw error;
    if (isContention(error)) return 0;
    options.log?.error(`Schedule ${schedule.code} failed`, { company: company.id, error });
    await company.write(company.robot, (uow) => recordFailure(uow, schedule, error));
    return 0;
  }
}

/** Locks the schedule's row; undefined when another process has it, or it is not due any more. */
async function lockDue(uow: UnitOfWork, schedule: CompiledSchedule): Promise<(Row & { readonly scheduledFor: Date }) | undefined> {
  const rows = await uow.query<Row>(`${ROWS} where code = $1 and next_at <= $2 for update skip locked`, [schedule.code, uow.now]);
  const row = rows[0];
  if (row === undefined || row.paused) return undefined;
  return { ...row, scheduledFor: latestOccurrence(schedule, row.next_at, uow.now, uow.company.timeZone) };
}

async function runOne(uow: UnitOfWork, schedule: CompiledSchedule, actions: ScheduleActions): Promise<number> {
  const due = await lockDue(uow, schedule);
  if (due === undefined) return 0;
  const begun = await uow.query(
    `insert into core_timer_run (timer_code, scheduled_for, started_at) values ($1, $2, $3)
     on conflict (timer_code, scheduled_for) do update set started_at = excluded.started_at, error = null where core_timer_run.finished_at is null
     returning timer_code`,
    [schedule.code, due.scheduledFor, uow.now],
  );
  if (begun.length > 0) {
    const created = await actions.run(uow, schedule, due.scheduledFor);
    await uow.query('update core_timer_run set finished_at = $3, created_count = $4 where timer_code = $1 and scheduled_for = $2', [
      schedule.code,
      due.scheduledFor,
      uow.now,
      created ?? 0,
    ]);
  }
  await uow.query('update core_schedule set next_at = $2, last_at = $3, attempts = 0, next_try_at = null where code = $1', [
    schedule.code,
    occurrenceAfter(schedule, due.scheduledFor, uow.now, uow.company.timeZone),
    due.scheduledFor,
  ]);
  if (due.attempts > 0) await closeIncidentsOf(uow, { scheduleCode: schedule.code });
  return begun.length;
}

async function recordFailure(uow: UnitOfWork, schedule: CompiledSchedule, error: unknown): Promise<void> {
  const due = await lockDue(uow, schedule);
  if (due === undefined) return;
  const message = faultText(error);
  await uow.query(
    `insert into core_timer_run (timer_code, scheduled_for, started_at, error) values ($1, $2, $3, $4)
     on conflict (timer_code, scheduled_for) do update set error = excluded.error where core_timer_run.finished_at is null`,
    [schedule.code, due.scheduledFor, uow.now, message],
  );
  await uow.query(`update core_schedule set attempts = attempts + 1, next_try_at = clock_timestamp() + $2::int * interval '1 millisecond' where code = $1`, [
    schedule.code,
    pauseMs(SWEEP_RETRY, due.attempts + 1),
  ]);
  await raiseIncident(uow, { kind: 'schedule', scheduleCode: schedule.code, message: `${schedule.code}: ${message}` });
}
