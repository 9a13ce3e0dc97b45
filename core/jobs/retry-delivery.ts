import type { UnitOfWork } from '../company/index.ts';
import { ConflictError, NotFoundError } from '../errors/index.ts';
import type { Delivery } from './delivery.ts';
import { DELIVERY_COLUMNS } from './delivery.ts';
import { closeIncidentsOf } from './incidents.ts';
import { lockLane } from './lane.ts';

/**
 * Has a failed delivery run again, with all its tries, under its old key; its incident is closed. The caller writes the audit.
 * @throws NotFoundError, ConflictError `core.delivery_not_failed`
 */
export async function retryDelivery(uow: UnitOfWork, key: string): Promise<Delivery> {
  const found = await uow.query<{ lane: string | null }>('select lane from core_delivery where key = $1', [key]);
  if (found[0] === undefined) throw new NotFoundError();
  await lockLane(uow, found[0].lane);
  const again = await uow.query<Delivery>(
    `update core_delivery set state = 'queued', attempts = 0, finished_at = null, is_waiting = false where key = $1 and state = 'failed' returning ${DELIVERY_COLUMNS}`,
    [key],
  );
  const delivery = again[0];
  if (delivery === undefined) {
    throw new ConflictError('core.delivery_not_failed', { ru: 'Повторить можно только несостоявшееся действие.', en: 'Only a failed delivery can be run again.' }, { params: { key } });
  }
  await addJobs(uow, [delivery]);
  await closeIncidentsOf(uow, { deliveryKey: key });
  return delivery;
}

/** Has every failed delivery run again, oldest first, or those of one effect. Returns their keys. */
export async function retryFailedDeliveries(uow: UnitOfWork, options: { readonly effect?: string } = {}): Promise<string[]> {
  const failed = await uow.query<{ key: string }>(
    `select key from core_delivery where state = 'failed' and finished_at is null and ($1::text is null or effect = $1) order by seq`,
    [options.effect ?? null],
  );
  for (const { key } of failed) await retryDelivery(uow, key);
  return failed.map(({ key }) => key);
}

/** Deliveries, newest first, for whoever looks after them; `state` narrows them, `limit` is at most 200. */
export async function listDeliveries(uow: UnitOfWork, options: { readonly state?: Delivery['state']; readonly limit?: number } = {}): Promise<Delivery[]> {
  return uow.query<Delivery>(`select ${DELIVERY_COLUMNS} from core_delivery where $1::text is null or state = $1 order by seq desc limit $2`, [
    options.state ?? null,
    Math.min(options.limit ?? 100, 200),
  ]);
}

/** Keys of deliveries that are to be carried out and have no job to do it: none, unless the company's data came from a backup. */
export async function findLostDeliveries(uow: UnitOfWork): Promise<string[]> {
  const lost = await uow.query<{ key: string }>(
    `select key from reglament.keys_without_job($1, array(
       select key from core_delivery where state in ('queued', 'running') and finished_at is null and not is_waiting)) as key order by key`,
    [uow.company.id],
  );
  return lost.map(({ key }) => key);
}

/** Gives every lost delivery a job again, as when a restored copy is released. Returns their keys. */
export async function resumeDeliveries(uow: UnitOfWork): Promise<string[]> {
  const lost = await findLostDeliveries(uow);
  const rows = await uow.query<Delivery>(`select ${DELIVERY_COLUMNS} from core_delivery where key = any($1::text[]) order by seq`, [lost]);
  await addJobs(uow, rows);
  return rows.map(({ key }) => key);
}

async function addJobs(uow: UnitOfWork, deliveries: readonly Delivery[]): Promise<void> {
  await uow.query('select reglament.enqueue($1, $2::jsonb)', [uow.company.id, JSON.stringify(deliveries.map(({ key, lane }) => ({ key, lane })))]);
}
