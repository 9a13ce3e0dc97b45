import { defineDecision, label } from '../../../core/index.ts';

/** may this much of an order line leave the warehouse. Asked for every line; about a whole shipment it speaks of the worst line. */
export const shippingAllowed = defineDecision({
  id: 'warehouse.shipping_allowed',
  label: label('Можно ли отгрузить', 'May the goods be shipped'),
  entity: 'warehouse.shipment',
  facts: {
    status: { type: 'string' },
    client_status: { type: 'string' },
    ship_qty: { type: 'number' },
    remaining_qty: { type: 'number' },
    reserved_qty: { type: 'number' },
  },
  outcome: { allowed: { type: 'boolean' }, why: { type: 'string', nullable: true } },
});
