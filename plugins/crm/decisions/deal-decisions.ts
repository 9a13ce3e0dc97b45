import { defineDecision, label } from '../../../core/index.ts';
import { AGREEMENT_STATUSES, INVOICE_STATES, ORDER_CLIENT_STATUSES, ORDER_STAGES, ORDER_STATUSES, PROCESS_MODES } from '../enums/index.ts';
import type { FactTypes } from './fact-types.ts';
import { BOOLEAN, COUNT, MAYBE_NUMBER, MAYBE_TEXT, NUMBER, P, TEXT, oneOf } from './fact-types.ts';

const STATUS = oneOf(ORDER_STATUSES);
const STAGE = oneOf(ORDER_STAGES);
const CLIENT_STATUS = oneOf(ORDER_CLIENT_STATUSES);
const ALLOWED = { allowed: BOOLEAN, why: MAYBE_TEXT, is_manual: BOOLEAN } as const;

/** Facts of one aggregate over the invoices of a deal. */
function invoices(properties: FactTypes): FactTypes {
  return { invoices: { type: 'array', items: { type: 'object', properties: { status: STATUS, ...properties } } } };
}

/** Questions about inquiries, stages of a deal, offers and the timers. */
export const dealDecisions = [
  defineDecision({
    id: 'crm.inquiry_route',
    label: label('Что сделать с обращением', 'What to do with an inquiry'),
    facts: { is_target: BOOLEAN, related_interest_id: MAYBE_TEXT, match_count: COUNT, contact_name: MAYBE_TEXT, company_name: MAYBE_TEXT },
    outcome: { action: TEXT, partner: TEXT, needs: MAYBE_TEXT },
  }),
  defineDecision({
    id: 'crm.stage_control',
    label: label('Контроль перехода по этапам', 'Control of stage changes'),
    entity: 'crm.interest',
    facts: { mode: oneOf(PROCESS_MODES), to_kind: { type: 'string', enum: ['open', 'won', 'lost'] }, edge_exists: BOOLEAN, guards_ok: BOOLEAN, reason_given: BOOLEAN },
    outcome: ALLOWED,
  }),
  defineDecision({
    id: 'crm.offer_approval',
    label: label('Нужно ли внутреннее согласование КП', 'Does an offer need internal approval'),
    entity: 'crm.customer_order',
    facts: {
      ...P, amount: NUMBER, product_groups: { type: 'array', items: TEXT }, has_regulated_item: BOOLEAN, manager_tenure_days: COUNT, is_supervised: BOOLEAN, margin_pct: MAYBE_NUMBER,
    },
    outcome: { approver: MAYBE_TEXT, reason: TEXT },
  }),
  defineDecision({
    id: 'crm.agreement_control',
    label: label('Контроль соглашения при проведении', 'Control of the agreement at posting'),
    entity: 'crm.customer_order',
    facts: {
      ...P, agreement_status: oneOf(AGREEMENT_STATUSES, true), mode: oneOf(PROCESS_MODES), price_deviation_pct: NUMBER, extra_discount_pct: NUMBER, advance_share_below: BOOLEAN,
      delivery_shorter: BOOLEAN, margin_pct: MAYBE_NUMBER,
    },
    outcome: { result: { type: 'string', enum: ['pass', 'approval', 'block'] }, why: MAYBE_TEXT },
  }),
  defineDecision({
    id: 'crm.interest_to_place',
    label: label('Все счета к размещению', 'All invoices are to be placed'),
    entity: 'crm.interest',
    facts: invoices({ stage: STAGE, gate_met: BOOLEAN }),
    outcome: { move: MAYBE_TEXT },
  }),
  defineDecision({ id: 'crm.interest_placed', label: label('Все счета размещены', 'All invoices are placed'), entity: 'crm.interest', facts: invoices({ stage: STAGE }), outcome: { move: MAYBE_TEXT } }),
  defineDecision({ id: 'crm.interest_in_stock', label: label('Товар по всем счетам на складе', 'Goods of all invoices are in stock'), entity: 'crm.interest', facts: invoices({ stage: STAGE }), outcome: { move: MAYBE_TEXT } }),
  defineDecision({ id: 'crm.interest_ready', label: label('Все счета готовы к отгрузке', 'All invoices are ready to ship'), entity: 'crm.interest', facts: invoices({ client_status: CLIENT_STATUS }), outcome: { move: MAYBE_TEXT } }),
  defineDecision({
    id: 'crm.interest_completion',
    label: label('Завершение интереса после отгрузки', 'Completion of an interest after shipment'),
    entity: 'crm.interest',
    facts: invoices({ remaining_qty: NUMBER, balance: NUMBER }),
    outcome: { to: MAYBE_TEXT },
  }),
  defineDecision({
    id: 'crm.interest_loss',
    label: label('Автоматическая потеря интереса', 'Automatic loss of an interest'),
    entity: 'crm.interest',
    facts: { orders: { type: 'array', items: { type: 'object', properties: { status: STATUS } } }, latest_reason: MAYBE_TEXT },
    outcome: { lost: BOOLEAN, reason_from: TEXT },
  }),
  defineDecision({
    id: 'crm.debt_reminder',
    label: label('Напоминание об оплате отсрочки', 'Reminder of a deferred payment'),
    entity: 'crm.invoice',
    facts: { status: STATUS, remaining_qty: NUMBER, balance: NUMBER, periods_elapsed: COUNT, reminders_created: COUNT },
    outcome: { create: BOOLEAN },
  }),
  defineDecision({
    id: 'crm.overdue_invoice',
    label: label('Просроченный счет', 'Overdue invoice'),
    entity: 'crm.invoice',
    facts: { event_date: MAYBE_TEXT, today: TEXT, invoice_state: oneOf(INVOICE_STATES), interest_open: BOOLEAN, has_open_generated: BOOLEAN },
    outcome: { create: MAYBE_TEXT },
  }),
  defineDecision({
    id: 'crm.awaiting_advance',
    label: label('Ожидание аванса', 'Awaiting the advance'),
    entity: 'crm.customer_order',
    facts: { ...P, stage: STAGE, client_status: CLIENT_STATUS, days_since_last: COUNT },
    outcome: { create: BOOLEAN },
  }),
];
