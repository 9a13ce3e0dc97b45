import type { UnitOfWork } from '../company/index.ts';

/**
 * A lane is a line of deliveries that keep their order. graphile-worker's named queues do not serve here: with a local queue they run side by side
 * (its issue 621), and a failed job lets the next one pass. So a job that finds an earlier one of its lane unfinished ends and marks its
 * delivery as waiting; whoever finishes the earlier one adds a job for the next. Both hold the lane's lock until their commit, else each could miss the other.
 */
export async function lockLane(uow: UnitOfWork, lane: string | null): Promise<void> {
  if (lane === null) return;
  await uow.query('select pg_advisory_xact_lock(hashtextextended($1, 4711))', [`${uow.company.id} ${lane}`]);
}

/** Has the first unfinished delivery of the lane run, if it was waiting for its turn. The lane is locked. */
export async function wakeLane(uow: UnitOfWork, lane: string | null): Promise<void> {
  if (lane === null) return;
  await uow.query(
    `with woken as (
       update core_delivery set is_waiting = false
       where is_waiting and key = (select key from core_delivery where lane = $2 and finished_at is null order by seq limit 1)
       returning key, lane)
     select reglament.enqueue($1, jsonb_agg(jsonb_build_object('key', key, 'lane', lane))) from woken having count(*) > 0`,
    [uow.company.id, lane],
  );
}
