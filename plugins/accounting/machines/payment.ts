import { POSTING_REGION, defineProcess, label } from '../../../core/index.ts';
import { accountingErrors } from '../errors.ts';
import { MONTH_OPEN } from './month-open.ts';

const ALLOCATIONS = {
  label: label('Расшифровка платежа', 'Allocations'),
  schema: {
    type: 'array',
    maxItems: 200,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['invoice_id', 'amount'],
      properties: { invoice_id: { type: 'string', format: 'uuid' }, amount: { type: 'string', format: 'decimal', scale: 2, maxLength: 17, decimalMinimum: '0.01' } },
    },
  },
  required: true,
} as const;

/** Money received: written, posted to invoices, moved between them, taken back (PM-01 … PM-04). A posted payment is never deleted. */
export const paymentProcess = defineProcess({
  id: 'accounting.payment',
  label: label('Поступление безналичных ДС', 'Payment'),
  regions: { posting: POSTING_REGION },
  transitions: {
    'PM-01': { from: 'start', on: 'payment.created', to: 'draft', by: ['accountant'], permission: 'payment.create', label: label('Внести поступление', 'Register a payment') },
    'PM-02': {
      from: ['draft'],
      on: 'payment.posted',
      to: 'posted',
      by: ['accountant'],
      permission: 'payment.post',
      label: label('Провести', 'Post'),
      when: [
        {
          logic: { '!=': [{ var: 'payer_account_id' }, null] },
          code: 'accounting.payer_account_required',
          message: accountingErrors['accounting.payer_account_required'],
          who: ['accountant'],
        },
        {
          logic: { '!=': [{ var: 'incoming_number' }, null] },
          code: 'accounting.incoming_number_required',
          message: accountingErrors['accounting.incoming_number_required'],
          who: ['accountant'],
        },
        MONTH_OPEN,
      ],
      effects: ['accounting.post_payment'],
    },
    'PM-03': {
      from: ['posted'],
      on: 'payment.reallocated',
      to: '=',
      by: ['accountant'],
      permission: 'payment.reallocate',
      label: label('Перераспределить', 'Reallocate'),
      needs: { allocations: ALLOCATIONS },
      when: [
        { logic: { '==': [{ var: 'operation' }, 'from_client'] }, code: 'accounting.only_client_money', message: accountingErrors['accounting.only_client_money'] },
        MONTH_OPEN,
      ],
      effects: ['accounting.reallocate_payment'],
    },
    'PM-04': {
      from: ['posted'],
      on: 'payment.cancelled',
      to: 'cancelled',
      by: ['accountant'],
      permission: 'payment.cancel',
      label: label('Отменить', 'Cancel'),
      needs: { comment: { label: label('Причина', 'Reason'), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } },
      when: [
        { logic: { '==': [{ var: 'refunded' }, 0] }, code: 'accounting.payment_refunded', message: accountingErrors['accounting.payment_refunded'], who: ['accountant'] },
        MONTH_OPEN,
      ],
      effects: ['accounting.cancel_payment'],
    },
  },
});
