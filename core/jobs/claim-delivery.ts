import type { UnitOfWork } from '../company/index.ts';
import type { Delivery } from './delivery.ts';
import { DELIVERY_COLUMNS } from './delivery.ts';
import { raiseIncident } from './incidents.ts';
import { lockLane, wakeLane } from './lane.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { pauseMs } from './retry-policy.ts';

/** What a job in the queue carries; the delivery itself is read when it runs. */
export interface DeliveryJob {
  readonly company: string;
  readonly key: string;
  readonly lane: string | null;
}

/** The job as this worker holds it. */
export interface HeldJob extends DeliveryJob {
  readonly jobId: string;
  readonly workerId: string;
}

/** Thrown out of a try's transaction, undoing it: meanwhile another worker has taken the delivery over. */
export class FenceLostError extends Error {
  constructor(key: string) {
    super(`Delivery ${key} was taken over by another worker; this result is refused`);
    this.name = 'FenceLostError';
  }
}

/** Thrown when the company is read-only or a silent copy: the job stays in the queue until that has changed. */
export class CompanyAsleepError extends Error {
  constructor(company: string, status: string) {
    super(`Company ${company} is ${status}; its deliveries wait`);
    this.name = 'CompanyAsleepError';
  }
}

/**
 * Takes a delivery for one try and gives it the next fence number. Undefined when there is nothing to do for this job: it is over, the job was
 * given to another worker, its lane is not free yet, or its last try died with its worker (then it is failed now).
 */
export async function claimDelivery(uow: UnitOfWork, job: HeldJob, policy: RetryPolicy): Promise<Delivery | undefined> {
  await lockLane(uow, job.lane);
  const found = await uow.query<Delivery & { held: boolean; blocked: boolean; status: string }>(
    `select ${DELIVERY_COLUMNS}, reglament.holds_job($2, $3, $4) as held, (select status from reglament.company where id = $2) as status,
       exists (select from core_delivery earlier where earlier.lane = d.lane and earlier.seq < d.seq and earlier.finished_at is null) as blocked
     from core_delivery d where key = $1 for update of d`,
    [job.key, uow.company.id, job.jobId, job.workerId],
  );
  const present = found[0];
  if (present === undefined || !present.held || present.finished_at !== null || present.state === 'failed') return undefined;
  if (present.status !== 'active') throw new CompanyAsleepError(uow.company.id, present.status);
  if (present.blocked) {
    await uow.query('update core_delivery set is_waiting = true where key = $1', [job.key]);
    return undefined;
  }
  if (present.state === 'running' && present.attempts >= policy.maxAttempts) {
    await endAsFailed(uow, present, 'The worker died during the last try');
    return undefined;
  }
  const taken = await uow.query<Delivery>(
    `update core_delivery set state = 'running', fence = fence + 1, attempts = attempts + 1, is_waiting = false where key = $1 returning ${DELIVERY_COLUMNS}`,
    [job.key],
  );
  return taken[0];
}

/** Marks the try's delivery done, in the transaction of its effect. @throws FenceLostError */
export async function finishDelivery(uow: UnitOfWork, delivery: Delivery, result: unknown): Promise<void> {
  await lockLane(uow, delivery.lane);
  const done = await uow.query(
    `update core_delivery set state = 'done', finished_at = $3, result = $4, error = null where key = $1 and fence = $2 and state = 'running' returning key`,
    [delivery.key, delivery.fence, uow.now, result === undefined ? null : JSON.stringify(result)],
  );
  if (done.length === 0) throw new FenceLostError(delivery.key);
  await wakeLane(uow, delivery.lane);
}

/** Records a try that failed: another one after a pause, or an incident after the last. @throws FenceLostError */
export async function recordFailure(uow: UnitOfWork, delivery: Delivery, error: string, policy: RetryPolicy): Promise<'retry' | 'failed'> {
  if (delivery.attempts >= policy.maxAttempts) {
    await endAsFailed(uow, delivery, error);
    return 'failed';
  }
  const put = await uow.query(
    `with back as (update core_delivery set state = 'queued', error = $4 where key = $2 and fence = $3 and state = 'running' returning key, lane)
     select reglament.enqueue($1, jsonb_agg(jsonb_build_object('key', key, 'lane', lane, 'in_ms', $5::int))) from back having count(*) > 0`,
    [uow.company.id, delivery.key, delivery.fence, error, pauseMs(policy, delivery.attempts)],
  );
  if (put.length === 0) throw new FenceLostError(delivery.key);
  return 'retry';
}

async function endAsFailed(uow: UnitOfWork, delivery: Delivery, error: string): Promise<void> {
  const ended = await uow.query(
    `update core_delivery set state = 'failed', error = $3 where key = $1 and fence = $2 and state = 'running' returning key`,
    [delivery.key, delivery.fence, error],
  );
  if (ended.length === 0) throw new FenceLostError(delivery.key);
  await raiseIncident(uow, {
    kind: 'delivery',
    message: `${delivery.effect}: ${error}`,
    entity: delivery.entity,
    itemId: delivery.item_id,
    deliveryKey: delivery.key,
  });
}
