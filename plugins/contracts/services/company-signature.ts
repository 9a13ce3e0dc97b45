import { ConflictError, ForbiddenError, InvalidError, may } from '../../../core/index.ts';
import type { DecimalString, EffectContext } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { SIGNATORY_ROLES, signatureProblems } from './signature.ts';
import type { Signatory } from './signature.ts';
import { categoryOf, decidingAmount } from './value-category.ts';

/** The person named with the event; else whoever sends it, if he signs at all; else the one named in the contract. */
function signatoryId(ctx: EffectContext, named: unknown): string {
  const given = ctx.data['signatory_id'];
  if (typeof given === 'string') return given;
  if (ctx.actor.roles.some((role) => (SIGNATORY_ROLES as readonly string[]).includes(role))) return ctx.actor.userId;
  if (typeof named === 'string') return named;
  throw unknownSignatory();
}

function unknownSignatory(): InvalidError {
  return new InvalidError('contracts.signatory_unknown', contractsErrors['contracts.signatory_unknown'], {
    errors: [{ pointer: '/data/signatory_id', code: 'contracts.signatory_unknown', message: contractsErrors['contracts.signatory_unknown'] }],
  });
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
  if (found === undefined) throw unknownSignatory();
  return { roles: id === ctx.actor.userId ? [...new Set([...found.roles, ...ctx.actor.roles])] : found.roles, limit: found.signature_limit };
}

/** A signature put on paper is entered for somebody only by whoever may, and only where the regulation lets people do it. */
function demandProxy(ctx: EffectContext, signatory: string): void {
  if (signatory === ctx.actor.userId || ctx.actor.kind === 'robot') return;
  if (ctx.regulation.parameters['allow_proxy_decision'] === false) throw new ConflictError('contracts.proxy_decisions_off', contractsErrors['contracts.proxy_decisions_off']);
  if (!may(ctx.actor, 'contract.enter_signature')) {
    const problem = contractsErrors['contracts.signature_refused'];
    throw new ForbiddenError('contracts.signature_refused', problem, { reasons: [{ code: 'contracts.enter_signature_denied', message: contractsErrors['contracts.enter_signature_denied'], who: ['administrator'] }] });
  }
}

/**
 * Whose signature the company's is, once it is certain that he may give it: his role reaches that of R-05a and the amount stays within his limit.
 * `alsoEntitled`: roles that may sign this paper whatever R-05a says.
 * @throws ConflictError contracts.signature_refused with every reason; InvalidError contracts.signatory_unknown; ForbiddenError
 */
export async function companySignatory(ctx: EffectContext, contract: { readonly id: string; readonly namedSignatory: unknown }, alsoEntitled: readonly string[] = []): Promise<string> {
  const id = signatoryId(ctx, contract.namedSignatory);
  demandProxy(ctx, id);
  const signatory = await readSignatory(ctx, id);
  const amount = await decidingAmount(ctx.uow, contract.id);
  const { signatory: required } = await categoryOf(ctx.uow, amount);
  const entitled = signatory.roles.some((role) => alsoEntitled.includes(role));
  const reasons = signatureProblems(signatory, required, amount).filter((one) => !entitled || one.code !== 'contracts.signatory_role');
  if (reasons.length > 0) throw new ConflictError('contracts.signature_refused', contractsErrors['contracts.signature_refused'], { params: { signatory_id: id }, reasons });
  return id;
}
