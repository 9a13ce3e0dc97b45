import type { Pool } from 'pg';

/** Says that these workers live, by the database's clock. */
export async function beat(pool: Pool, workerIds: readonly string[]): Promise<void> {
  await pool.query(
    `insert into reglament.worker_heartbeat (worker_id, seen_at) select id, clock_timestamp() from unnest($1::text[]) as id
     on conflict (worker_id) do update set seen_at = excluded.seen_at`,
    [workerIds],
  );
}

/**
 * Takes the jobs of workers that have been silent for `silentMs` away from them, so that others run them. Returns how many jobs that were.
 * A worker that was only asleep finds out by itself: a job it no longer holds is not begun, and the result of one it had begun is refused.
 */
export async function takeOverSilentWorkers(pool: Pool, silentMs: number): Promise<number> {
  const silent = await pool.query<{ worker: string; jobs: number }>(
    `select locked_by as worker, count(*)::int as jobs from graphile_worker._private_jobs
     where locked_by is not null and locked_at < clock_timestamp() - $1 * interval '1 millisecond'
       and locked_by not in (select worker_id from reglament.worker_heartbeat where seen_at >= clock_timestamp() - $1 * interval '1 millisecond')
     group by locked_by`,
    [silentMs],
  );
  if (silent.rows.length > 0) await forget(pool, silent.rows.map(({ worker }) => worker));
  await pool.query(`delete from reglament.worker_heartbeat where seen_at < clock_timestamp() - $1 * interval '1 millisecond' * 10`, [silentMs]);
  await pool.query(TIDY);
  return silent.rows.reduce((sum, { jobs }) => sum + jobs, 0);
}

/**
 * A job fails in the queue only through an outage or a sleeping company, and the queue's own pauses grow to hours: a minute is the longest here.
 * A job whose delivery was given a newer one is left behind without key and tries when its worker dies before removing it.
 */
const TIDY = `with late as (
    update graphile_worker._private_jobs set run_at = clock_timestamp() + interval '1 minute'
    where last_error is not null and locked_at is null and run_at > clock_timestamp() + interval '1 minute')
  delete from graphile_worker._private_jobs where key is null and locked_at is null and attempts >= max_attempts`;

/** Gives back whatever these workers hold and forgets them. */
export async function forget(pool: Pool, workerIds: readonly string[]): Promise<void> {
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [workerIds]);
  await pool.query('delete from reglament.worker_heartbeat where worker_id = any($1::text[])', [workerIds]);
}
