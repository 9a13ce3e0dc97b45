import { defineEffect, label, notifyPeople, openTask } from '../../../core/index.ts';
import { contractHolders } from '../services/contract-holders.ts';

/**
 * The contract stands still (TM-4): a task to whoever holds its step, the reviewers who are asked or else the responsible; with `role`, to that role,
 * and the holders are told that it was reported.
 */
export const remindHolder = defineEffect<{ readonly role?: string }>({
  id: 'contracts.remind_holder',
  label: label('Поторопить того, у кого договор', 'Hurry whoever holds the contract'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: { role: { type: 'string', minLength: 1, maxLength: 60 } } },
  async run({ role }, ctx) {
    const { item, uow } = ctx;
    const holders = (await contractHolders(uow, [item.id])).get(item.id) ?? [];
    const asked = role === undefined ? holders.map(({ userId, role: own }) => ({ userId, role: own })) : [{ userId: null, role }];
    for (const one of asked) {
      await openTask(ctx, {
        kind: 'contract_stalled',
        title: label('Договор {number} стоит без движения: {days_in_status} дн.', 'Contract {number} stands still: {days_in_status} days'),
        subject: { entity: item.entity, id: item.id },
        userId: one.userId,
        role: one.userId === null ? one.role : null,
        due: '1 working day',
        dedupKey: `TM-4:${item.id}:${one.userId ?? one.role ?? ''}`,
        ruleCode: 'TM-4',
      });
    }
    if (role === undefined) return;
    const people = holders.flatMap(({ userId }) => (userId === null ? [] : [userId]));
    await notifyPeople(ctx, { text: label('О задержке договора {number} сообщено руководителю', 'The head was told that contract {number} is delayed'), userIds: people, subject: { entity: item.entity, id: item.id }, key: ctx.key });
  },
});
