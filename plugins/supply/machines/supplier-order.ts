import { defineProcess, label } from '../../../core/index.ts';
import type { Condition, StateSpec, TransitionSpec } from '../../../core/index.ts';
import { SUPPLIER_ORDER_STATES } from '../entities/enums.ts';
import { supplyErrors } from '../errors.ts';

/** States from the values of an enumeration. */
export function statesOf<const Codes extends string>(values: readonly { readonly code: Codes; readonly label: { readonly ru: string; readonly en: string } }[], final: readonly Codes[]): Record<Codes, StateSpec> {
  return Object.fromEntries(values.map((one) => [one.code, { label: one.label, ...(final.includes(one.code) ? { final: true } : {}) }])) as unknown as Record<Codes, StateSpec>;
}

/** A clause whose code and words stand in errors.ts. */
export function demand(code: keyof typeof supplyErrors, logic: unknown): Condition {
  return { logic, code, message: supplyErrors[code], who: ['logistician'] };
}

const DATE = { type: 'string', format: 'date' } as const;
const BUYERS = ['logistician', 'purchasing_manager'] as const;

const CONFIRM: Pick<TransitionSpec, 'on' | 'to' | 'by' | 'permission' | 'needs' | 'effects'> = {
  on: 'supplier_order.confirmed',
  to: 'confirmed',
  by: BUYERS,
  permission: 'supplier_order.confirm',
  needs: {
    acknowledgement_number: { label: label('Конферма', 'Acknowledgement'), schema: { type: 'string', minLength: 1, maxLength: 50 }, required: true },
    ready_date: { label: label('Дата готовности (без неё — по обычному сроку)', 'Ready date (without it the usual term counts)'), schema: DATE },
    acknowledgement_date: { label: label('Дата конфермы', 'Acknowledgement date'), schema: DATE },
  },
  effects: ['supply.register_acknowledgement'],
};

/** An order to a supplier: placed, acknowledged, ready, loaded, received (SO-01 … SO-09). Its customer order settles after it. */
export const supplierOrderProcess = defineProcess({
  id: 'supply.supplier_order',
  label: label('Заказ поставщику', 'Supplier order'),
  parent: { entity: 'crm.customer_order', via: 'customer_order_id' },
  regions: { state: { field: 'state', initial: 'draft', states: statesOf(SUPPLIER_ORDER_STATES, ['received', 'cancelled']) } },
  transitions: {
    'SO-01': { from: 'start', on: 'supplier_order.created', to: 'draft', by: BUYERS, permission: 'supplier_order.create', label: label('Создать заказ поставщику', 'Create a supplier order'), source: '001 §4.1' },
    'SO-02': {
      from: ['draft'], on: 'supplier_order.posted', to: 'posted', by: BUYERS, permission: 'supplier_order.post', label: label('Провести', 'Post'),
      when: [
        demand('supply.order_without_lines', { var: 'has_lines' }),
        demand('supply.reference_required', { '!=': [{ var: 'reference' }, null] }),
        demand('supply.reference_taken', { '!': [{ var: 'reference_taken' }] }),
      ],
      effects: [{ 'core.set': { posting_state: 'posted' } }, 'supply.place_lines'],
      source: '001 §4.1',
    },
    'SO-03': { from: ['posted'], ...CONFIRM, label: label('Внести конферму', 'Enter the acknowledgement'), source: '001 §4.1' },
    'SO-04': { from: ['confirmed'], ...CONFIRM, label: label('Новая дата готовности', 'New ready date') },
    'SO-04.promise': {
      from: ['confirmed', 'ready', 'in_truck'], on: 'supplier_order.promise_accepted', to: '=', by: ['sales_manager', 'head_of_sales'], label: label('Подтвердить новую обещанную дату', 'Accept the new promised date'),
      needs: { promised_date: { label: label('Обещанная дата (без неё — предложенная)', 'Promised date (without it the proposed one)'), schema: DATE } },
      when: [{ logic: { '!=': [{ var: 'proposed_promise' }, null] }, code: 'supply.no_promise', message: supplyErrors['supply.no_promise'] }],
      effects: ['supply.accept_promise'],
    },
    'SO-05': {
      from: ['confirmed'], on: 'supplier_order.ready', to: 'ready', by: ['logistician'], permission: 'supplier_order.confirm', label: label('Готов к загрузке', 'Ready for loading'),
      source: '001 §4.1',
    },
    'SO-06': {
      from: ['confirmed', 'ready'], automatic: true, to: 'in_truck', label: label('Весь товар в машинах', 'All goods are in trucks'),
      when: [{ logic: { var: 'all_loaded' }, code: 'supply.not_all_loaded' }], source: '001 §4.2',
    },
    'SO-07': {
      from: ['in_truck'], automatic: true, to: 'received', label: label('Получен', 'Received'),
      when: [{ logic: { var: 'all_received' }, code: 'supply.not_all_received' }], source: '001 §4.3',
    },
    'SO-09': {
      from: ['in_truck'], automatic: true, to: 'confirmed', label: label('Снова не весь товар в машинах', 'Not all goods are in trucks any more'),
      when: [{ logic: { '!': [{ var: 'all_loaded' }] }, code: 'supply.all_loaded' }],
    },
    // A cancelled receipt takes back what it brought.
    'SO-07.back': {
      from: ['received'], automatic: true, to: 'in_truck', label: label('Поступление отменено', 'Receipt cancelled'),
      when: [{ logic: { '!': [{ var: 'all_received' }] }, code: 'supply.all_received' }],
    },
    'SO-08': {
      from: ['draft', 'posted', 'confirmed', 'ready'], on: 'supplier_order.cancelled', to: 'cancelled', by: ['logistician'], permission: 'supplier_order.cancel', label: label('Отменить', 'Cancel'),
      needs: { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
      when: [demand('supply.order_is_loaded', { '!': [{ var: 'any_loaded' }] })],
      effects: [{ 'core.set': { posting_state: 'cancelled', proposed_promise: null } }, 'core.cancel_tasks', 'supply.uncover_lines'],
    },
  },
});
