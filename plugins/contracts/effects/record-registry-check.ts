import { defineEffect, label } from '../../../core/index.ts';

/** Keeps what the register said, as the latest check of the counterparty. */
export const recordRegistryCheck = defineEffect({
  id: 'contracts.record_registry_check',
  label: label('Записать проверку по реестру', 'Record a registry check'),
  entity: 'crm.counterparty',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    await ctx.create('crm.registry_check', {
      counterparty_id: ctx.item.id,
      service: ctx.data['service'] ?? 'manual',
      checked_at: ctx.now,
      checked_by: ctx.actor.userId,
      result: ctx.data['result'],
      differences: ctx.data['differences'] ?? null,
    });
  },
});
