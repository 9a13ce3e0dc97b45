import type { EffectContext, UnitOfWork } from '../../../core/index.ts';
import { recountTruck } from './loading.ts';

/** For each truck whether every invoice of it has a posted goods receipt. */
export async function receiptsOf(uow: UnitOfWork, truckIds: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await uow.query<{ id: string; complete: boolean }>(
    `select d.source_id as id, count(*) > 0 and bool_and(exists (
        select 1 from warehouse_goods_receipt r where r.expected_invoice_id = i.id and r.posting_state = 'posted' and not r.deletion_mark
      )) as complete
     from warehouse_expected_delivery d join warehouse_expected_invoice i on i.delivery_id = d.id
     where d.source_entity = 'supply.truck' and d.source_id = any($1::uuid[]) group by d.source_id`,
    [truckIds],
  );
  return new Map(rows.map((row) => [row.id, row.complete]));
}

interface ReceivedRow {
  readonly id: string;
  readonly received: string;
}

/** Brings what the truck's lines and the promises from them have received in line with the posted receipts; a repeat changes nothing. */
export async function takeReceipts(ctx: EffectContext, truckId: string): Promise<void> {
  const { uow } = ctx;
  await ctx.lock('supply.truck', truckId);
  const lines = await uow.query<ReceivedRow>(
    `select * from (
       select n.id, n.received_qty, coalesce((
         select sum(g.quantity) from warehouse_goods_receipt_line g join warehouse_goods_receipt r on r.id = g.receipt_id where g.source_line_id = n.id and r.posting_state = 'posted' and not r.deletion_mark
       ), 0) as received
       from supply_truck_line n where n.truck_id = $1
     ) x where received <> received_qty order by id`,
    [truckId],
  );
  for (const line of lines) await ctx.update('supply.truck_line', line.id, { received_qty: line.received });
  const promises = await uow.query<ReceivedRow>(
    `select * from (
       select a.id, a.received_qty, least(a.quantity, coalesce((
         select sum(g.quantity) from warehouse_goods_receipt_line g join warehouse_goods_receipt r on r.id = g.receipt_id join supply_truck_line n on n.id = g.source_line_id
         where n.supplier_order_line_id = a.supplier_order_line_id and g.order_line_id = a.customer_order_line_id and r.posting_state = 'posted' and not r.deletion_mark
       ), 0)) as received
       from supply_incoming_allocation a
       where a.released_at is null and a.supplier_order_line_id in (select supplier_order_line_id from supply_truck_line where truck_id = $1)
     ) x where received <> received_qty order by id`,
    [truckId],
  );
  for (const promise of promises) await ctx.update('supply.incoming_allocation', promise.id, { received_qty: promise.received });
  await recountTruck(uow, truckId);
  ctx.touch('supply.truck', truckId);
}
