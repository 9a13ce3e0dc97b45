import type { FactType, Rule, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { InvalidError, checkRule, evaluateGuard } from '../../../core/index.ts';
import { crmErrors, invalid } from '../errors.ts';

/** What the circle of a typical agreement may ask about a client. */
const AUDIENCE_FACTS: Readonly<Record<string, FactType>> = {
  relation_kinds: { type: 'array', items: { type: 'string' } },
  segment: { type: 'string', nullable: true },
  partner_type: { type: 'string', nullable: true },
};

/** A circle written with an unknown name or a wrong type would leave everybody out. @throws InvalidError crm.agreement_audience_wrong */
export function demandAudience(audience: unknown): void {
  if (audience === null || audience === undefined) return;
  const problems = checkRule(audience, { facts: AUDIENCE_FACTS }).filter((one) => one.severity === 'error');
  if (problems.length === 0) return;
  throw new InvalidError('crm.agreement_audience_wrong', crmErrors['crm.agreement_audience_wrong'], {
    errors: problems.map((one) => ({ pointer: `/audience${one.pointer}`, code: one.code, message: one.message })),
  });
}

interface TermsOwner {
  readonly kind: string;
  readonly partner_id: string | null;
  readonly audience: Rule;
}

/**
 * The terms must be ones for this client: an individual agreement is its own, a typical one is for a circle the client belongs to.
 * `client`: the partner as it is, or as it is being written. @throws InvalidError crm.agreement_of_another, crm.agreement_not_for_client
 */
export async function demandAgreementFor(uow: UnitOfWork, agreementId: unknown, client: Readonly<Record<string, unknown>>): Promise<void> {
  if (typeof agreementId !== 'string') return;
  const [terms] = await uow.query<TermsOwner>('select kind, partner_id, audience from crm_agreement where id = $1', [agreementId]);
  if (terms === undefined) return;
  if (terms.kind === 'individual') {
    if (terms.partner_id !== client['id']) throw invalid('crm.agreement_of_another', '/agreement_id');
    return;
  }
  if (terms.audience === null) return;
  const [codes] = await uow.query<{ segment: string | null; partner_type: string | null }>(
    'select (select code from crm_segment where id = $1) as segment, (select code from crm_partner_type where id = $2) as partner_type', [client['segment_id'] ?? null, client['partner_type_id'] ?? null],
  );
  const facts = { relation_kinds: client['relation_kinds'] ?? [], segment: codes?.segment ?? null, partner_type: codes?.partner_type ?? null };
  if (!evaluateGuard(terms.audience, facts).value) throw invalid('crm.agreement_not_for_client', '/agreement_id');
}

/** The agreement of a client's card, when it is chosen. */
export async function demandAgreementFits(draft: Record<string, unknown>, { uow, before, given }: Pick<SaveContext, 'uow' | 'before' | 'given'>): Promise<void> {
  if (before !== undefined && !given.has('agreement_id')) return;
  await demandAgreementFor(uow, draft['agreement_id'], before === undefined ? { ...draft, id: draft['id'] ?? null } : { ...draft, id: before.id });
}
