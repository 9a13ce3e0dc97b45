import { compare, defineEffect, label, notifyPeople, subtract } from '../../../core/index.ts';
import type { DecimalString, EffectContext } from '../../../core/index.ts';
import { conflict, invalid } from '../errors.ts';
import { recountTruck } from '../services/loading.ts';
import { loadWarnings } from '../services/load-warnings.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

interface Wanted {
  readonly supplier_order_line_id: string;
  readonly quantity?: DecimalString;
}

interface TruckLineRow {
  readonly id: string;
  readonly supplier_order_line_id: string;
  readonly quantity: DecimalString;
}

async function linesOf(ctx: EffectContext, truckId: string): Promise<TruckLineRow[]> {
  return ctx.uow.query<TruckLineRow>(`select id, supplier_order_line_id, quantity from supply_truck_line where truck_id = $1 order by line_no`, [truckId]);
}

/** What of a supplier order line is in no truck yet; the given lines, or all of the plan. */
async function openLines(ctx: EffectContext, wanted: readonly Wanted[] | undefined): Promise<Wanted[]> {
  const rows = await ctx.uow.query<{ id: string; open: DecimalString }>(
    wanted === undefined
      ? `select n.id, n.quantity - n.loaded_qty as open from supply_supplier_order_line n
         join supply_supplier_order s on s.id = n.supplier_order_id
         join supply_truck_register_row r on r.supplier_order_id = s.id where r.planned_truck_id = $1 and n.quantity > n.loaded_qty order by s.reference, s.id, n.line_no`
      : `select id, quantity - loaded_qty as open from supply_supplier_order_line where id = any($1::uuid[])`,
    [wanted === undefined ? ctx.item.id : wanted.map((one) => one.supplier_order_line_id)],
  );
  if (wanted === undefined) return rows.map((row) => ({ supplier_order_line_id: row.id, quantity: row.open }));
  return wanted.map((one) => ({ ...one, quantity: one.quantity ?? rows.find((row) => row.id === one.supplier_order_line_id)?.open ?? '0' }));
}

/** TR-03 «Заполнить машину»: the chosen goods are in the truck, never more than was ordered; a truck that is too empty or too full is told of. */
export const fillTruck = defineEffect({
  id: 'supply.fill_truck',
  label: label('Заполнить машину', 'Fill the truck'),
  params: NOTHING,
  entity: 'supply.truck',
  async run(_params, ctx) {
    const lines = await openLines(ctx, ctx.data['lines'] as readonly Wanted[] | undefined);
    if (lines.length === 0) throw conflict('supply.truck_empty');
    await ctx.update('supply.truck', ctx.item.id, { lines });
    const [warning] = loadWarnings(ctx.item.row, ctx.regulation.parameters);
    const responsible = ctx.item.row['responsible_id'];
    if (warning === undefined || typeof responsible !== 'string') return;
    await notifyPeople(ctx, {
      text: label(`Машина {number}: ${warning.message.ru}`, `Truck {number}: ${warning.message.en}`), userIds: [responsible], subject: { entity: ctx.item.entity, id: ctx.item.id }, key: ctx.key,
    });
  },
});

/** Moves a line, or a part of it, to another truck that is being formed. */
export const moveLine = defineEffect({
  id: 'supply.move_line',
  label: label('Перенести строку в другую машину', 'Move a line to another truck'),
  params: NOTHING,
  entity: 'supply.truck',
  async run(_params, ctx) {
    const { data, item } = ctx;
    const targetId = String(data['to_truck_id']);
    if (targetId === item.id) throw invalid('supply.truck_unknown', '/data/to_truck_id');
    const [known] = await ctx.uow.query<{ status: string }>(`select status from supply_truck where id = $1 and not deletion_mark`, [targetId]);
    if (known === undefined) throw invalid('supply.truck_unknown', '/data/to_truck_id');
    const target = await ctx.lock('supply.truck', targetId);
    if (target['status'] !== 'formed') throw conflict('supply.truck_not_forming');
    const here = await linesOf(ctx, item.id);
    const line = here.find((one) => one.id === data['truck_line_id']);
    if (line === undefined) throw invalid('supply.line_unknown', '/data/truck_line_id');
    const moved = typeof data['quantity'] === 'string' ? data['quantity'] : line.quantity;
    if (compare(moved, line.quantity) > 0) throw invalid('supply.more_than_in_line', '/data/quantity', { moved, free: line.quantity });
    const rest = subtract(line.quantity, moved);
    // The line leaves first: what it gives up is free for the other truck.
    await ctx.update('supply.truck', item.id, { lines: here.flatMap((one) => (one.id !== line.id ? [one] : compare(rest, '0') === 0 ? [] : [{ ...one, quantity: rest }])).map(asRow) });
    const there = await linesOf(ctx, targetId);
    const twin = there.find((one) => one.supplier_order_line_id === line.supplier_order_line_id);
    const lines = twin === undefined
      ? [...there.map(asRow), { supplier_order_line_id: line.supplier_order_line_id, quantity: moved }]
      : there.map((one) => asRow(one === twin ? { ...one, quantity: plus(one.quantity, moved) } : one));
    await ctx.update('supply.truck', targetId, { lines });
  },
});

function asRow({ id, supplier_order_line_id, quantity }: TruckLineRow): Record<string, unknown> {
  return { id, supplier_order_line_id, quantity };
}

function plus(left: DecimalString, right: DecimalString): DecimalString {
  return subtract(left, subtract('0', right));
}

/** Counts anew what is loaded and received, after the truck has come to another state. */
export const recountTruckEffect = defineEffect({
  id: 'supply.recount_truck',
  label: label('Пересчитать загруженное', 'Recount what is loaded'),
  params: NOTHING,
  entity: 'supply.truck',
  run: async (_params, ctx) => recountTruck(ctx.uow, ctx.item.id),
});

/** TR-09: what was in the truck is free again, and the sheet TRUCK forgets the plan. */
export const releaseTruck = defineEffect({
  id: 'supply.release_truck',
  label: label('Освободить товар отменённой машины', 'Free the goods of a cancelled truck'),
  params: NOTHING,
  entity: 'supply.truck',
  async run(_params, ctx) {
    await recountTruck(ctx.uow, ctx.item.id);
    const rows = await ctx.uow.query<{ id: string }>(`select id from supply_truck_register_row where planned_truck_id = $1 order by id`, [ctx.item.id]);
    for (const row of rows) await ctx.update('supply.truck_register_row', row.id, { planned_truck_id: null, planned_load_date: null });
  },
});
