import { announce } from './announce.ts';
import { escalate } from './escalate.ts';
import { openPlan } from './open-plan.ts';
import { setDue } from './set-due.ts';
import { tellClaimant } from './tell-claimant.ts';

/** Everything a regulation may order about claims. */
export const claimsEffects = [announce, openPlan, setDue, tellClaimant, escalate] as const;
