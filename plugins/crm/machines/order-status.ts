import type { Condition, Label, TransitionSpec } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';
import { REFUSAL_REASON, text } from './needs.ts';

const NOTHING_SHIPPED: Condition = {
  logic: { '!': [{ var: 'has_shipments' }] },
  code: 'crm.order_has_shipment',
  message: label('По заказу есть отгрузка: отменить его нельзя, можно закрыть с недопоставкой.', 'The order has a shipment: it cannot be cancelled, only closed short.'),
  who: ['head_of_sales'],
};

/** R-21 refuses for `why`; `departs` narrows a departure to one kind of it. */
function blocked(why: string, message: Label, code: string = why, departs: readonly unknown[] = []): Condition {
  return {
    logic: { '!': [{ and: [{ '==': [{ var: 'agreement_check.result' }, 'block'] }, { '==': [{ var: 'agreement_check.why' }, why] }, ...departs] }] },
    code,
    message,
    who: ['head_of_sales'],
  };
}

/** What R-21 says, each answer under its own code and with its numbers, so that a refused person reads which term is meant and by how much. */
const AGREEMENT_CONTROL: readonly Condition[] = [
  blocked('negative_margin', label('Сделка в минусе, маржа {margin_pct} %: провести заказ нельзя.', 'The deal is in the red, margin {margin_pct} %: the order cannot be posted.')),
  blocked('client_not_classified', label('Клиент не классифицирован: выберите ему соглашение.', 'The client is not classified: choose an agreement for it.')),
  blocked('agreement_not_active', label('Соглашение клиента не действует.', 'The client’s agreement is not active.')),
  blocked('agreement_deviation', label('Условия заказа отступают от соглашения.', 'The order departs from the agreement.')),
  blocked(
    'agreement_deviation', label('Скидка {line_discount_pct} %, по соглашению не больше {agreed_discount_pct} %.', 'A discount of {line_discount_pct} %, at most {agreed_discount_pct} % is agreed.'), 'crm.discount_over_agreement',
    [{ '>': [{ var: 'extra_discount_pct' }, 0] }],
  ),
  blocked(
    'agreement_deviation', label('Цена ниже согласованной на {price_deviation_pct} %, допустимо {p.price_tolerance_pct} %.', 'The price is {price_deviation_pct} % from the agreed one, {p.price_tolerance_pct} % is tolerated.'), 'crm.price_below_agreement',
    [{ '<': [{ var: 'price_deviation_pct' }, { '-': [{ var: 'p.price_tolerance_pct' }] }] }],
  ),
  blocked(
    'agreement_deviation', label('Аванс {advance_share_pct} %, по соглашению {agreed_advance_share_pct} %.', 'An advance of {advance_share_pct} %, {agreed_advance_share_pct} % is agreed.'), 'crm.advance_below_agreement',
    [{ var: 'advance_share_below' }],
  ),
  blocked(
    'agreement_deviation', label('Срок поставки {term_days} дн., по соглашению {agreed_term_days} дн.', 'Delivery in {term_days} days, {agreed_term_days} days are agreed.'), 'crm.delivery_before_agreement',
    [{ var: 'delivery_shorter' }],
  ),
  {
    logic: { or: [{ '!=': [{ var: 'agreement_check.result' }, 'block'] }, { in: [{ var: 'agreement_check.why' }, ['negative_margin', 'client_not_classified', 'agreement_not_active', 'agreement_deviation']] }] },
    code: 'crm.agreement_control',
    message: label('Контроль соглашения не пропускает заказ.', 'The control of the agreement refuses the order.'),
  },
  { logic: { var: 'packaging_agreed' }, code: 'crm.packaging_not_agreed', message: label('Соглашение не предусматривает многооборотную тару: уберите её из заказа или выберите другое соглашение.', 'The agreement foresees no returnable packaging: take it out of the order, or choose another agreement.') },
  { logic: { var: 'payment_order_kept' }, code: 'crm.payment_order', message: label('Валюта заказа не соответствует порядку оплаты по соглашению.', 'The currency of the order does not fit the payment order of the agreement.') },
  { logic: { var: 'tax_regime_kept' }, code: 'crm.tax_regime', message: label('Ставки НДС в строках не соответствуют налогообложению по соглашению.', 'The VAT rates of the lines do not fit the taxation of the agreement.') },
];

