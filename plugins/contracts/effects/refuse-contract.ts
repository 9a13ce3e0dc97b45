import { defineEffect, label } from '../../../core/index.ts';

/** A reviewer refused the counterparty's form: the reason stands in the contract, and whoever waits for the refusal hears of it. */
export const refuseContract = defineEffect({
  id: 'contracts.refuse_contract',
  label: label('Отказаться от договора', 'Refuse the contract'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item } = ctx;
    const [reason] = await ctx.uow.query<{ id: string }>(`select id from crm_refusal_reason where code = 'contract_terms' and not deletion_mark limit 1`);
    if ((item.row['refusal_reason_id'] ?? null) === null && reason !== undefined) await ctx.update(item.entity, item.id, { refusal_reason_id: reason.id });
    ctx.raise('contract.refused', item.entity, item.id, ctx.data);
  },
});
