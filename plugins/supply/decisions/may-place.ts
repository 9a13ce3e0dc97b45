import { defineDecision, label } from '../../../core/index.ts';

/** May an order be placed with suppliers: the logistician's list shows only those that may, and says why the others may not (001 §4.1). */
export const mayPlaceOrder = defineDecision({
  id: 'supply.may_place',
  label: label('Можно ли размещать заказ', 'May the order be placed'),
  entity: 'crm.customer_order',
  facts: {
    status: { type: 'string' },
    stage: { type: 'string' },
    paid: { type: 'number' },
    advance_due: { type: 'number' },
    placed_by_hand: { type: 'boolean' },
  },
  outcome: { allowed: { type: 'boolean' }, why: { type: 'string', nullable: true } },
});
