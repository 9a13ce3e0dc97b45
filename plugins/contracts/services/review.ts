import { ConflictError, decide, requestApproval, toFactNumber } from '../../../core/index.ts';
import type { EffectContext, ItemRef, UnitOfWork } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { categoryOf } from './value-category.ts';

/** What is being reviewed; R-05b and R-07 are asked by these words. */
export type ReviewKind = 'counterparty_form' | 'protocol';

/** How a round of reviews stands: `withdrawn` when nobody is asked any more and consent is not complete; null while somebody is still to decide. */
export type Verdict = 'approved' | 'returned' | 'rejected' | 'withdrawn' | null;

/** Whether a file `f` of a contract's form was never put before reviewers, as SQL; their snapshots name what they saw. */
export const NOT_REVIEWED = `not exists (
  select 1 from core_approval a
  where a.subject_entity = f.owner_entity and a.subject_id = f.owner_id and a.subject_kind = 'counterparty_form' and a.snapshot ->> 'form_file_id' = f.id::text)`;

/** Marks reviews of which one consent is enough. */
export const ANY_REVIEWER = 'any_reviewer';

interface Review {
  readonly state: string;
  readonly any: boolean;
}

/** One refusal decides; otherwise all must agree, or one where the regulation says `any`. */
export function verdictOf(reviews: readonly Review[]): Verdict {
  const has = (state: string): boolean => reviews.some((one) => one.state === state);
  if (reviews.length === 0) return null;
  if (has('rejected')) return 'rejected';
  if (has('returned')) return 'returned';
  if (has('approved') && (reviews.every((one) => one.state === 'approved') || reviews.some((one) => one.any))) return 'approved';
  return has('pending') ? null : 'withdrawn';
}

/** Verdicts of the latest round about each subject; a subject nobody was asked about has none. */
export async function verdictsOf(uow: UnitOfWork, entity: string, kind: ReviewKind, ids: readonly string[]): Promise<ReadonlyMap<string, Verdict>> {
  const rows = await uow.query<Review & { subject_id: string }>(
    `select a.subject_id, a.state, coalesce($4 = any(a.reasons::text[]), false) as any
     from core_approval a
     where a.subject_entity = $1 and a.subject_kind = $2 and a.subject_id = any($3::uuid[])
       and a.round = (select max(r.round) from core_approval r where r.subject_entity = a.subject_entity and r.subject_id = a.subject_id and r.subject_kind = a.subject_kind)`,
    [entity, kind, ids, ANY_REVIEWER],
  );
  return new Map(ids.map((id) => [id, verdictOf(rows.filter((row) => row.subject_id === id))]));
}

/** The contract as R-05 sees it. */
export interface ReviewedContract {
  /** Decimal string that decides about the category, null when nothing says it. */
  readonly amount: string | null;
  readonly withinPlan: boolean | null;
  /** On whose request, when it is repeated for him. */
  readonly requestedBy?: string;
}

/** Asks everybody whom R-05b names, at once or in their order (parameter `contract_review_order`). @throws ConflictError contracts.nobody_reviews */
export async function requestReviews(ctx: EffectContext, subject: ItemRef, kind: ReviewKind, contract: ReviewedContract): Promise<void> {
  const { category } = await categoryOf(ctx.uow, contract.amount);
  const { outcome } = await decide(ctx.uow, 'contracts.reviewers', undefined, { category, within_plan: contract.withinPlan, subject: kind });
  const { reviewers, mode } = outcome as { reviewers: readonly string[]; mode: string };
  if (reviewers.length === 0) throw new ConflictError('contracts.nobody_reviews', contractsErrors['contracts.nobody_reviews'], { params: { subject: kind, category, amount: toFactNumber(contract.amount ?? '0') } });
  const inOrder = ctx.regulation.parameters['contract_review_order'] === 'sequence';
  for (const [index, role] of reviewers.entries()) {
    await requestApproval(ctx, {
      subject, subjectKind: kind, role, reasons: mode === 'any' ? [ANY_REVIEWER] : [mode], step: inOrder ? index + 1 : 1,
      ...(contract.requestedBy === undefined ? {} : { requestedBy: contract.requestedBy }),
    });
  }
}
