import { ProcessEngine, updateRecord } from '../../../core/index.ts';
import type { DecimalString, UnitOfWork } from '../../../core/index.ts';

/**
 * How much of each supplier order line lies in trucks that are formed or further; of a truck whose goods have been taken in, only what was accepted,
 * so that a short delivery may be loaded again. SQL of one expression over `l`, the supplier order line.
 */
export const LOADED_SQL = `coalesce((
  select sum(case when t.status = 'received' then least(n.quantity, n.received_qty) else n.quantity end)
  from supply_truck_line n join supply_truck t on t.id = n.truck_id
  where n.supplier_order_line_id = l.id and t.status not in ('planning', 'cancelled')
), 0)`;

/** How much of each supplier order line receipts have brought. */
export const RECEIVED_SQL = `coalesce((select sum(n.received_qty) from supply_truck_line n join supply_truck t on t.id = n.truck_id where n.supplier_order_line_id = l.id and t.status <> 'cancelled'), 0)`;

/** Waits for everybody who loads or changes these supplier orders; always in one order of locks. */
export async function lockSupplierOrders(uow: UnitOfWork, ids: readonly string[]): Promise<void> {
  const { store } = ProcessEngine.of(uow);
  for (const id of [...new Set(ids)].sort()) await store.lock({ entity: 'supply.supplier_order', id });
}

interface Recounted {
  readonly id: string;
  readonly supplier_order_id: string;
  readonly loaded: DecimalString;
  readonly received: DecimalString;
}

/** Sums anew what is loaded and received of supplier order lines and has their orders' states considered; a repeat changes nothing. */
export async function recountLines(uow: UnitOfWork, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  const rows = await uow.query<Recounted>(
    `select * from (
       select l.id, l.supplier_order_id, l.loaded_qty, l.received_qty, least(l.quantity, ${LOADED_SQL}) as loaded, ${RECEIVED_SQL} as received
       from supply_supplier_order_line l where l.id = any($1::uuid[])
     ) x where loaded <> loaded_qty or received <> received_qty order by supplier_order_id, id`,
    [lineIds],
  );
  await lockSupplierOrders(uow, rows.map((row) => row.supplier_order_id));
  for (const row of rows) {
    await updateRecord(uow, { entity: 'supply.supplier_order_line', id: row.id }, { loaded_qty: row.loaded, received_qty: row.received });
    ProcessEngine.of(uow).touch({ entity: 'supply.supplier_order', id: row.supplier_order_id });
  }
}

/** Recounts everything a truck carries. */
export async function recountTruck(uow: UnitOfWork, truckId: string): Promise<void> {
  const rows = await uow.query<{ id: string }>(`select distinct supplier_order_line_id as id from supply_truck_line where truck_id = $1`, [truckId]);
  await recountLines(uow, rows.map((row) => row.id));
}
