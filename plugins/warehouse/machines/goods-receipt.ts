import { POSTING_REGION, defineProcess, label } from '../../../core/index.ts';
import type { Condition } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

function holds(fact: string, value: boolean, code: keyof typeof warehouseErrors, who: readonly string[]): Condition {
  return { logic: { '==': [{ var: fact }, value] }, code, message: warehouseErrors[code], who };
}

const MONTH_OPEN = holds('month_closed', false, 'warehouse.month_closed', ['accountant']);
const REASON = { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } };

/** Goods taken into stock: written from an invoice of a delivery or by hand, posted once counted, taken back by a reversal (GR-01 … GR-03). A draft may be given up. */
export const goodsReceiptProcess = defineProcess({
  id: 'warehouse.goods_receipt',
  label: label('Поступление товаров и услуг', 'Goods receipt'),
  regions: { posting: POSTING_REGION },
  transitions: {
    'GR-01': {
      from: 'start', on: 'goods_receipt.created', to: 'draft', by: ['accountant'], permission: 'goods_receipt.create', label: label('Создать поступление', 'Create a goods receipt'),
      source: '001 §4.3',
    },
    'GR-02': {
      from: ['draft'],
      on: 'goods_receipt.posted',
      to: 'posted',
      by: ['accountant'],
      permission: 'goods_receipt.post',
      label: label('Провести', 'Post'),
      when: [
        holds('has_lines', true, 'warehouse.nothing_received', ['accountant']),
        holds('acceptance_done', true, 'warehouse.acceptance_not_done', ['warehouse_head']),
        holds('over_accepted', false, 'warehouse.more_than_accepted', ['warehouse_head', 'accountant']),
        MONTH_OPEN,
      ],
      effects: ['warehouse.post_receipt'],
      source: '001 §4.3',
    },
    'GR-03': {
      from: ['posted'],
      on: 'goods_receipt.cancelled',
      to: 'cancelled',
      by: ['accountant'],
      permission: 'goods_receipt.post',
      label: label('Отменить', 'Cancel'),
      needs: REASON,
      when: [holds('is_shipped', false, 'warehouse.receipt_shipped', ['warehouse_head']), holds('is_cleared', false, 'warehouse.receipt_declared', ['accountant']), MONTH_OPEN],
      effects: ['warehouse.cancel_receipt'],
    },
    'GR-03.draft': {
      from: ['draft'],
      on: 'goods_receipt.discarded',
      to: 'cancelled',
      by: ['accountant'],
      permission: 'goods_receipt.create',
      label: label('Отказаться от черновика', 'Give the draft up'),
    },
  },
});
