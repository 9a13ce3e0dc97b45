import type { UnitOfWork } from '../company/index.ts';
import type { DeliveryOrder } from './delivery.ts';

const LONGEST_KEY = 400;

/**
 * Orders effects in the transaction of `uow`, in the order given: rolled back with it, carried out after its commit. One statement, whatever their number.
 * A key that was ordered before is passed over. Returns the keys that are new.
 */
export async function enqueueDeliveries(uow: UnitOfWork, deliveries: readonly DeliveryOrder[]): Promise<string[]> {
  if (deliveries.length === 0) return [];
  const tooLong = deliveries.find((one) => one.key.length === 0 || one.key.length > LONGEST_KEY);
  if (tooLong !== undefined) throw new Error(`The key of ${tooLong.effect} must have 1 to ${LONGEST_KEY} characters: ${JSON.stringify(tooLong.key.slice(0, 60))}`);
  const rows = deliveries.map((one) => ({
    key: one.key,
    effect: one.effect,
    entity: one.entity ?? null,
    item_id: one.itemId ?? null,
    params: one.params,
    lane: one.order ?? null,
    in_ms: one.runAt === undefined ? 0 : Math.max(0, one.runAt.getTime() - uow.now.getTime()),
  }));
  const made = await uow.query<{ keys: string[] | null }>(
    `with ordered as (
       select distinct on (row ->> 'key') n, row ->> 'key' as key, row ->> 'effect' as effect, row ->> 'entity' as entity, (row ->> 'item_id')::uuid as item_id,
         row -> 'params' as params, row ->> 'lane' as lane, row -> 'in_ms' as in_ms
       from jsonb_array_elements($2::jsonb) with ordinality as listed(row, n) order by row ->> 'key', n),
     made as (
       insert into core_delivery (key, effect, entity, item_id, params, lane, state, created_at)
       select key, effect, entity, item_id, params, lane, 'queued', $3::timestamptz from ordered order by n
       on conflict (key) do nothing returning key)
     select array_agg(key order by n) as keys, reglament.enqueue($1, jsonb_agg(jsonb_build_object('key', key, 'lane', lane, 'in_ms', in_ms) order by n))
     from made join ordered using (key) having count(*) > 0`,
    [uow.company.id, JSON.stringify(rows), uow.now],
  );
  return made[0]?.keys ?? [];
}
