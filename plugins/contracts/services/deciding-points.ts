import type { UnitOfWork } from '../../../core/index.ts';

/** Protocols whose points a reviewer is deciding in this unit of work; everybody else finds them closed meanwhile. */
export function decidingPoints(uow: UnitOfWork): Set<string> {
  return uow.remember(decidingPoints, () => new Set<string>());
}