/** Region `status`: what people decide about an order. */
export const statusTransitions: Readonly<Record<string, TransitionSpec>> = {
  'O-01': { region: 'status', from: 'start', on: 'order.created', to: 'on_approval', label: label('Создать заказ', 'Create the order'), source: '001 §2.3' },
  'O-02': {
    region: 'status', from: ['on_approval'], on: 'order.posted', to: '=', label: label('Провести', 'Post'), by: ['sales_manager'], permission: 'order.post',
    when: [
      { logic: { var: 'has_lines' }, code: 'crm.order_without_lines', message: label('В заказе нет ни одной строки.', 'The order has no lines.') },
      { logic: { '!': [{ var: 'has_unmatched_line' }] }, code: 'crm.unmatched_line', message: label('Есть пустая строка МакБилда: подберите для неё номенклатуру.', 'A MacBuild row has no product yet: choose one.') },
      {
        logic: { and: [{ '!=': [{ var: 'macro_sector_id' }, null] }, { '!=': [{ var: 'micro_sector_id' }, null] }, { '!=': [{ var: 'delivery_term' }, null] }] },
        code: 'crm.delivery_tab_incomplete',
        message: label('На вкладке «Доставка» заполните макро- и микросектор и срок поставки.', 'Fill in both sectors and the delivery term on the tab “Delivery”.'),
      },
      { logic: { '!': [{ var: 'has_payments' }] }, code: 'crm.order_paid', message: label('По счёту уже есть оплата: перепровести заказ нельзя.', 'The invoice has been paid to: the order cannot be posted again.') },
      ...AGREEMENT_CONTROL,
      {
        logic: { var: 'offer_approved' },
        code: 'crm.approval_required',
        message: label(
          'Нужно внутреннее согласование: {offer_review.who_ru}. Основания: {offer_review.why_ru}; сумма {amount}, маржа, %: {margin_pct}. Заказ проводится после согласования.',
          'Internal approval is needed: {offer_review.who_en}. Reasons: {offer_review.why_en}; amount {amount}, margin, %: {margin_pct}. The order is posted after it.',
        ),
      },
    ],
    effects: [{ 'core.set': { posting_state: 'posted' } }, 'crm.issue_invoice'],
    source: '001 §2.3; 003 L56–60',
  },
  'O-03': {
    region: 'status', from: ['on_approval'], on: 'order.released', to: 'to_execute', label: label('К выполнению', 'Release'), by: ['sales_manager'], permission: 'order.release',
    when: [
      { logic: { '==': [{ var: 'posting_state' }, 'posted'] }, code: 'crm.order_not_posted', message: label('Сначала проведите заказ.', 'Post the order first.') },
      { logic: { var: 'offer_accepted' }, code: 'offer_not_accepted', message: label('Клиент ещё не принял коммерческое предложение.', 'The client has not accepted the offer yet.') },
    ],
    effects: [{ 'core.set': { released_at: 'now' } }, 'crm.fix_release_terms'],
    source: '001 §3.2',
  },
  'O-04': {
    region: 'status', from: ['on_approval', 'to_execute'], on: 'order.cancelled', to: 'cancelled', label: label('Отменить заказ', 'Cancel the order'), by: ['sales_manager'], permission: 'order.cancel',
    needs: { cancel_reason_id: { ...REFUSAL_REASON, label: label('Причина отмены', 'Cancel reason') } },
    when: [
      { logic: { '!!': [{ var: ['event.cancel_reason_id', null] }] }, code: 'crm.cancel_reason_required', message: label('Выберите причину отмены.', 'Choose the cancel reason.') },
      NOTHING_SHIPPED,
    ],
    effects: [
      { 'core.set': { cancel_reason_id: { var: 'event.cancel_reason_id' }, cancelled_at: 'now', event_date: null } },
      'crm.check_refusal_reason', 'crm.settle_cancelled_order',
    ],
    source: '001 §2.4, §6.1',
  },
  'O-05': {
    region: 'status', from: ['to_execute'], automatic: true, to: 'closed', label: label('Закрыть заказ', 'Close the order'),
    when: [{ logic: { '==': [{ var: 'client_status' }, 'settled'] }, code: 'crm.order_not_settled' }],
  },
  'O-06': {
    region: 'status', from: ['to_execute'], on: 'order.recalled', to: 'on_approval', label: label('Вернуть на согласование', 'Recall'), by: ['sales_manager'], permission: 'order.release',
    when: [
      { logic: { '!': [{ var: 'has_payments' }] }, code: 'crm.order_paid', message: label('По заказу есть оплата.', 'The order has been paid to.') },
      { logic: { '!': [{ var: 'has_supply' }] }, code: 'crm.order_supplied', message: label('По заказу начато обеспечение.', 'The order’s supply has begun.') },
      NOTHING_SHIPPED,
    ],
    effects: [{ 'core.set': { released_at: null, promised_date: null } }],
  },
  'O-07': {
    region: 'status', from: ['to_execute'], on: 'order.closed_short', to: 'closed', label: label('Закрыть с недопоставкой', 'Close short'), by: ['head_of_sales'], permission: 'order.close_short',
    needs: { reason: text('Причина', 'Reason', { required: true, maxLength: 500 }) },
    when: [
      {
        logic: { and: [{ var: 'has_shipments' }, { '>': [{ var: 'remaining_qty' }, 0] }] },
        code: 'crm.order_not_partly_shipped',
        message: label('Закрыть с недопоставкой можно только частично отгруженный заказ.', 'Only a partly shipped order can be closed short.'),
      },
    ],
    effects: ['crm.give_up_remainder'],
  },
  // What was shipped or paid has been taken back, so the order is work again: the rest of it could not be shipped otherwise.
  'O-08': {
    region: 'status', from: ['closed'], automatic: true, causes: ['invoice.shipment_reversed', 'invoice.payment_reversed'], to: 'to_execute', label: label('Вернуть к выполнению', 'Back to execution'),
    when: [{ logic: { '!=': [{ var: 'client_status' }, 'settled'] }, code: 'crm.order_settled' }],
    source: '001 §5.2',
  },
};
