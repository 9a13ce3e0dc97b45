import { POSTING_REGION, defineProcess, label } from '../../../core/index.ts';
import type { Condition } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

const MONTH_OPEN: Condition = {
  logic: { '==': [{ var: 'month_closed' }, false] },
  code: 'warehouse.month_closed',
  message: warehouseErrors['warehouse.month_closed'],
  who: ['accountant'],
};

/** Goods handed to the client: written from the order, posted out of stock, taken back by a reversal (SH-01 … SH-04). */
export const shipmentProcess = defineProcess({
  id: 'warehouse.shipment',
  label: label('Реализация товаров и услуг', 'Shipment'),
  parent: { entity: 'crm.customer_order', via: 'order_id' },
  regions: { posting: POSTING_REGION },
  transitions: {
    'SH-01': { from: 'start', on: 'shipment.created', to: 'draft', by: ['warehouse_head'], permission: 'shipment.create', label: label('Создать реализацию', 'Create a shipment') },
    'SH-02': {
      from: ['draft'],
      on: 'shipment.posted',
      to: 'posted',
      by: ['warehouse_head'],
      permission: 'shipment.post',
      label: label('Провести', 'Post'),
      when: [{ decision: 'warehouse.shipping_allowed', is: { allowed: true }, who: ['logistician', 'accountant'] }, MONTH_OPEN],
      effects: ['warehouse.post_shipment', 'warehouse.print_shipment_set'],
    },
    'SH-02.draft': {
      from: ['draft'], on: 'shipment.discarded', to: 'cancelled', by: ['warehouse_head'], permission: 'shipment.create', label: label('Отказаться от черновика', 'Give the draft up'),
    },
    'SH-03': {
      from: ['posted'],
      on: 'shipment.documents_handed',
      to: '=',
      by: ['warehouse_head'],
      permission: 'shipment.post',
      label: label('Закрывающие документы переданы', 'Closing documents handed over'),
      effects: [{ 'core.set': { documents_handed_at: 'now' } }],
    },
    'SH-04': {
      from: ['posted'],
      on: 'shipment.cancelled',
      to: 'cancelled',
      by: ['warehouse_head', 'accountant'],
      permission: 'shipment.cancel',
      label: label('Отменить', 'Cancel'),
      needs: { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
      when: [MONTH_OPEN],
      effects: ['warehouse.cancel_shipment'],
    },
  },
});
