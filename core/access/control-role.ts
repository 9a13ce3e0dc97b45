import type { UnitOfWork } from '../company/index.ts';
import { quoteIdentifier } from '../database/index.ts';

/**
 * Runs statements on the installation's own tables inside a company's transaction, so that a person and his credential change together.
 * A company's role has no right to them: the transaction takes the pool's own role for the time being. After a failure it keeps that role,
 * which does not matter: it can only be rolled back.
 */
export async function underControlRole<Result>(uow: UnitOfWork, work: () => Promise<Result>): Promise<Result> {
  const { role_name, engine_role_name } = uow.company.record;
  await uow.query('set local role none');
  const result = await work();
  await uow.query(`set local role ${quoteIdentifier(uow.mode === 'read' ? role_name : engine_role_name)}`);
  return result;
}
