import type { UnitOfWork } from '../../../core/index.ts';

const REWRITING = Symbol('payments being reallocated');

function rewritten(uow: UnitOfWork): Set<string> {
  return uow.remember(REWRITING, () => new Set<string>());
}

/** Lets the allocations of a posted payment be replaced in this transaction: only a reallocation, which has reversed the old ones, says so. */
export function allowRewriting(uow: UnitOfWork, paymentId: string): void {
  rewritten(uow).add(paymentId);
}

export function isBeingRewritten(uow: UnitOfWork, paymentId: string): boolean {
  return rewritten(uow).has(paymentId);
}
