import { decide, defineEffect, label } from '../../../core/index.ts';
import { companySignatory } from '../services/company-signature.ts';
import { categoryOf, decidingAmount } from '../services/value-category.ts';

/**
 * Takes the company's signature on a protocol: whoever may sign the contract may sign it, and so may whoever approves it by R-05b.
 * @throws ConflictError contracts.signature_refused with every reason
 */
export const signProtocol = defineEffect({
  id: 'contracts.sign_protocol',
  label: label('Принять подпись на протоколе', "Take the company's signature on the protocol"),
  entity: 'contracts.disagreement_protocol',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const contract = await ctx.lock('contracts.contract', String(ctx.item.row['contract_id']));
    const { category } = await categoryOf(ctx.uow, await decidingAmount(ctx.uow, contract.id));
    const { outcome } = await decide(ctx.uow, 'contracts.reviewers', undefined, { category, within_plan: contract['within_plan'], subject: 'protocol' });
    const id = await companySignatory(ctx, { id: contract.id, namedSignatory: contract['company_signatory_id'] }, (outcome as { reviewers: readonly string[] }).reviewers);
    await ctx.update('contracts.disagreement_protocol', ctx.item.id, { signed_by: id, signature_entered_by: ctx.actor.userId });
  },
});
