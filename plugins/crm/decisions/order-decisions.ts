import { defineDecision, label } from '../../../core/index.ts';
import { LINE_SUPPLY_STATES, ORDER_STAGES, ORDER_STATUSES, PRODUCT_KINDS, SUPPLY_ACTIONS } from '../enums/index.ts';
import type { FactTypes } from './fact-types.ts';
import { MAYBE_TEXT, NUMBER, P, TEXT, BOOLEAN, oneOf } from './fact-types.ts';

const STAGE = oneOf(ORDER_STAGES);
/** Facts of R-09 after a payment was posted. */
const PAYMENT: FactTypes = { ...P, paid: NUMBER, total: NUMBER, advance_due: NUMBER, preship_due: NUMBER, stage: STAGE, remaining_qty: NUMBER };

/** Questions about payment, supply and the client's side of an order. */
export const orderDecisions = [
  defineDecision({
    id: 'crm.payment_order_stage',
    label: label('Стадия заказа при поступлении оплаты', 'Stage of an order when money arrives'),
    entity: 'crm.customer_order', facts: PAYMENT, outcome: { order_stage: { type: 'string', enum: ['keep', 'to_place'] } },
  }),
  defineDecision({
    id: 'crm.payment_gate',
    label: label('Оплачено ли столько, чтобы интерес двигался дальше', 'Is enough paid for the interest to go on'),
    entity: 'crm.customer_order', facts: PAYMENT, outcome: { gate_met: BOOLEAN },
  }),
  defineDecision({
    id: 'crm.payment_task',
    label: label('Задача и оповещение об оплате', 'Task and notification about a payment'),
    entity: 'crm.customer_order', facts: PAYMENT, outcome: { task: MAYBE_TEXT, notify: TEXT },
  }),
  defineDecision({
    id: 'crm.supply_action',
    label: label('Предлагаемое обеспечение строки', 'Proposed supply of a line'),
    facts: { kind: oneOf(PRODUCT_KINDS), quantity: NUMBER, free_stock: NUMBER, free_incoming: NUMBER },
    outcome: { action: oneOf(SUPPLY_ACTIONS) },
  }),
  defineDecision({
    id: 'crm.order_stage',
    label: label('Стадия заказа по его строкам', 'Stage of an order from its lines'),
    entity: 'crm.customer_order',
    facts: { lines: { type: 'array', items: { type: 'object', properties: { supply_state: oneOf(LINE_SUPPLY_STATES) } } } },
    outcome: { stage: STAGE },
  }),
  defineDecision({
    id: 'crm.client_status',
    label: label('Статус заказа со стороны клиента', 'Client-side status of an order'),
    entity: 'crm.customer_order',
    facts: { status: oneOf(ORDER_STATUSES), stage: STAGE, paid: NUMBER, total: NUMBER, advance_due: NUMBER, preship_due: NUMBER, shipped_qty: NUMBER, remaining_qty: NUMBER },
    outcome: { client_status: TEXT },
  }),
];
