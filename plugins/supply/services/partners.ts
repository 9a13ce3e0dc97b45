import type { UnitOfWork } from '../../../core/index.ts';
import type { SupplyErrorCode } from '../errors.ts';
import { invalid } from '../errors.ts';

/** A partner must stand in the given relation to us. @throws InvalidError; one that does not exist is left for the foreign key to name */
export async function demandRelation(uow: UnitOfWork, partnerId: unknown, relation: 'supplier' | 'carrier', pointer: string, code: SupplyErrorCode): Promise<void> {
  if (typeof partnerId !== 'string') return;
  const [partner] = await uow.query<{ fits: boolean }>(`select $2 = any(relation_kinds) as fits from crm_partner where id = $1`, [partnerId, relation]);
  if (partner !== undefined && !partner.fits) throw invalid(code, pointer);
}
