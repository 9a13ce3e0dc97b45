import { POSTING_REGION, defineProcess, label } from '../../../core/index.ts';
import type { Condition } from '../../../core/index.ts';
import { customsErrors } from '../errors.ts';

function demands(logic: unknown, code: keyof typeof customsErrors): Condition {
  return { logic, code, message: customsErrors[code], who: ['accountant'] };
}

/** Within the tolerance, or seen and confirmed by the accountant. */
const orConfirmed = (fact: string): unknown => ({ or: [{ '<=': [{ var: fact }, { var: 'p.duty_tolerance' }] }, { '==': [{ var: ['event.confirm_difference', false] }, true] }] });

const MONTH_OPEN = demands({ '==': [{ var: 'month_closed' }, false] }, 'customs.month_closed');

/** Goods let into the country: declared from a receipt, posted once the sums agree, taken back while nothing is shipped (CD-01 … CD-03). A draft may be given up. */
export const customsDeclarationProcess = defineProcess({
  id: 'customs.customs_declaration',
  label: label('Таможенная декларация на импорт', 'Import customs declaration'),
  regions: { posting: POSTING_REGION },
  transitions: {
    'CD-01': {
      from: 'start', on: 'customs_declaration.created', to: 'draft', by: ['accountant'], permission: 'customs_declaration.post', label: label('Создать декларацию', 'Create a declaration'),
      source: '001 §4.3',
    },
    'CD-02': {
      from: ['draft'],
      on: 'customs_declaration.posted',
      to: 'posted',
      by: ['accountant'],
      permission: 'customs_declaration.post',
      label: label('Провести', 'Post'),
      needs: { confirm_difference: { label: label('Расхождение сумм проверено', 'The difference of the sums is checked'), schema: { type: 'boolean' } } },
      when: [
        demands({ '==': [{ var: 'is_complete' }, true] }, 'customs.field_missing'),
        demands({ '==': [{ var: 'receipt_posted' }, true] }, 'customs.receipt_not_posted'),
        demands(orConfirmed('duty_difference'), 'customs.duty_differs'),
        demands(orConfirmed('value_difference'), 'customs.value_differs'),
        MONTH_OPEN,
      ],
      effects: [{ 'core.set': { difference_confirmed: { '==': [{ var: ['event.confirm_difference', false] }, true] } } }, 'customs.clear_goods'],
      source: '001 §4.3',
    },
    'CD-03': {
      from: ['posted'],
      on: 'customs_declaration.cancelled',
      to: 'cancelled',
      by: ['accountant'],
      permission: 'customs_declaration.post',
      label: label('Отменить', 'Cancel'),
      needs: { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
      when: [demands({ '==': [{ var: 'goods_shipped' }, false] }, 'customs.goods_shipped'), MONTH_OPEN],
      effects: ['customs.withhold_goods'],
    },
    'CD-03.draft': {
      from: ['draft'], on: 'customs_declaration.discarded', to: 'cancelled', by: ['accountant'], permission: 'customs_declaration.post', label: label('Отказаться от черновика', 'Give the draft up'),
    },
  },
});
