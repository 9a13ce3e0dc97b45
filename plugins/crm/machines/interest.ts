import type { Condition, TransitionSpec } from '../../../core/index.ts';
import { defineProcess, label } from '../../../core/index.ts';
import { INTEREST_STATES } from '../enums/index.ts';
import { REFUSAL_REASON, reference, text } from './needs.ts';
import { statesOf } from './states.ts';

/** What every way of losing an interest writes; the state it was lost in is kept for the funnel. */
const LOST_FIELDS = { 'core.set': { refusal_reason_id: { var: 'event.refusal_reason_id' }, lost_at_state: { var: 'state' }, closed_at: 'now' } };
const ASK_LOST = { 'crm.ask_stage_control': { to_kind: 'lost' } };

const lostByHand = {
  on: 'interest.lost',
  to: 'lost',
  label: label('Интерес потерян', 'Mark as lost'),
  by: ['sales_manager'],
  permission: 'interest.lose',
  needs: { refusal_reason_id: REFUSAL_REASON },
  effects: [ASK_LOST, LOST_FIELDS, 'crm.cancel_live_orders', 'crm.close_interest_work'],
} as const;

const NOTHING_SHIPPED: Condition = {
  logic: { '!': [{ var: 'has_shipped_order' }] },
  code: 'crm.interest_has_shipment',
  message: label('По интересу уже есть отгрузка: решает руководитель отдела продаж (закрыть заказ с недопоставкой или оформить претензию).', 'Goods have been shipped already: the head of sales decides (close the order short, or register a claim).'),
  who: ['head_of_sales'],
};

const won = (effects: TransitionSpec['effects'] = []): TransitionSpec['effects'] => [
  { 'core.set': { closed_at: 'now', closed_by_rule: true } }, 'crm.close_interest_work', ...(effects ?? []),
];

/** What R-02 says of a move by hand, each answer under its own code. */
function handRefusals(fact: 'hand_move' | 'hand_win', otherwise: string): readonly Condition[] {
  const refused = (why: string, message: Condition['message']): Condition => ({ logic: { '!=': [{ var: `${fact}.why` }, why] }, code: why, ...(message === undefined ? {} : { message }) });
  return [
    refused('no_stages', label('Эта сделка идёт без этапов: её завершают успешно или теряют.', 'This deal has no stages: it is won or lost.')),
    refused('no_such_transition', label('При строгом контроле этапов интерес переходит сам, когда выполнены условия; вручную этапы меняют в сделках с ручным переходом.', 'With strict control an interest moves by itself once the conditions hold; stages are changed by hand in deals with manual control.')),
    { logic: { or: [{ var: `${fact}.allowed` }, { in: [{ var: `${fact}.why` }, ['no_stages', 'no_such_transition']] }] }, code: otherwise, message: label('Контроль этапов не пропускает переход.', 'The control of stages refuses the move.') },
  ];
}

/** Stages a deal may fall back to, in order; what each waits for is the first thing unmet. */
const FALLS_BACK_TO = ['issue_invoice', 'invoice_sent', 'order_to_place', 'order_placed', 'goods_in_stock', 'ready_to_ship'] as const;
const LATER = [...FALLS_BACK_TO, 'deferred_payment'];

/** Where the company lets stages fall back (`regress: back_to_first_unmet`): a strict deal returns to the stage whose condition fails first. @see M-5 */
const backwards = Object.fromEntries(FALLS_BACK_TO.map((state, index): [string, TransitionSpec] => [`I-26.${state}`, {
  from: LATER.slice(index + 1), automatic: true, to: state, label: label('Вернуть на этап: условия больше не выполнены', 'Back: the conditions hold no longer'),
  when: [{ logic: { and: [{ '==': [{ var: 'p.regress' }, 'back_to_first_unmet'] }, { '==': [{ var: 'process_mode' }, 'strict'] }, { '==': [{ var: 'first_unmet_stage' }, state] }] }, code: 'crm.conditions_hold' }],
}]));

/**
 * The deal from the first contact to won or lost. Automatic rows are considered after everything that touches the interest, an order or an
 * invoice of it; those further on stand before the nearer ones where both may hold (I-12 before I-11).
 * @see 001 §2.1–6.1; 002 L18–41
 */
