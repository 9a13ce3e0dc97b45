import type { EffectContext, EntityRow } from '../../../core/index.ts';

/** What supply and warehouse may say about an order line. `reserved_qty`: decimal string. */
export interface LineSupply {
  readonly supply_state?: 'none' | 'ordered' | 'in_stock' | 'shipped';
  readonly reserved_qty?: string;
  readonly supply_action?: 'supply_separately' | 'reserve' | 'from_supplier_orders' | 'ship' | 'not_required';
  readonly supplier_order_line_id?: string | null;
}

/** Writes how far a line is covered and has its order's stage considered again. */
export async function setLineSupply(context: EffectContext, lineId: string, supply: LineSupply): Promise<EntityRow> {
  const row = await context.update('crm.customer_order_line', lineId, { ...supply });
  context.touch('crm.customer_order', String(row['order_id']));
  return row;
}
