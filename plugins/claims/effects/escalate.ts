import { defineEffect, label, notifyPeople } from '../../../core/index.ts';
import { holdersOfRole } from '../services/responsible.ts';

/** Reports a late claim to the role above and to its responsible, once per deadline. */
export const escalate = defineEffect<{ readonly role: string }>({
  id: 'claims.escalate',
  label: label('Эскалировать просроченную претензию', 'Escalate a late claim'),
  params: { type: 'object', additionalProperties: false, required: ['role'], properties: { role: { type: 'string', pattern: '^[a-z][a-z0-9_]*$', maxLength: 60 } } },
  entity: 'claims.claim',
  async run({ role }, context) {
    const { item, uow } = context;
    if (item.row['escalated_at'] !== null) return;
    const due = item.row['due_at'];
    await notifyPeople(context, {
      text: label('Просрочена претензия {number}: {claimant_name}', 'Claim {number} is overdue: {claimant_name}'),
      userIds: [String(item.row['responsible_id']), ...(await holdersOfRole(uow, role))],
      subject: { entity: item.entity, id: item.id },
      key: `claims.escalated:${item.id}:${due instanceof Date ? due.toISOString() : ''}`,
    });
    await context.update('claims.claim', item.id, { escalated_at: context.now });
  },
});
