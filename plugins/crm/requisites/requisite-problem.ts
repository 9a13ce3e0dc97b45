import type { Label } from '../../../core/index.ts';

/** What is wrong with a requisite, with the rule in words. `code` is stable; the value itself is never repeated in the message. */
export interface RequisiteProblem {
  readonly code: string;
  readonly message: Label;
}

/** Enumeration `legal_form`. A foreign partner's identifiers follow other laws and are not checked. */
export type LegalForm = 'legal_entity' | 'individual' | 'entrepreneur' | 'foreign';

/** True for text of Latin digits alone; a number is refused too, because its leading zeros are gone. */
export function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9]+$/.test(value);
}

/** Remainder of Σ digit × weight; digits beyond the weights are ignored. */
export function weighedRemainder(digits: string, weights: readonly number[], modulus: number): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0) % modulus;
}
