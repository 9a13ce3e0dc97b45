import { defineProcess, label } from '../../../core/index.ts';
import type { StateSpec, TransitionSpec } from '../../../core/index.ts';
import { ACCEPTANCE_STATES } from '../entities/enums.ts';
import { warehouseErrors } from '../errors.ts';

const states = Object.fromEntries(ACCEPTANCE_STATES.map(({ code, label: text }) => [code, { label: text, ...(code === 'matched' || code === 'resolved' ? { final: true } : {}) }])) as Record<string, StateSpec>;

function lookInto(role: string): NonNullable<TransitionSpec['effects']>[number] {
  return {
    'core.create_task': {
      kind: 'discrepancy',
      role,
      dedup: `discrepancy:${role}`,
      title: label('Расхождение при приёмке поставки {delivery_number}: разберите акт', 'Discrepancy in delivery {delivery_number}: look into the act'),
    },
  };
}

/** The sender's list compared with what was unloaded (PL-01 … PL-04): it matches, or the difference is looked into and what is accepted is fixed. */
export const packingListProcess = defineProcess({
  id: 'warehouse.packing_list',
  label: label('Приёмка по паккинг-листу', 'Acceptance by the packing list'),
  regions: { state: { field: 'state', initial: 'expected', label: label('Сверка', 'Acceptance'), states } },
  transitions: {
    'PL-01': {
      from: 'start', on: 'packing_list.received', to: 'expected', by: ['warehouse_head'], permission: 'acceptance.check', label: label('Получен паккинг-лист', 'Packing list received'),
      when: [{ logic: { '!!': [{ var: 'file_id' }] }, code: 'warehouse.file_missing', message: warehouseErrors['warehouse.file_missing'], who: ['warehouse_head'] }],
      source: '001 §4.3',
    },
    'PL-02': {
      from: ['expected'], on: 'packing_list.checked', to: 'matched', by: ['warehouse_head'], permission: 'acceptance.check', label: label('Сверить: совпадает', 'Check: it matches'),
      when: [{ decision: 'warehouse.acceptance_result', is: { result: 'matched' }, who: ['warehouse_head'] }],
      effects: ['warehouse.note_acceptance', 'warehouse.compare_with_delivery'],
      source: '001 §4.3',
    },
    'PL-03': {
      from: ['expected'], on: 'packing_list.checked', to: 'discrepancy', by: ['warehouse_head'], permission: 'acceptance.check', label: label('Сверить: расхождение', 'Check: a discrepancy'),
      when: [{ decision: 'warehouse.acceptance_result', is: { result: 'discrepancy' }, who: ['warehouse_head'] }],
      effects: ['warehouse.note_acceptance', lookInto('logistician'), lookInto('accountant'), 'warehouse.print_discrepancy_act'],
      source: '001 §4.3',
    },
    'PL-04': {
      from: ['discrepancy'], on: 'packing_list.resolved', to: 'resolved', by: ['warehouse_head', 'logistician'], label: label('Расхождение разобрано', 'Discrepancy resolved'),
      needs: {
        resolution: { label: label('Итог разбора', 'Resolution'), schema: { type: 'string', minLength: 1, maxLength: 5000 }, required: true },
        accepted: {
          label: label('Принятые количества', 'Accepted quantities'),
          schema: {
            type: 'array', maxItems: 2000,
            items: {
              type: 'object', additionalProperties: false, required: ['line_id', 'quantity'],
              properties: {
                line_id: { type: 'string', format: 'uuid' },
                quantity: { type: 'string', format: 'decimal', scale: 3, decimalMinimum: '0' },
                product_id: { type: 'string', format: 'uuid' },
              },
            },
          },
        },
      },
      effects: ['warehouse.resolve_packing_list', { 'core.cancel_tasks': { kind: 'discrepancy' } }, 'warehouse.print_discrepancy_act'],
    },
  },
});
