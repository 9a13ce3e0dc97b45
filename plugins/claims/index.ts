/** What other plugins may use of claims: the entities. Their events are `claim.registered`, `claim.satisfied`, `claim.reopened` and the others of the process. */
export { Claim, ClaimPlanItem, ClaimReason } from './entities/index.ts';
export type { ClaimPlanItemRow, ClaimReasonRow, ClaimRow } from './entities/index.ts';
export { claimDynamics, claimSatisfaction, claimStructure } from './services/reports.ts';
export type { ClaimPeriod, DynamicsRow, SatisfactionRow, StructureRow } from './services/reports.ts';
