import { compare } from '../../../core/index.ts';
import type { DecimalString, RefusalReason } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';

/** Roles that sign for the company, each entitled to everything the one before may sign. */
export const SIGNATORY_ROLES = ['head_of_sales', 'deputy_general_director', 'general_director'] as const;

/** Who is about to sign. `limit`: decimal string in roubles, null = without a limit. */
export interface Signatory {
  readonly roles: readonly string[];
  readonly limit: DecimalString | null;
}

/** The signing roles at or above `required`; all of them when the regulation names a role of its own. */
export function entitledRoles(required: string): readonly string[] {
  const rank = (SIGNATORY_ROLES as readonly string[]).indexOf(required);
  return rank < 0 ? [required, 'general_director'] : SIGNATORY_ROLES.slice(rank);
}

/** Every reason why a person may not sign a contract of this amount; none when he may. */
export function signatureProblems(signatory: Signatory, required: string, amount: DecimalString | null): RefusalReason[] {
  const who = entitledRoles(required);
  const reasons: RefusalReason[] = [];
  if (!signatory.roles.some((role) => who.includes(role))) {
    reasons.push({ code: 'contracts.signatory_role', message: contractsErrors['contracts.signatory_role'], rule: 'R-05a', facts: { required_signatory: required, roles: signatory.roles }, who });
  }
  if (amount !== null && signatory.limit !== null && compare(amount, signatory.limit) > 0) {
    reasons.push({ code: 'contracts.signature_limit', message: contractsErrors['contracts.signature_limit'], facts: { amount, signature_limit: signatory.limit }, who });
  }
  return reasons;
}
