import type { UnitOfWork } from '../../../core/index.ts';

/**
 * The number after the greatest of the year, such as `Д-2025/032`; numbers typed by hand in that form count. The letters are the parameter
 * `contract_number_prefix`. `date`: 'YYYY-MM-DD' of the contract.
 */
export async function nextContractNumber(uow: UnitOfWork, organizationId: unknown, date: string): Promise<string> {
  const letters = uow.company.regulation.parameters['contract_number_prefix'];
  const prefix = `${typeof letters === 'string' ? letters : 'Д-'}${date.slice(0, 4)}/`;
  // Two drafts made at one moment wait for each other here, or both would get the same number.
  await uow.query('select pg_advisory_xact_lock(hashtextextended($1, 43))', [`${uow.company.id}:${prefix}`]);
  const [last] = await uow.query<{ value: number | null }>(
    `select max(substr(number, length($1) + 1)::int) as value from contracts_contract
     where starts_with(number, $1) and substr(number, length($1) + 1) ~ '^[0-9]{1,6}$' and organization_id is not distinct from coalesce($2::uuid, organization_id)`,
    [prefix, organizationId ?? null],
  );
  return `${prefix}${String((last?.value ?? 0) + 1).padStart(3, '0')}`;
}
