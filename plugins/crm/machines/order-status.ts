import type { Condition, TransitionSpec } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';
import { AGREEMENT_WHYS } from '../facts/agreement-whys.ts';
import { REFUSAL_REASON, text } from './needs.ts';

const NOTHING_SHIPPED: Condition = {
  logic: { '!': [{ var: 'has_shipments' }] },
  code: 'crm.order_has_shipment',
  message: label('По заказу есть отгрузка: отменить его нельзя, можно закрыть с недопоставкой.', 'The order has a shipment: it cannot be cancelled, only closed short.'),
  who: ['head_of_sales'],
};

/** What R-21 says, each answer under its own code, so that a refused person reads which term is meant. */
const AGREEMENT_CONTROL: readonly Condition[] = [
  ...Object.entries(AGREEMENT_WHYS).map(([why, message]): Condition => ({
    logic: { '!': [{ and: [{ '==': [{ var: 'agreement_check.result' }, 'block'] }, { '==': [{ var: 'agreement_check.why' }, why] }] }] },
    code: why,
    message,
    who: ['head_of_sales'],
  })),
  {
    logic: { or: [{ '!=': [{ var: 'agreement_check.result' }, 'block'] }, { in: [{ var: 'agreement_check.why' }, Object.keys(AGREEMENT_WHYS)] }] },
    code: 'crm.agreement_control',
    message: label('Контроль соглашения не пропускает заказ.', 'The control of the agreement refuses the order.'),
  },
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
        message: label('Нужно внутреннее согласование: {offer_approver}. Заказ проводится после согласования.', 'Internal approval is needed: {offer_approver}. The order is posted after it.'),
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
};
