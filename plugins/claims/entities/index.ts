import { Claim } from './claim.ts';
import { ClaimPlanItem } from './claim-plan-item.ts';
import { ClaimReason } from './claim-reason.ts';
import { FormSubmission } from './form-submission.ts';
import { PublicForm } from './public-form.ts';
import { SelfServiceAccount } from './self-service-account.ts';

export { Claim } from './claim.ts';
export type { ClaimRow } from './claim.ts';
export { ClaimPlanItem } from './claim-plan-item.ts';
export type { ClaimPlanItemRow } from './claim-plan-item.ts';
export { ClaimReason } from './claim-reason.ts';
export type { ClaimReasonRow } from './claim-reason.ts';
export { CLAIMANT_KINDS, CLAIM_STATES, PLAN_ITEM_STATES } from './enums.ts';
export { FormSubmission } from './form-submission.ts';
export { PublicForm } from './public-form.ts';
export { SelfServiceAccount } from './self-service-account.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const claimsEntities = [ClaimReason, Claim, ClaimPlanItem, SelfServiceAccount, PublicForm, FormSubmission] as const;
