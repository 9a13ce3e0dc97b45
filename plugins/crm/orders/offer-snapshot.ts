import { defineSnapshot } from '../../../core/index.ts';

const LINE = ['product_id', 'description', 'quantity', 'unit_id', 'price', 'discount_pct', 'vat_rate_id', 'cost_price'];

/**
 * What an approver of an offer consents to: lines, prices, own costs, schedule and term. Anything else of the order may change freely. Who decides by the
 * sum is R-03's to say; limits of signature are for contracts.
 */
export const offerSnapshot = defineSnapshot({
  entity: 'crm.customer_order',
  columns: ['partner_id', 'counterparty_id', 'agreement_id', 'currency_id', 'prices_include_vat', 'total', 'margin_pct', 'delivery_term', 'delivery_term_unit'],
  sections: {
    lines: { entity: 'crm.customer_order_line', via: 'order_id', columns: LINE },
    extra_costs: { entity: 'crm.order_extra_cost', via: 'order_id', columns: ['kind', 'amount', 'charged_to_client', 'note'] },
    payment_schedule: { entity: 'crm.payment_schedule_line', via: 'order_id', columns: ['stage_kind', 'share_pct', 'shift_days'] },
  },
});
