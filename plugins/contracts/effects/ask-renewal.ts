import { defineEffect, label, openTask } from '../../../core/index.ts';

/**
 * Asks once for each term of a contract whether it is to be renewed: the responsible, or whoever holds `role`. A question that was answered is not
 * asked again.
 */
export const askRenewal = defineEffect<{ readonly role?: string }>({
  id: 'contracts.ask_renewal',
  label: label('Спросить о продлении', 'Ask about the renewal'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: { role: { type: 'string', minLength: 1, maxLength: 60 } } },
  async run({ role }, ctx) {
    const { item } = ctx;
    const key = `TM-10:${item.id}:${String(item.row['valid_until'])}${role === undefined ? '' : `:${role}`}`;
    const asked = await ctx.uow.query('select 1 as found from core_task where dedup_key = $1 limit 1', [key]);
    if (asked.length > 0) return;
    await openTask(ctx, {
      kind: 'renew_contract',
      title: label('Договор {number} действует до {valid_until}: продлить?', 'Contract {number} is valid until {valid_until}: renew?'),
      subject: { entity: item.entity, id: item.id },
      userId: role === undefined ? String(item.row['responsible_id']) : null,
      role: role ?? null,
      due: '5 working days',
      dedupKey: key,
      ruleCode: 'TM-10',
    });
  },
});
