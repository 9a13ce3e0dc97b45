import { ConflictError, compare, subtract } from '../../../core/index.ts';
import type { DecimalString, EntityRow, UnitOfWork } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

/** What lies at a place: decimal strings with three digits. */
export interface Balance {
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly reserved: DecimalString;
  readonly free: DecimalString;
}

/** Writes a row of the register; an effect gives its own `create`, a route the kernel's. */
export type CreateRow = (entity: string, values: Readonly<Record<string, unknown>>) => Promise<EntityRow>;

/** One change of stock. `quantity`: signed, + in and − out. `date`: moment of the document. */
export interface Movement {
  readonly warehouse_id: string;
  readonly product_id: string;
  readonly date: Date;
  readonly quantity: DecimalString;
  readonly kind: 'opening' | 'receipt' | 'receipt_reversal' | 'shipment' | 'shipment_reversal' | 'adjustment';
  readonly document_entity?: string;
  readonly document_id?: string;
  readonly order_line_id?: string;
}

/** The balances of some products, locked in one order for everybody; those that never existed are made, so that there is something to lock. */
export async function lockBalances(uow: UnitOfWork, warehouseId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, Balance>> {
  const products = [...new Set(productIds)].sort();
  await uow.query(
    `insert into warehouse_stock_balance (id, version, created_at, updated_at, created_by, updated_by, deletion_mark, external_ids, custom, warehouse_id, product_id, quantity, reserved, free)
     select gen_random_uuid(), 1, $3, $3, $4, $4, false, '{}'::jsonb, '{}'::jsonb, $1, p.id, 0, 0, 0 from unnest($2::uuid[]) as p(id)
     on conflict (warehouse_id, product_id) do nothing`,
    [warehouseId, products, uow.now, uow.actor.userId],
  );
  const rows = await uow.query<Balance>(
    `select product_id, quantity, reserved, free from warehouse_stock_balance where warehouse_id = $1 and product_id = any($2::uuid[]) order by product_id for update`,
    [warehouseId, products],
  );
  return new Map(rows.map((row) => [row.product_id, row]));
}

/** Adds signed quantities to a locked balance. The table's checks hold the promise that nothing goes below zero. */
export async function changeBalance(uow: UnitOfWork, warehouseId: string, productId: string, change: { readonly quantity?: DecimalString; readonly reserved?: DecimalString }): Promise<void> {
  await uow.query(
    `update warehouse_stock_balance
     set quantity = quantity + $3::numeric, reserved = reserved + $4::numeric, free = free + $3::numeric - $4::numeric, version = version + 1, updated_at = $5, updated_by = $6
     where warehouse_id = $1 and product_id = $2`,
    [warehouseId, productId, change.quantity ?? '0', change.reserved ?? '0', uow.now, uow.actor.userId],
  );
}

async function productName(uow: UnitOfWork, productId: string): Promise<string> {
  const [row] = await uow.query<{ name: string }>(`select working_name as name from crm_product where id = $1`, [productId]);
  return row?.name ?? productId;
}

/** A back-dated document may leave today's sum right and an earlier one negative; whatever would be negative at any date is refused with the first such date. */
async function refuseNegative(uow: UnitOfWork, movement: Movement): Promise<void> {
  const [worst] = await uow.query<{ date: Date; running: DecimalString }>(
    `select date, running from (
       select date, sum(quantity) over (order by date) as running from (
         select date, quantity from warehouse_stock_movement where warehouse_id = $1 and product_id = $2
         union all select $3::timestamptz, $4::numeric
       ) m
     ) r where running < 0 order by date limit 1`,
    [movement.warehouse_id, movement.product_id, movement.date, movement.quantity],
  );
  if (worst === undefined) return;
  const day = new Intl.DateTimeFormat('ru-RU', { timeZone: uow.company.timeZone }).format(worst.date);
  throw new ConflictError('warehouse.negative_stock', warehouseErrors['warehouse.negative_stock'], {
    params: { product: await productName(uow, movement.product_id), date: day, quantity: worst.running },
  });
}

/**
 * Writes a movement and its balance. `reserved` changes with it: goods that leave are those held for the order, goods that come back are held again.
 * The balance is locked by it. @throws ConflictError warehouse.negative_stock, warehouse.reserved_goods
 */
export async function moveStock(uow: UnitOfWork, create: CreateRow, movement: Movement, reserved: DecimalString = '0'): Promise<EntityRow> {
  const balances = await lockBalances(uow, movement.warehouse_id, [movement.product_id]);
  const present = balances.get(movement.product_id);
  const taken = compare(movement.quantity, '0') < 0 ? subtract('0', movement.quantity) : '0';
  const fromReserve = compare(reserved, '0') < 0 ? subtract('0', reserved) : '0';
  if (compare(taken, '0') > 0) await refuseNegative(uow, movement);
  if (present !== undefined && compare(subtract(taken, fromReserve), present.free) > 0) {
    const params = { product: await productName(uow, movement.product_id), reserved: present.reserved, quantity: present.quantity };
    throw new ConflictError('warehouse.reserved_goods', warehouseErrors['warehouse.reserved_goods'], { params });
  }
  const row = await create('warehouse.stock_movement', { ...movement });
  await changeBalance(uow, movement.warehouse_id, movement.product_id, { quantity: movement.quantity, reserved });
  return row;
}

/** Free goods of some products in a warehouse now: what is neither held for an order nor awaiting customs clearance. Products that were never there are absent. */
export async function freeStock(uow: UnitOfWork, warehouseId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, DecimalString>> {
  const rows = await uow.query<{ product_id: string; free: DecimalString }>(
    `select product_id, free from warehouse_stock_balance where warehouse_id = $1 and product_id = any($2::uuid[])`,
    [warehouseId, productIds],
  );
  return new Map(rows.map((row) => [row.product_id, row.free]));
}
