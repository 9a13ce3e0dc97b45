import type { Condition } from '../../../core/index.ts';
import { accountingErrors } from '../errors.ts';

/** A document of a closed month stands as it is; reads the fact `month_closed` of its entity. */
export const MONTH_OPEN: Condition = {
  logic: { '==': [{ var: 'month_closed' }, false] },
  code: 'accounting.month_closed',
  message: accountingErrors['accounting.month_closed'],
  who: ['accountant'],
};
