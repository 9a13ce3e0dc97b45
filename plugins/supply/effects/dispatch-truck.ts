import { defineEffect, label } from '../../../core/index.ts';
import { deliveryArrived, expectDelivery } from '../../warehouse/index.ts';
import { announcementOf } from '../services/announce-delivery.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

/** TR-05: orders whose goods are all on the way learn it (O-17, where the company has that stage), and the warehouse learns what will come. */
export const tellOrdersOnTheWay = defineEffect({
  id: 'supply.tell_orders_on_the_way',
  label: label('Сообщить заказам, что товар в пути', 'Tell the orders that their goods are on the way'),
  params: NOTHING,
  entity: 'supply.truck',
  async run(_params, ctx) {
    const orders = await ctx.uow.query<{ id: string }>(
      `select distinct l.order_id as id from supply_truck_line n join supply_supplier_order_line s on s.id = n.supplier_order_line_id join crm_customer_order_line l on l.id = s.customer_order_line_id
       join crm_customer_order o on o.id = l.order_id
       where n.truck_id = $1 and o.status <> 'cancelled' and not exists (
         select 1 from crm_customer_order_line x join crm_product p on p.id = x.product_id and p.kind = 'goods'
         where x.order_id = l.order_id and x.supply_state in ('none', 'ordered') and x.quantity > x.cancelled_qty and coalesce((
           select sum(t.quantity) from supply_truck_line t join supply_truck k on k.id = t.truck_id join supply_supplier_order_line r on r.id = t.supplier_order_line_id
           where r.customer_order_line_id = x.id and k.status in ('in_transit', 'at_customs', 'arrived', 'received')
         ), 0) < (select coalesce(sum(r.quantity), 1) from supply_supplier_order_line r join supply_supplier_order s on s.id = r.supplier_order_id where r.customer_order_line_id = x.id and s.state not in ('draft', 'cancelled'))
       ) order by 1`,
      [ctx.item.id],
    );
    for (const order of orders) await ctx.send('crm.customer_order', order.id, 'truck.dispatched', {}, { optional: true });
    await expectDelivery(ctx, await announcementOf(ctx.uow, ctx.item.row));
  },
});

/** TR-07: what the warehouse expects is brought up to date as long as nothing was counted, and it learns that the goods are here. */
export const expectTruck = defineEffect({
  id: 'supply.expect_delivery',
  label: label('Передать состав машины на склад', "Hand the truck's content to the warehouse"),
  params: NOTHING,
  entity: 'supply.truck',
  async run(_params, ctx) {
    const [work] = await ctx.uow.query(
      `select 1 from warehouse_expected_delivery d where d.source_entity = 'supply.truck' and d.source_id = $1
         and (exists (select 1 from warehouse_packing_list p where p.delivery_id = d.id) or exists (select 1 from warehouse_goods_receipt r where r.delivery_id = d.id))`,
      [ctx.item.id],
    );
    if (work === undefined) await expectDelivery(ctx, await announcementOf(ctx.uow, ctx.item.row));
    await deliveryArrived(ctx, { entity: 'supply.truck', id: ctx.item.id });
  },
});

/** TR-06: the breakdowns are kept as they were sent, with their forms. */
export const sendBreakdowns = defineEffect({
  id: 'supply.send_breakdowns',
  label: label('Отправить разбивки на таможню', 'Send the breakdowns to customs'),
  params: NOTHING,
  entity: 'supply.truck',
  async run(_params, ctx) {
    const rows = await ctx.uow.query<{ id: string }>(`select id from supply_customs_breakdown where truck_id = $1 and not deletion_mark and sent_at is null order by zone`, [ctx.item.id]);
    const print = ctx.uow.company.plugins.effect('supply.print_truck_form');
    for (const form of ['D-10', 'D-11', 'D-12']) await print?.run({ form }, ctx);
    for (const row of rows) await ctx.update('supply.customs_breakdown', row.id, { sent_at: ctx.now });
  },
});
