import { defineEffect, label } from '../../../core/index.ts';
import { companySignatory } from '../services/company-signature.ts';

/**
 * Takes the company's signature: the signatory's role must reach that of R-05a and the amount stay within his limit. A signature put on paper
 * may be entered for him by the administrator; then both are recorded. @throws ConflictError contracts.signature_refused with every reason
 */
export const signForCompany = defineEffect({
  id: 'contracts.sign_for_company',
  label: label('Принять подпись компании', "Take the company's signature"),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const id = await companySignatory(ctx, { id: ctx.item.id, namedSignatory: ctx.item.row['company_signatory_id'] });
    await ctx.update('contracts.contract', ctx.item.id, { signed_by_company_id: id, signature_entered_by: ctx.actor.userId });
  },
});
