import { defineEffect, label } from '../../../core/index.ts';
import { conflict, invalid, problem, refuseAll } from '../errors.ts';

/** TR-01: the chosen supplier orders get this truck and its date on the sheet TRUCK; those not chosen any more lose it. */
export const planOrders = defineEffect({
  id: 'supply.plan_orders',
  label: label('Занести план в лист TRUCK', 'Write the plan into TRUCK'),
  params: { type: 'object', additionalProperties: false },
  entity: 'supply.truck',
  async run(_params, ctx) {
    const wanted = ctx.data['supplier_order_ids'] as readonly string[] | undefined;
    if (wanted === undefined) return;
    const { item, uow } = ctx;
    if (new Set(wanted).size !== wanted.length) throw invalid('supply.line_twice', '/data/supplier_order_ids');
    const orders = await uow.query<{ id: string; state: string; reference: string | null; row_id: string | null }>(
      `select o.id, o.state, o.reference, r.id as row_id from supply_supplier_order o left join supply_truck_register_row r on r.supplier_order_id = o.id where o.id = any($1::uuid[]) order by o.id`,
      [wanted],
    );
    refuseAll(wanted.flatMap((id, index) => (orders.some((one) => one.id === id) ? [] : [problem(`/data/supplier_order_ids/${index}`, 'supply.supplier_order_unknown')])));
    const early = orders.find((one) => !['posted', 'confirmed', 'ready'].includes(one.state));
    if (early !== undefined) throw conflict('supply.order_not_loadable', { reference: early.reference });
    const plan = { planned_truck_id: item.id, planned_load_date: item.row['loading_date'] ?? null };
    const gone = await uow.query<{ id: string }>(`select id from supply_truck_register_row where planned_truck_id = $1 and supplier_order_id <> all($2::uuid[]) order by id`, [item.id, wanted]);
    for (const row of gone) await ctx.update('supply.truck_register_row', row.id, { planned_truck_id: null, planned_load_date: null });
    for (const one of orders) {
      if (one.row_id === null) await ctx.create('supply.truck_register_row', { supplier_order_id: one.id, ...plan });
      else await ctx.update('supply.truck_register_row', one.row_id, plan);
    }
  },
});
