import type { UnitOfWork } from '../../../core/index.ts';

/** Statuses from which a contract counts as concluded. */
export const CONCLUDED = ['agreed', 'signed', 'archived'] as const;

/** Code of the process map that leads a deal to a signed contract and an approved counterparty. */
export const CONCLUSION_MAP = 'contracts.contract_conclusion';

/** Whose contract is asked for; without an organization any of ours will do. */
export interface ContractQuestion {
  readonly id: string;
  readonly counterpartyId: string | null;
  readonly organizationId: string | null;
}

/** What the law of the deal rests on. `valid`: not expired and its amount not used up; false without a contract. */
export interface ContractAnswer {
  readonly contractId: string | null;
  readonly status: string | null;
  readonly valid: boolean;
  readonly scanAttached: boolean;
}

const NOTHING: ContractAnswer = { contractId: null, status: null, valid: false, scanAttached: false };

/**
 * The contract each question rests on: the one in force if there is any, else the newest that was not refused. A renewal being negotiated
 * therefore does not put the old contract out of force; of several of one day the one whose scan is there. Contracts with suppliers do not count.
 * The amount of a contract is used up by the accepted orders of the same counterparty, organization and currency released since its date.
 */
export async function contractsInForce(uow: UnitOfWork, questions: readonly ContractQuestion[]): Promise<ReadonlyMap<string, ContractAnswer>> {
  const asked = questions.filter((one) => one.counterpartyId !== null);
  const rows = asked.length === 0
    ? []
    : await uow.query<{ id: string; contract_id: string; status: string; valid: boolean; scan_attached: boolean }>(
      `select a.id, c.id as contract_id, c.status, c.valid, c.scan_attached
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as a(id, counterparty_id, organization_id)
       join lateral (
         select k.id, k.status,
           k.unexpired and (k.amount is null or k.amount >= (
             select coalesce(sum(o.total), 0) from crm_customer_order o
             where o.counterparty_id = k.counterparty_id and o.organization_id = k.organization_id and o.currency_id = k.currency_id
               and o.status <> 'cancelled' and (o.status <> 'on_approval' or o.offer_accepted_at is not null)
               and (o.released_at is null or (o.released_at at time zone $5)::date >= k.date)
           )) as valid,
           exists (
             select 1 from core_attachment f
             where f.owner_entity = 'contracts.contract' and f.owner_id = k.id and f.kind = 'contract_scan' and not f.deletion_mark
           ) as scan_attached
         from (
           select n.*, n.auto_renewal or n.valid_until is null or n.valid_until >= $4::date as unexpired
           from contracts_contract n
           where n.counterparty_id = a.counterparty_id and (a.organization_id is null or n.organization_id = a.organization_id)
             and n.status <> 'refused' and n.kind <> 'with_supplier' and not n.deletion_mark
         ) k
         order by (k.status = any($6::text[]) and k.unexpired) desc, k.date desc, scan_attached desc, k.created_at desc, k.number desc
         limit 1
       ) c on true`,
      [asked.map((one) => one.id), asked.map((one) => one.counterpartyId), asked.map((one) => one.organizationId), uow.today, uow.company.timeZone, CONCLUDED],
    );
  const found = new Map(rows.map((row) => [row.id, { contractId: row.contract_id, status: row.status, valid: row.valid, scanAttached: row.scan_attached }]));
  return new Map(questions.map((one) => [one.id, found.get(one.id) ?? NOTHING]));
}
