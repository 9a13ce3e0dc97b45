/**
 * Lines by which an order is supplied and shipped, as SQL over `crm_customer_order_line`: its goods, or, where it has none, its services. Columns:
 * `order_id`, `left_qty`, `shipped_qty`, `whole_qty`, `line_no`, `is_goods`, and `cover`, the supply state; a service needs no supply.
 */
export const DELIVERABLE_LINES = `
  select x.order_id, x.line_no, x.is_goods, x.shipped_qty, x.quantity - x.cancelled_qty as whole_qty, x.quantity - x.shipped_qty - x.cancelled_qty as left_qty,
         case when x.is_goods then x.supply_state::text when x.shipped_qty > 0 then 'shipped' else 'in_stock' end as cover
    from (select l.*, p.kind = 'goods' as is_goods, bool_or(p.kind = 'goods') over (partition by l.order_id) as has_goods
            from crm_customer_order_line l join crm_product p on p.id = l.product_id) x
   where x.is_goods = x.has_goods`;