export const interestProcess = defineProcess({
  id: 'crm.interest',
  label: label('Интерес', 'Interest'),
  regions: {
    state: {
      field: 'state',
      initial: 'primary_interest',
      enteredAt: 'state_entered_at',
      states: statesOf(INTEREST_STATES, { final: ['won', 'lost'] }),
    },
  },
  transitions: {
    'I-01': {
      from: 'start', on: 'inquiry.converted', to: 'primary_interest', label: label('Создать интерес', 'Create the interest'), source: '001 §2.1',
      when: [{ logic: { '!=': [{ var: 'process_mode' }, 'no_stages'] }, code: 'crm.no_stages' }],
    },
    'I-22': {
      from: 'start', on: 'inquiry.converted', to: 'in_progress', label: label('Создать сделку без этапов', 'Create a deal without stages'), source: '002 L22',
      when: [{ logic: { '==': [{ var: 'process_mode' }, 'no_stages'] }, code: 'crm.has_stages' }],
    },
    'I-02': { from: ['primary_interest'], on: 'interaction.planned', to: 'offer_preparation', label: label('Запланировать взаимодействие', 'Plan an interaction'), source: '001 §2.1' },
    'I-03': {
      from: ['primary_interest'], on: 'interest.rejected', to: 'lost', label: label('Отклонить', 'Reject'), by: ['sales_manager'], permission: 'interest.lose',
      needs: { refusal_reason_id: REFUSAL_REASON }, effects: [ASK_LOST, LOST_FIELDS, 'crm.check_refusal_reason', 'crm.reject_inquiry', 'crm.close_interest_work'], source: '001 §2.1',
    },
    'I-23': { ...lostByHand, from: ['in_progress'], source: '002 L22, L37' },
    'I-18': { ...lostByHand, from: 'open', when: [NOTHING_SHIPPED], source: '001 §6.1' },
    'I-19': {
      from: 'open', automatic: true, to: 'lost', label: label('Все заказы отменены: интерес потерян', 'All orders cancelled: lost'),
      when: [{ decision: 'crm.interest_loss', is: { lost: true } }],
      effects: [
        { 'core.set': { refusal_reason_id: { var: 'latest_cancel_reason_id' }, lost_at_state: { var: 'state' }, closed_at: 'now', closed_by_rule: true } },
        'crm.close_interest_work',
      ],
      source: '001 §6.1',
    },
    'I-04': {
      from: ['offer_preparation'], automatic: true, to: 'offer_agreement', label: label('ТКП подготовлено', 'Offer prepared'),
      when: [
        { logic: { '>': [{ var: 'live_invoice_count' }, 0] }, code: 'crm.no_live_invoice' },
        { logic: { or: [{ '!=': [{ var: 'p.offer_stage_on' }, 'letter'] }, { var: 'has_sent_offer' }] }, code: 'crm.offer_not_sent' },
        {
          logic: { or: [{ '!=': [{ var: 'process_mode' }, 'strict'] }, { and: [{ '==': [{ var: 'partner_lifecycle' }, 'registered'] }, { '!=': [{ var: 'partner_agreement_id' }, null] }] }] },
          code: 'crm.client_not_classified',
        },
      ],
      source: '001 §2.3; 002 L20',
    },
    'I-05': {
      from: ['offer_agreement'], on: 'invoice.created', to: '=', label: label('Добавлен счёт', 'Another invoice'), source: '001 §2.4',
    },
    'I-06': {
      from: ['offer_agreement'], automatic: true, causes: ['counterparty.approved'], to: 'issue_invoice', label: label('Клиент согласован: выставить счёт', 'Client approved: issue the invoice'),
      when: [{ logic: { var: 'has_live_accepted_order' }, code: 'crm.offer_not_accepted' }], source: '001 §3.1',
    },
    'I-07': {
      from: ['offer_agreement'], automatic: true, to: 'issue_invoice', label: label('КП принято: выставить счёт', 'Offer accepted: issue the invoice'),
      when: [{ logic: { var: 'has_live_accepted_order' }, code: 'crm.offer_not_accepted' }], source: '001 §3.1',
    },
    'I-08': {
      from: ['issue_invoice'], automatic: true, to: 'invoice_sent', label: label('Счета отправлены', 'Invoices sent'),
      when: [{ logic: { or: [{ var: 'all_live_invoices_sent' }, { and: [{ '==': [{ var: 'p.invoices_sent_gate' }, 'any'] }, { var: 'any_live_invoice_sent' }] }] }, code: 'crm.invoices_not_sent' }], source: '001 §3.2',
    },
    'I-09': {
      from: ['invoice_sent'], automatic: true, causes: ['invoice.payment_recorded'], to: 'order_to_place', label: label('Оплата получена: к размещению', 'Paid: to be placed'),
      when: [{ decision: 'crm.interest_to_place', is: { move: 'order_to_place' } }],
      effects: [{ 'core.notify': { user: 'responsible_id', text: label('Интерес {number}: оплата получена, заказы к размещению', 'Interest {number}: paid, the orders are to be placed') } }],
      source: '001 §3.3; 003 L22–31',
    },
    'I-10': {
      from: ['invoice_sent'], automatic: true, to: 'order_to_place', label: label('Заказы к размещению', 'Orders are to be placed'),
      when: [{ decision: 'crm.interest_to_place', is: { move: 'order_to_place' } }],
    },
    'I-12': {
      from: ['order_to_place'], automatic: true, to: 'goods_in_stock', label: label('Всё есть на складе', 'Everything is in stock'),
      when: [{ decision: 'crm.interest_in_stock', is: { move: 'goods_in_stock' } }], source: '001 §4.1',
    },
    'I-11': {
      from: ['order_to_place'], automatic: true, to: 'order_placed', label: label('Заказы размещены', 'Orders placed'),
      when: [{ decision: 'crm.interest_placed', is: { move: 'order_placed' } }], source: '001 §4.1',
    },
    'I-13': {
      from: ['order_placed'], automatic: true, to: 'goods_in_stock', label: label('Товар поступил на склад', 'Goods arrived'),
      when: [{ decision: 'crm.interest_in_stock', is: { move: 'goods_in_stock' } }], source: '001 §4.3',
    },
    'I-14': {
      from: ['goods_in_stock'], automatic: true, to: 'ready_to_ship', label: label('Готов к отгрузке', 'Ready to ship'),
      when: [{ decision: 'crm.interest_ready', is: { move: 'ready_to_ship' } }], source: '001 §5.1',
    },
    'I-15': {
      from: ['ready_to_ship'], automatic: true, to: 'won', label: label('Отгружено и оплачено', 'Shipped and paid'),
      when: [{ decision: 'crm.interest_completion', is: { to: 'won' } }], effects: won(), source: '001 §5.2',
    },
    'I-16': {
      from: ['ready_to_ship'], automatic: true, to: 'deferred_payment', label: label('Отгружено, ожидается оплата', 'Shipped, payment awaited'),
      when: [{ decision: 'crm.interest_completion', is: { to: 'deferred_payment' } }], source: '001 §5.2',
    },
    'I-17': {
      from: ['deferred_payment'], automatic: true, to: 'won', label: label('Отсрочка оплачена', 'Deferred payment received'),
      when: [{ decision: 'crm.interest_completion', is: { to: 'won' } }], effects: won(), source: '001 §5.2',
    },
    ...backwards,
    'I-20': {
      from: 'open', on: 'interest.moved', to: 'each', manual: true, label: label('Перевести вручную', 'Move by hand'), by: ['sales_manager'], permission: 'interest.move',
      when: [
        ...handRefusals('hand_move', 'crm.move_not_allowed'),
        { logic: { '!=': [{ var: ['event.to', null] }, 'in_progress'] }, code: 'crm.no_such_stage' },
      ],
      source: '002 L21',
    },
    'I-21': {
      from: 'open', on: 'interest.won', to: 'won', manual: true, label: label('Завершить успешно', 'Close as won'), by: ['sales_manager'], permission: 'interest.win',
      when: handRefusals('hand_win', 'crm.win_not_allowed'),
      effects: [{ 'core.set': { closed_at: 'now' } }, 'crm.warn_of_unfinished_invoices', 'crm.close_interest_work'], source: '002 L21–22',
    },
    'I-24': {
      from: ['lost'], on: 'interest.reopened', to: 'each', disabled: true, label: label('Вернуть в работу', 'Reopen'), by: ['head_of_sales'], permission: 'interest.reopen',
      needs: { reason: text('Причина возврата', 'Reason', { required: true, maxLength: 500 }) },
      when: [{ logic: { '==': [{ var: ['event.to', null] }, { var: 'lost_at_state' }] }, code: 'crm.only_state_before_lost', message: label('Вернуть можно только на этап, на котором интерес был потерян.', 'It returns only to the stage it was lost in.') }],
      effects: [{ 'core.set': { refusal_reason_id: null, closed_at: null, closed_by_rule: false } }],
    },
    'I-25': {
      from: 'open', on: 'interest.reassigned', to: '=', label: label('Сменить ответственного', 'Reassign'), by: ['head_of_sales'], permission: 'interest.reassign',
      needs: { responsible_id: reference('Ответственный', 'Responsible', 'core.user') },
      effects: [{ 'core.set': { responsible_id: { var: 'event.responsible_id' } } }, { 'core.notify': { user: 'responsible_id', text: label('Вам передан интерес {number}', 'Interest {number} is yours now') } }],
      source: '004 L77',
    },
  },
});
