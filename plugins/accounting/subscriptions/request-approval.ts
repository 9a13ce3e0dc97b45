import { defineSubscription } from '../../../core/index.ts';
import type { EffectContext } from '../../../core/index.ts';

const EVENTS: Readonly<Record<string, string>> = {
  approved: 'payment_request.approved',
  returned: 'payment_request.returned',
  rejected: 'payment_request.rejected',
  withdrawn: 'payment_request.approval_withdrawn',
};

function isOurs({ item: { row } }: EffectContext): boolean {
  return row['subject_entity'] === 'accounting.payment_request' && row['subject_kind'] === 'payment_request';
}

/** A payment request shows the approval that is asked for it. */
export const requestApprovalAsked = defineSubscription({
  id: 'accounting.request_approval_asked',
  on: 'approval.requested',
  async run(_event, context) {
    if (isOurs(context) && context.item.row['state'] === 'pending') await context.update('accounting.payment_request', String(context.item.row['subject_id']), { approval_id: context.item.id });
  },
});

/** A payment request follows the approval asked for it; those of earlier rounds move nothing. */
export const requestApprovalDecided = defineSubscription({
  id: 'accounting.request_approval_decided',
  on: 'approval.state_changed',
  async run(_event, context) {
    const { row, id } = context.item;
    const event = EVENTS[String(row['state'])];
    if (!isOurs(context) || event === undefined) return;
    const request = await context.lock('accounting.payment_request', String(row['subject_id']));
    if (request['approval_id'] === id) await context.send('accounting.payment_request', request.id, event, { remark: row['decision_comment'] ?? null }, { optional: true });
  },
});
