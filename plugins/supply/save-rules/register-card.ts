import { defineSaveRule } from '../../../core/index.ts';

/** A row of ORDERS written by hand finds its customer order by the number it names. */
export const ordersRowCard = defineSaveRule({
  id: 'supply.orders_row_card',
  entity: 'supply.orders_register_row',
  async prepare(draft, { uow }) {
    const orders = await uow.query<{ id: string }>(`select id from crm_customer_order where number = $1 order by date desc limit 2`, [draft['order_number'] ?? null]);
    draft['customer_order_id'] = orders.length === 1 ? orders[0]?.id : null;
  },
});
