import { defineFacts, label } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { CONTRACT_STATUSES } from '../entities/index.ts';
import { CONCLUSION_MAP, contractsInForce } from '../services/contract-in-force.ts';

/** What rules about a deal or an order may ask about its contract. */
const FACTS = {
  contract_status: { type: 'string', enum: CONTRACT_STATUSES.map((one) => one.code), nullable: true, label: label('Статус договора', 'Contract status') },
  contract_valid: { type: 'boolean', label: label('Договор действует', 'The contract is valid') },
  counterparty_approved: { type: 'boolean', label: label('Контрагент одобрен', 'The counterparty is approved') },
  process_running: { type: 'boolean', label: label('Идёт процесс заключения договора', 'A contract process is running') },
} as const;

interface Deal {
  readonly id: string;
  readonly interest_id: string;
  readonly counterparty_id: string | null;
  readonly organization_id: string | null;
  readonly uses_contracts: boolean | null;
}

async function answer(uow: UnitOfWork, deals: readonly Deal[]): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const contracts = await contractsInForce(uow, deals.map((deal) => ({ id: deal.id, counterpartyId: deal.counterparty_id, organizationId: deal.organization_id })));
  const approved = await uow.query<{ id: string }>(`select id from crm_counterparty where id = any($1::uuid[]) and approved`, [deals.map((deal) => deal.counterparty_id).filter((id) => id !== null)]);
  const running = await uow.query<{ subject_id: string }>(
    `select subject_id from core_process_run where definition_code = $1 and state = 'running' and subject_entity = 'crm.interest' and subject_id = any($2::uuid[])`,
    [CONCLUSION_MAP, deals.map((deal) => deal.interest_id)],
  );
  const approvedIds = new Set(approved.map((row) => row.id));
  const runningIds = new Set(running.map((row) => row.subject_id));
  return new Map(deals.map((deal) => {
    const contract = contracts.get(deal.id);
    return [deal.id, {
      contract_status: contract?.status ?? null,
      contract_valid: contract?.valid ?? false,
      counterparty_approved: deal.counterparty_id !== null && approvedIds.has(deal.counterparty_id),
      process_running: runningIds.has(deal.interest_id),
      agreement_uses_contracts: deal.uses_contracts ?? true,
    }];
  }));
}

/** Facts of an order: its own counterparty and organization decide. */
export const orderContractFacts = defineFacts({
  entity: 'crm.customer_order',
  facts: FACTS,
  async load(ids, { uow }) {
    const deals = await uow.query<Deal>(
      `select id, interest_id, counterparty_id, organization_id, null::boolean as uses_contracts from crm_customer_order where id = any($1::uuid[])`,
      [ids],
    );
    return answer(uow, deals);
  },
});

/** Facts of a deal: the latest live order whose offer was accepted decides, else the latest live one, else the deal's own counterparty. */
export const interestContractFacts = defineFacts({
  entity: 'crm.interest',
  facts: {
    ...FACTS,
    agreement_uses_contracts: { type: 'boolean', label: label('По соглашению используются договоры', 'The agreement uses contracts') },
  },
  async load(ids, { uow }) {
    const deals = await uow.query<Deal>(
      `select i.id, i.id as interest_id, coalesce(o.counterparty_id, i.counterparty_id) as counterparty_id, o.organization_id,
         a.uses_contracts
       from crm_interest i
       join crm_partner p on p.id = i.partner_id
       left join lateral (
         select n.counterparty_id, n.organization_id, n.agreement_id from crm_customer_order n
         where n.interest_id = i.id and n.status <> 'cancelled'
         order by (n.offer_accepted_at is not null) desc, n.date desc, n.number desc limit 1
       ) o on true
       left join crm_agreement a on a.id = coalesce(o.agreement_id, p.agreement_id)
       where i.id = any($1::uuid[])`,
      [ids],
    );
    return answer(uow, deals);
  },
});
