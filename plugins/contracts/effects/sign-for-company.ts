import { ConflictError, InvalidError, defineEffect, label } from '../../../core/index.ts';
import type { DecimalString, EffectContext } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { DECIDING_AMOUNT, categoryOf } from '../facts/contract-facts.ts';
import { SIGNATORY_ROLES, signatureProblems } from '../services/signature.ts';
import type { Signatory } from '../services/signature.ts';

/** The person named with the event; else whoever sends it, if he signs at all; else the one named in the contract. */
function signatoryId(ctx: EffectContext): string {
  const named = ctx.data['signatory_id'];
  if (typeof named === 'string') return named;
  if (ctx.actor.roles.some((role) => (SIGNATORY_ROLES as readonly string[]).includes(role))) return ctx.actor.userId;
  return String(ctx.item.row['company_signatory_id']);
}

async function readSignatory(ctx: EffectContext, id: string): Promise<Signatory> {
  const rows = await ctx.uow.query<{ signature_limit: DecimalString | null; roles: string[] }>(
    `select u.signature_limit, array(
       select r.role::text from core_user_role r
       where r.user_id = u.id and not r.deletion_mark and (r.valid_from is null or r.valid_from <= $2::date) and (r.valid_to is null or r.valid_to >= $2::date)
     ) as roles
     from core_user u where u.id = $1 and u.is_active and not u.deletion_mark`,
    [id, ctx.uow.today],
  );
  const found = rows[0];
  if (found === undefined) {
    throw new InvalidError('contracts.signatory_unknown', contractsErrors['contracts.signatory_unknown'], {
      errors: [{ pointer: '/data/signatory_id', code: 'contracts.signatory_unknown', message: contractsErrors['contracts.signatory_unknown'] }],
    });
  }
  return { roles: id === ctx.actor.userId ? [...new Set([...found.roles, ...ctx.actor.roles])] : found.roles, limit: found.signature_limit };
}

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
    const id = signatoryId(ctx);
    const signatory = await readSignatory(ctx, id);
    const [deciding] = await ctx.uow.query<{ amount: DecimalString | null }>(`select ${DECIDING_AMOUNT} as amount from contracts_contract c where c.id = $1`, [ctx.item.id]);
    const amount = deciding?.amount ?? null;
    const { signatory: required } = await categoryOf(ctx.uow, amount);
    const reasons = signatureProblems(signatory, required, amount);
    if (reasons.length > 0) throw new ConflictError('contracts.signature_refused', contractsErrors['contracts.signature_refused'], { params: { signatory_id: id }, reasons });
    await ctx.update('contracts.contract', ctx.item.id, { signed_by_company_id: id, signature_entered_by: ctx.actor.userId });
  },
});
