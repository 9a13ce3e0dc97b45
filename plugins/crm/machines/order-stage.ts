import type { Condition, TransitionSpec } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';

const LIVE: Condition = { logic: { '!=': [{ var: 'status' }, 'cancelled'] }, code: 'crm.order_cancelled', message: label('Заказ отменён.', 'The order is cancelled.') };
const byLines = (stage: string): readonly Condition[] => [LIVE, { decision: 'crm.order_stage', is: { stage } }];

/**
 * Region `execution_stage`. Supply, warehouse and accounting change lines and payments; the stage follows by R-09a and R-11. Where two causes lead
 * over the same edge, the one bound to an event stands first, so that history names it. O-23 and O-24 follow cancelled receipts and declarations
 * back; O-25 closes an order of services alone, which needs no supply.
 */
export const stageTransitions: Readonly<Record<string, TransitionSpec>> = {
  'O-11': { region: 'execution_stage', from: 'start', on: 'order.created', to: 'not_placed', source: '001 §2.3' },
  'O-12': {
    region: 'execution_stage', from: ['not_placed'], automatic: true, to: 'to_place', label: label('К размещению', 'To be placed'),
    when: [LIVE, { decision: 'crm.payment_order_stage', is: { order_stage: 'to_place' } }], source: '001 §3.3',
  },
  'O-13': {
    region: 'execution_stage', from: ['not_placed'], automatic: true, to: 'to_place', label: label('К размещению без аванса', 'To be placed without an advance'),
    when: [{ logic: { and: [{ '==': [{ var: 'status' }, 'to_execute'] }, { '==': [{ var: 'advance_due' }, 0] }] }, code: 'crm.advance_due' }],
  },
  'O-14': {
    region: 'execution_stage', from: ['not_placed'], on: 'order.stage_set', to: 'to_place', manual: true, label: label('К размещению до оплаты', 'To be placed before payment'),
    by: ['head_of_sales'], permission: 'order.stage_set',
    when: [{ logic: { '==': [{ var: 'status' }, 'to_execute'] }, code: 'crm.order_not_released', message: label('Заказ ещё не «К выполнению».', 'The order is not released yet.') }],
    source: '001 §7.1',
  },
  'O-15': { region: 'execution_stage', from: ['to_place'], automatic: true, to: 'placed', label: label('Заказ размещён', 'Order placed'), when: byLines('placed'), source: '001 §4.1' },
  'O-16.fill': {
    region: 'execution_stage', from: ['to_place', 'placed', 'in_transit'], on: 'order.supply_filled', to: '=', label: label('Заполнить обеспечение', 'Fill the supply'), by: ['logistician'],
    needs: {
      lines: {
        label: label('Действия по строкам', 'Actions by line'),
        required: true,
        schema: {
          type: 'array', minItems: 1, maxItems: 500,
          items: {
            type: 'object', additionalProperties: false, required: ['line_id', 'action'],
            properties: {
              line_id: { type: 'string', format: 'uuid' },
              action: { type: 'string', enum: ['supply_separately', 'reserve', 'from_supplier_orders', 'not_required'] },
              quantity: { type: 'string', format: 'decimal', scale: 3, decimalMinimum: '0.001' },
            },
          },
        },
      },
    },
    when: [LIVE], source: '001 §4.1',
  },
  'O-16': { region: 'execution_stage', from: ['to_place'], automatic: true, to: 'in_stock', label: label('Всё зарезервировано', 'Everything is reserved'), when: byLines('in_stock'), source: '001 §4.1' },
  'O-17': { region: 'execution_stage', from: ['placed'], on: 'truck.dispatched', to: 'in_transit', label: label('Товар в пути', 'Goods on the way') },
  'O-18': {
    region: 'execution_stage', from: ['placed', 'in_transit'], automatic: true, causes: ['customs_declaration.posted'], to: 'in_stock', label: label('Товар растаможен', 'Goods cleared'),
    when: byLines('in_stock'), source: '001 §4.3',
  },
  'O-19': { region: 'execution_stage', from: ['placed', 'in_transit'], automatic: true, to: 'in_stock', label: label('Товар на складе', 'Goods in stock'), when: byLines('in_stock') },
  'O-22': {
    region: 'execution_stage', from: ['placed', 'in_transit'], automatic: true, to: 'to_place', label: label('Строка снова не обеспечена', 'A line is uncovered again'), when: byLines('to_place'),
    effects: [{ 'core.create_task': { kind: 'free', role: 'logistician', title: label('Заказ {number}: строка снова не обеспечена, разместите её', 'Order {number}: a line is uncovered again, place it') } }],
  },
  'O-25': {
    region: 'execution_stage', from: ['in_stock'], on: 'order.services_rendered', to: '=', label: label('Услуги оказаны', 'Services rendered'), by: ['sales_manager'], permission: 'order.post',
    needs: { date: { label: label('Дата оказания', 'Date'), schema: { type: 'string', format: 'date' } } },
    when: [
      { logic: { '!': [{ var: 'has_goods' }] }, code: 'crm.goods_are_shipped', message: label('В заказе есть товары: услуги закрываются вместе с отгрузкой последнего товара.', 'The order has goods: its services go with the shipment of the last of them.') },
      { logic: { in: [{ var: 'client_status' }, ['ready_to_ship', 'shipping']] }, code: 'not_ready_to_ship', message: label('Клиент ещё не оплатил то, что должен до оказания услуг.', 'The client has not paid what is due before the services.') },
    ],
    effects: ['crm.render_services'],
  },
  'O-20': {
    region: 'execution_stage', from: ['in_stock'], automatic: true, to: 'shipped', label: label('Отгружено полностью', 'Shipped in full'),
    when: [LIVE, { logic: { and: [{ '>': [{ var: 'shipped_qty' }, 0] }, { '==': [{ var: 'remaining_qty' }, 0] }] }, code: 'crm.left_to_ship' }],
  },
  'O-21': {
    region: 'execution_stage', from: ['shipped'], automatic: true, to: 'in_stock', label: label('Отгрузка отменена', 'Shipment cancelled'),
    when: [{ logic: { '>': [{ var: 'remaining_qty' }, 0] }, code: 'crm.nothing_left' }],
  },
  'O-23': { region: 'execution_stage', from: ['in_stock'], automatic: true, to: 'placed', label: label('Поступление отменено', 'Receipt cancelled'), when: byLines('placed') },
  'O-24': { region: 'execution_stage', from: ['in_stock'], automatic: true, to: 'to_place', label: label('Резерв снят', 'Reservation released'), when: byLines('to_place') },
};
