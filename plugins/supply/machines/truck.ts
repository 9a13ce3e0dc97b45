import { defineProcess, label } from '../../../core/index.ts';
import { TRUCK_STATUSES } from '../entities/enums.ts';
import { demand, statesOf } from './supplier-order.ts';

const UUID = { type: 'string', format: 'uuid' } as const;
const QUANTITY = { type: 'string', format: 'decimal', scale: 3, decimalMinimum: '0.001' } as const;
const COMMENT = { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } as const;

const PLANNED = {
  supplier_order_ids: { label: label('Заказы поставщикам', 'Supplier orders'), schema: { type: 'array', minItems: 1, maxItems: 300, items: UUID }, target: 'supply.supplier_order' },
} as const;

const LOAD = {
  lines: {
    label: label('Что грузим (без этого — весь план)', 'What is loaded (without it the whole plan)'),
    schema: {
      type: 'array', minItems: 1, maxItems: 500,
      items: { type: 'object', additionalProperties: false, required: ['supplier_order_line_id'], properties: { supplier_order_line_id: UUID, quantity: QUANTITY } },
    },
  },
} as const;

/** A truck: planned, formed, posted, on the road, at customs, here (TR-01 … TR-10). */
export const truckProcess = defineProcess({
  id: 'supply.truck',
  label: label('Товар в машине', 'Truck'),
  regions: { status: { field: 'status', initial: 'planning', states: statesOf(TRUCK_STATUSES, ['received', 'cancelled']) } },
  transitions: {
    'TR-01': { from: 'start', on: 'truck.planned', to: 'planning', by: ['logistician'], permission: 'truck.plan', label: label('Спланировать машину', 'Plan a truck'), effects: ['supply.plan_orders'], source: '001 §4.2' },
    'TR-01.plan': {
      from: ['planning'], on: 'truck.replanned', to: '=', by: ['logistician'], permission: 'truck.plan', label: label('Изменить план загрузки', 'Change the loading plan'),
      needs: { supplier_order_ids: { ...PLANNED.supplier_order_ids, required: true } }, effects: ['supply.plan_orders'],
    },
    'TR-02': {
      from: ['planning'], on: 'truck.plan_sent', to: '=', by: ['logistician'], permission: 'truck.plan', label: label('Отправить план поставщику', 'Send the plan to the supplier'),
      when: [demand('supply.plan_empty', { '>': [{ var: 'planned_orders' }, 0] })],
      effects: [{ 'core.set': { plan_sent_at: 'now' } }, { 'supply.print_truck_form': { form: 'D-18' } }], source: '001 §4.2',
    },
    'TR-03': {
      from: ['planning'], on: 'truck.filled', to: 'formed', by: ['logistician'], permission: 'truck.form', label: label('Заполнить машину', 'Fill the truck'), needs: LOAD, effects: ['supply.fill_truck'],
      source: '001 §4.2',
    },
    'TR-03.move': {
      from: ['formed'], on: 'truck.line_moved', to: '=', by: ['logistician'], permission: 'truck.form', label: label('Перенести строку в другую машину', 'Move a line to another truck'),
      needs: {
        truck_line_id: { label: label('Строка', 'Line'), schema: UUID, required: true, target: 'supply.truck_line' },
        to_truck_id: { label: label('В машину', 'To truck'), schema: UUID, required: true, target: 'supply.truck' },
        quantity: { label: label('Количество (без него — всё)', 'Quantity (without it all)'), schema: QUANTITY },
      },
      effects: ['supply.move_line'], source: '001 §4.2',
    },
    'TR-04': {
      from: ['formed'], on: 'truck.posted', to: 'posted', by: ['logistician'], permission: 'truck.post', label: label('Провести', 'Post'),
      when: [
        demand('supply.truck_empty', { '>': [{ var: 'line_count' }, 0] }),
        demand('supply.plate_required', { '!=': [{ var: 'plate_number' }, null] }),
        demand('supply.loading_date_required', { '!=': [{ var: 'loading_date' }, null] }),
        demand('supply.costs_required', { and: [{ '!=': [{ var: 'packing_cost' }, null] }, { '!=': [{ var: 'freight_cost' }, null] }] }),
        demand('supply.invoice_required', { '>': [{ var: 'invoice_count' }, 0] }),
        { ...demand('supply.lines_without_invoice', { '==': [{ var: 'lines_without_invoice' }, 0] }), message: label('Не все строки машины есть в инвойсах: {lines_without_invoice}.', 'Lines of the truck without an invoice: {lines_without_invoice}.') },
        { ...demand('supply.invoice_incomplete', { '==': [{ var: 'incomplete_positions' }, 0] }), message: label('Неполных позиций в инвойсах: {incomplete_positions}. Заполните ТНВЭД, артикул и количество.', 'Incomplete invoice positions: {incomplete_positions}. Fill in HS code, article and quantity.') },
      ],
      effects: [{ 'core.set': { posting_state: 'posted' } }], source: '001 §4.2',
    },
    'TR-04.print': {
      from: ['posted', 'in_transit', 'at_customs', 'arrived'], on: 'truck.invoices_printed', to: '=', by: ['logistician'], permission: 'truck.post', label: label('Печать всех инвойсов', 'Print all invoices'),
      effects: [{ 'supply.print_truck_form': { form: 'D-09' } }], source: '001 §4.2',
    },
    'TR-05': {
      from: ['posted'], on: 'truck.dispatched', to: 'in_transit', by: ['logistician'], permission: 'truck.dispatch', label: label('Отправить инвойсы перевозчику', 'Send the invoices to the carrier'),
      when: [demand('supply.carrier_required', { '!=': [{ var: 'carrier_id' }, null] })],
      effects: [{ 'core.set': { invoices_sent_at: 'now' } }, { 'supply.print_truck_form': { form: 'D-09' } }, 'supply.tell_orders_on_the_way'], source: '001 §4.2',
    },
    'TR-06': {
      from: ['in_transit'], on: 'truck.customs_docs_sent', to: 'at_customs', by: ['logistician'], permission: 'customs_docs.prepare', label: label('Документы отправлены на таможню', 'Customs documents sent'),
      when: [{ ...demand('supply.breakdown_incomplete', { '==': [{ var: 'customs_gaps' }, 0] }), message: label('Документы для таможни неполны, замечаний: {customs_gaps}. {customs_gap}', 'The customs papers are incomplete, remarks: {customs_gaps}. {customs_gap}') }],
      effects: [{ 'core.set': { customs_docs_sent_at: 'now' } }, 'supply.send_breakdowns'], source: '001 §4.2',
    },
    'TR-07': {
      from: ['in_transit', 'at_customs'], on: 'truck.arrived', to: 'arrived', by: ['warehouse_head'], label: label('Машина прибыла', 'The truck has arrived'),
      effects: [
        { 'core.set': { arrived_at: 'now' } },
        { 'core.create_task': { kind: 'free', role: 'warehouse_head', title: label('Машина {number} {plate_number}: сверить товар с паккинг-листом', 'Truck {number} {plate_number}: check the goods against the packing list'), dedup: 'acceptance' } },
        'supply.expect_delivery',
      ],
      source: '001 §4.3',
    },
    'TR-08': {
      from: ['arrived'], automatic: true, to: 'received', label: label('Поступление оформлено', 'Received'),
      when: [{ logic: { var: 'all_receipts_posted' }, code: 'supply.receipts_missing' }],
      effects: ['core.cancel_tasks', 'supply.recount_truck'], source: '001 §4.3',
    },
    'TR-08.back': {
      from: ['received'], automatic: true, causes: ['goods_receipt.cancelled'], to: 'arrived', label: label('Поступление отменено', 'Receipt cancelled'),
      when: [{ logic: { '!': [{ var: 'all_receipts_posted' }] }, code: 'supply.all_receipts_posted' }],
      effects: ['supply.recount_truck'],
    },
    'TR-09': {
      from: ['planning', 'formed', 'posted'], on: 'truck.cancelled', to: 'cancelled', by: ['logistician'], permission: 'truck.form', label: label('Отменить', 'Cancel'),
      needs: { comment: COMMENT }, effects: [{ 'core.set': { posting_state: 'cancelled' } }, 'core.cancel_tasks', 'supply.release_truck'],
    },
    'TR-10': {
      from: ['posted'], on: 'truck.recalled', to: 'formed', by: ['logistician'], permission: 'truck.post', label: label('Вернуть в формирование', 'Recall'),
      when: [demand('supply.invoices_are_sent', { '==': [{ var: 'invoices_sent_at' }, null] })],
      effects: [{ 'core.set': { posting_state: 'draft' } }],
    },
  },
});
