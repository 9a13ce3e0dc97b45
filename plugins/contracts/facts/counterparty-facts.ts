import { defineFacts, label } from '../../../core/index.ts';
import { CONTRACT_STATUSES } from '../entities/index.ts';
import { contractsInForce } from '../services/contract-in-force.ts';

/** What stands between a counterparty and its approval, beside the completeness of its requisites. */
export const counterpartyFacts = defineFacts({
  entity: 'crm.counterparty',
  facts: {
    contract_status: { type: 'string', enum: CONTRACT_STATUSES.map((one) => one.code), nullable: true, label: label('Статус договора', 'Contract status') },
    scan_attached: { type: 'boolean', label: label('Скан договора приложен', 'A scan of the contract is attached') },
    check_result: { type: 'string', enum: ['ok', 'mismatch', 'not_found', 'unreliable'], nullable: true, label: label('Последняя проверка по реестру', 'Latest registry check') },
  },
  async load(ids, { uow }) {
    const checks = await uow.query<{ counterparty_id: string; result: string }>(
      `select distinct on (counterparty_id) counterparty_id, result from crm_registry_check
       where counterparty_id = any($1::uuid[]) order by counterparty_id, checked_at desc, created_at desc, id desc`,
      [ids],
    );
    const results = new Map(checks.map((row) => [row.counterparty_id, row.result]));
    const contracts = await contractsInForce(uow, ids.map((id) => ({ id, counterpartyId: id, organizationId: null })));
    return new Map(ids.map((id) => {
      const contract = contracts.get(id);
      return [id, { contract_status: contract?.status ?? null, scan_attached: contract?.scanAttached ?? false, check_result: results.get(id) ?? null }];
    }));
  },
});
