import type { UnitOfWork } from '../../../core/index.ts';
import { decide } from '../../../core/index.ts';

/**
 * A decision about a row whose facts are all at hand. In a writing unit the regulation version the row runs on answers; a reading one may not
 * lock the row, so the version in force does.
 */
export async function ask(uow: UnitOfWork, decision: string, about: { readonly entity: string; readonly id: string }, given: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  return (await decide(uow, decision, uow.mode === 'read' ? undefined : about, given)).outcome;
}
