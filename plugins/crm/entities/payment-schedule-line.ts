import { defineEntity, field, label } from '../../../core/index.ts';
import { PAYMENT_STAGE_KINDS } from '../enums/index.ts';

/**
 * One stage of payment: a template line of an agreement, or a line of an order with its amount and date; the shares of an owner make 100 %.
 * `shift_days` count from the release of the order (advance), its arrival in stock (prepayment) or its shipment (credit); the last line takes the rounding.
 * @see 001 §4.1 «График оплат», §5.3; 002 L169
 */
export const PaymentScheduleLine = defineEntity({
  id: 'crm.payment_schedule_line',
  kind: 'section',
  label: { one: label('Этап графика оплаты', 'Payment stage'), many: label('График оплаты', 'Payment schedule') },
  path: 'payment-schedule-lines',
  permissions: {},
  title: 'line_no',
  indexes: [['agreement_id', 'line_no'], ['order_id', 'line_no'], ['due_date']],
  checks: {
    one_owner: 'num_nonnulls(agreement_id, order_id) = 1',
    share_in_range: 'share_pct between 0 and 100',
    amount_not_negative: 'amount >= 0',
    shift_not_negative: 'shift_days >= 0',
  },
  fields: {
    agreement_id: field.reference(label('Владелец: соглашение', 'Agreement'), 'crm.agreement', { writable: 'create' }),
    order_id: field.reference(label('Владелец: заказ', 'Order'), 'crm.customer_order', { writable: 'create' }),
    line_no: field.integer(label('№', 'No.'), { required: true, minimum: 1 }),
    stage_kind: field.enumeration(label('Этап', 'Stage'), PAYMENT_STAGE_KINDS, { required: true }),
    share_pct: field.percent(label('Доля, %', 'Share, %'), { required: true, minimum: '0' }),
    amount: field.money(label('Сумма', 'Amount'), { writable: 'system' }),
    shift_days: field.integer(label('Отсрочка, дней', 'Delay, days'), { required: true, default: 0, minimum: 0 }),
    due_date: field.date(label('Срок оплаты', 'Due date'), { writable: 'system' }),
  },
});

export type PaymentScheduleLineRow = InstanceType<typeof PaymentScheduleLine>;
