import { defineProcess, label } from '../../../core/index.ts';
import type { Condition, TransitionSpec } from '../../../core/index.ts';
import { accountingErrors } from '../errors.ts';

type ErrorCode = keyof typeof accountingErrors;

const must = (logic: unknown, code: ErrorCode): Condition => ({ logic, code, message: accountingErrors[code], who: ['budget_holder'] });
const comment = (ru: string, en: string) => ({ comment: { label: label(ru, en), schema: { type: 'string', minLength: 1, maxLength: 500 }, required: true } }) as const;
const CORRECT = { 'core.create_task': { kind: 'payment_request_returned', user: 'initiator_id', title: label('Исправить заявку на оплату {number}: {remark}', 'Correct the payment request {number}: {remark}'), dedup: 'returned' } };

/** What the approver's decision does to the request; the system sends these events when the approval moves. Returning asks the author by itself. */
const decided: Readonly<Record<string, TransitionSpec>> = {
  'PQ-03': {
    from: ['on_approval', 'returned'], on: 'payment_request.approved', to: 'approved', label: label('Согласована', 'Approved'),
    effects: [
      { 'core.set': { remark: null } },
      { 'core.cancel_tasks': { kind: 'payment_request_returned' } },
      { 'core.create_task': { kind: 'payment_request_to_bank', role: 'accountant', title: label('Оплатить заявку {number}: {amount}', 'Pay the request {number}: {amount}'), dedup: 'to_bank' } },
    ],
  },
  'PQ-04': { from: ['on_approval'], on: 'payment_request.returned', to: 'returned', label: label('Вернуть на корректировку', 'Return for correction'), effects: [{ 'core.set': { remark: { var: 'event.remark' } } }] },
  'PQ-05': { from: ['on_approval'], on: 'payment_request.rejected', to: 'returned', label: label('Не согласовать', 'Reject'), effects: [{ 'core.set': { remark: { var: 'event.remark' } } }, CORRECT] },
  'PQ-06': { from: ['on_approval'], on: 'payment_request.approval_withdrawn', to: 'draft', label: label('Вернуть в работу: согласование отозвано', 'Back to work: the approval was withdrawn') },
};

/**
 * A payment request: written by a budget holder, approved by the role its amount needs, sent to the bank by the accountant. PQ-05 returns it with the
 * remark as PQ-04 does; only its author may give it up.
 */
export const paymentRequestProcess = defineProcess({
  id: 'accounting.payment_request',
  label: label('Заявка на оплату', 'Payment request'),
  regions: {
    state: {
      field: 'state',
      initial: 'draft',
      label: label('Состояние', 'State'),
      states: {
        draft: { label: label('Составляется', 'Draft') },
        on_approval: { label: label('На согласовании', 'On approval') },
        returned: { label: label('На корректировке', 'Returned for correction') },
        approved: { label: label('Согласована', 'Approved') },
        sent_to_bank: { label: label('Отправлена в банк', 'Sent to the bank') },
        paid: { label: label('Оплачена', 'Paid'), final: true },
        withdrawn: { label: label('Отозвана', 'Withdrawn'), final: true },
      },
    },
  },
  transitions: {
    'PQ-01': { from: 'start', on: 'payment_request.created', to: 'draft', by: ['budget_holder'], permission: 'payment_request.create', label: label('Составить заявку', 'Write a request') },
    'PQ-02': {
      from: ['draft', 'returned'], on: 'payment_request.submitted', to: 'on_approval', by: ['budget_holder'], permission: 'payment_request.create', label: label('Отправить на согласование', 'Submit for approval'),
      when: [
        must({ or: [{ '==': [{ var: 'p.payment_request_invoice_required' }, false] }, { '>': [{ var: 'file_count' }, 0] }] }, 'accounting.supplier_invoice_required'),
        must({ '!=': [{ var: 'payee_account_id' }, null] }, 'accounting.payee_account_required'),
        must({ '!=': [{ var: 'purpose' }, null] }, 'accounting.purpose_required'),
      ],
      effects: [{ 'core.cancel_tasks': { kind: 'payment_request_returned' } }, 'accounting.ask_approval'],
    },
    ...decided,
    'PQ-07': { from: ['approved'], on: 'payment_request.sent_to_bank', to: 'sent_to_bank', label: label('Отправить в банк', 'Send to the bank'), effects: [
      { 'core.set': { sent_to_bank_at: 'now', bank_file_id: { var: 'event.bank_file_id' } } },
      { 'core.cancel_tasks': { kind: 'payment_request_to_bank' } },
    ] },
    'PQ-08': {
      from: ['sent_to_bank'], on: 'payment_request.paid', to: 'paid', by: ['accountant'], permission: 'payment_request.export', label: label('Оплачена банком', 'Paid by the bank'),
      needs: { paid_on: { label: label('Дата списания', 'Paid on'), schema: { type: 'string', format: 'date' } } },
      effects: [
        { 'core.set': { paid_on: { if: [{ '!!': [{ var: ['event.paid_on', ''] }] }, { var: 'event.paid_on' }, { var: 'today' }] } } },
        { 'core.notify': { user: 'initiator_id', text: label('Заявка на оплату {number} оплачена', 'The payment request {number} is paid') } },
      ],
    },
    'PQ-09': {
      from: ['sent_to_bank'], on: 'payment_request.bank_refused', to: 'approved', by: ['accountant'], permission: 'payment_request.export', label: label('Банк не исполнил', 'The bank refused'),
      needs: comment('Причина отказа банка', "The bank's reason"),
      effects: [
        { 'core.set': { sent_to_bank_at: null, bank_file_id: null, remark: { var: 'event.comment' } } },
        { 'core.create_task': { kind: 'payment_request_to_bank', role: 'accountant', title: label('Банк не исполнил заявку {number}: {remark}', 'The bank refused the request {number}: {remark}'), dedup: 'to_bank' } },
      ],
    },
    'PQ-10': {
      from: ['draft', 'on_approval', 'returned', 'approved'], on: 'payment_request.withdrawn', to: 'withdrawn', by: ['budget_holder'], permission: 'payment_request.create', label: label('Отозвать заявку', 'Withdraw the request'),
      needs: comment('Причина', 'Reason'),
      effects: [{ 'core.close_item_work': { outcome: 'withdrawn' } }],
    },
  },
});
