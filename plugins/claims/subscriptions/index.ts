import { defineSubscription, label, notifyPeople } from '../../../core/index.ts';
import { activityCancelled, activityDone, activityReassigned, planChanged } from './follow-plan.ts';

/** Tells the responsible that the plan is carried out. */
const planDone = defineSubscription({
  id: 'claims.plan_done',
  on: 'claim.plan_done',
  async run(event, context) {
    await notifyPeople(context, {
      text: label('План по претензии {number} выполнен: примите решение', 'The plan of claim {number} is done: decide'),
      userIds: [String(context.item.row['responsible_id'])], subject: { entity: event.entity, id: event.id }, key: `claims.plan_done:${event.id}:${context.item.row.version}`,
    });
  },
});

export const claimsSubscriptions = [planChanged, activityDone, activityCancelled, activityReassigned, planDone] as const;
