import { decide, toFactNumber } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';

/** Amount that decides about signatory and reviewers, as SQL over a contract `c`: its own, else that of the latest live order of its deal. */
export const DECIDING_AMOUNT = `coalesce(c.amount, (
  select o.total from crm_customer_order o where o.interest_id = c.interest_id and o.status <> 'cancelled' order by o.date desc, o.number desc limit 1))`;

/** Who signs, by R-05a. `amount`: decimal string in roubles; null counts as nothing. */
export async function categoryOf(uow: UnitOfWork, amount: string | null): Promise<{ readonly category: string; readonly signatory: string }> {
  const { outcome } = await decide(uow, 'contracts.value_category', undefined, { amount: toFactNumber(amount ?? '0') });
  return outcome as { category: string; signatory: string };
}

/** The amount that decides about a contract. */
export async function decidingAmount(uow: UnitOfWork, contractId: string): Promise<string | null> {
  const [row] = await uow.query<{ amount: string | null }>(`select ${DECIDING_AMOUNT} as amount from contracts_contract c where c.id = $1`, [contractId]);
  return row?.amount ?? null;
}
