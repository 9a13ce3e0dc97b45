import { ConflictError, InvalidError, defineSaveRule } from '../../../core/index.ts';
import type { SaveContext, UnitOfWork } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { CONCLUSION_MAP } from '../services/contract-in-force.ts';
import { contractName } from '../services/contract-name.ts';
import { nextContractNumber } from '../services/next-number.ts';
import { categoryOf } from '../services/value-category.ts';

type Draft = Record<string, unknown>;

/** Columns that are the contract itself: once it left the draft they stay as the client got them, but for what was left empty. His own form may come corrected. */
const TERMS = [
  'number', 'date', 'form', 'kind', 'export_country_id', 'partner_id', 'counterparty_id', 'organization_id', 'organization_account_id', 'buyer_account_id',
  'client_signatory', 'client_basis', 'company_signatory_id', 'company_basis', 'settlement_detail', 'amount', 'currency_id',
] as const;

function fill(draft: Draft, values: Readonly<Record<string, unknown>> | undefined): void {
  for (const [name, value] of Object.entries(values ?? {})) if ((draft[name] ?? null) === null && value !== null) draft[name] = value;
}

/**
 * What the deal already knows: its client, the counterparty, organization and currency of its latest live order, its responsible, and the only contract
 * with the supplier. A contract with a supplier takes nothing of the client's from it.
 */
async function fromInterest(uow: UnitOfWork, draft: Draft): Promise<void> {
  if (typeof draft['interest_id'] !== 'string' || draft['kind'] === 'with_supplier') return;
  const [deal] = await uow.query(
    `select i.partner_id, coalesce(o.counterparty_id, i.counterparty_id) as counterparty_id, o.organization_id, o.currency_id, i.responsible_id,
       (select min(s.id::text) from contracts_contract s where s.interest_id = i.id and s.kind = 'with_supplier' and s.status <> 'refused' and not s.deletion_mark having count(*) = 1) as supplier_contract_id,
       (select r.id from core_process_run r where r.definition_code = $2 and r.state = 'running' and r.subject_entity = 'crm.interest' and r.subject_id = i.id limit 1) as process_run_id
     from crm_interest i
     left join lateral (
       select n.counterparty_id, n.organization_id, n.currency_id from crm_customer_order n
       where n.interest_id = i.id and n.status <> 'cancelled'
       order by (n.offer_accepted_at is not null) desc, n.date desc, n.number desc limit 1
     ) o on true
     where i.id = $1`,
    [draft['interest_id'], CONCLUSION_MAP],
  );
  fill(draft, deal);
}

/** Kind and law from the counterparty's card, and the account when there is only one. */
async function fromCounterparty(uow: UnitOfWork, draft: Draft): Promise<void> {
  if (typeof draft['counterparty_id'] !== 'string') return;
  const [card] = await uow.query<{ partner_id: string; kind: string | null; export_country_id: string | null; accounts: string[]; primary_account: string | null }>(
    `select k.partner_id, k.contract_kind as kind, k.export_country_id,
       array(select a.id::text from crm_bank_account a where a.counterparty_id = k.id and not a.deletion_mark) as accounts,
       (select a.id::text from crm_bank_account a where a.counterparty_id = k.id and a.is_primary and not a.deletion_mark limit 1) as primary_account
     from crm_counterparty k where k.id = $1`,
    [draft['counterparty_id']],
  );
  if (card === undefined) return;
  const account = card.accounts.length === 1 ? card.accounts[0] : card.primary_account;
  fill(draft, { partner_id: card.partner_id, kind: card.kind, export_country_id: card.export_country_id, buyer_account_id: account ?? null });
  if (draft['partner_id'] !== card.partner_id) {
    const problem = contractsErrors['contracts.counterparty_of_another_partner'];
    throw new InvalidError('contracts.counterparty_of_another_partner', problem, { errors: [{ pointer: '/counterparty_id', code: 'contracts.counterparty_of_another_partner', message: problem }] });
  }
}

/** Our only organization and its main account; who signs a contract of this amount, when there is one such person. */
async function ourSide(uow: UnitOfWork, draft: Draft): Promise<void> {
  const organizations = await uow.query<{ organization_id: string; organization_account_id: string | null; currency_id: string | null }>(
    `select o.id as organization_id, a.id as organization_account_id, a.currency_id
     from crm_organization o
     left join lateral (
       select b.id, b.currency_id from crm_bank_account b
       where b.organization_id = o.id and not b.deletion_mark order by (b.id = o.default_account_id) desc, b.is_primary desc, b.created_at limit 1
     ) a on true
     where not o.deletion_mark and ($1::uuid is null or o.id = $1) limit 2`,
    [draft['organization_id'] ?? null],
  );
  if (organizations.length === 1) fill(draft, organizations[0]);
  if ((draft['company_signatory_id'] ?? null) === null) {
    const { signatory } = await categoryOf(uow, typeof draft['amount'] === 'string' ? draft['amount'] : await orderTotal(uow, draft['interest_id']));
    const holders = await uow.query<{ company_signatory_id: string }>(
      `select distinct u.id as company_signatory_id from core_user u join core_user_role r on r.user_id = u.id
       where r.role = $1 and not r.deletion_mark and (r.valid_from is null or r.valid_from <= $2::date) and (r.valid_to is null or r.valid_to >= $2::date)
         and u.is_active and not u.deletion_mark limit 2`,
      [signatory, uow.today],
    );
    if (holders.length === 1) fill(draft, holders[0]);
  }
  const [person] = await uow.query(`select signature_basis as company_basis from core_user where id = $1`, [draft['company_signatory_id'] ?? null]);
  fill(draft, person);
}

async function orderTotal(uow: UnitOfWork, interestId: unknown): Promise<string | null> {
  const [order] = await uow.query<{ total: string }>(
    `select total from crm_customer_order where interest_id = $1 and status <> 'cancelled' order by date desc, number desc limit 1`,
    [interestId ?? null],
  );
  return order?.total ?? null;
}

async function refuseTakenNumber(uow: UnitOfWork, draft: Draft, before: SaveContext['before']): Promise<void> {
  const [taken] = await uow.query<{ name: string }>(
    `select coalesce(name, number) as name from contracts_contract
     where organization_id = $1 and number = $2 and status <> 'refused' and not deletion_mark and id <> $3 limit 1`,
    [draft['organization_id'] ?? null, draft['number'] ?? null, before?.id ?? '00000000-0000-0000-0000-000000000000'],
  );
  if (taken === undefined) return;
  const params = { number: draft['number'], name: taken.name };
  throw new ConflictError('contracts.number_taken', contractsErrors['contracts.number_taken'], { params });
}

/** Fills a new contract from its deal, counterparty and organization, names it, and keeps its terms as they were sent. */
export const contractCard = defineSaveRule({
  id: 'contracts.contract_card',
  entity: 'contracts.contract',
  async prepare(draft, { uow, actor, before, given }) {
    if (before === undefined) {
      await fromInterest(uow, draft);
      await fromCounterparty(uow, draft);
      await ourSide(uow, draft);
      fill(draft, { date: uow.today, responsible_id: actor.userId });
      if (typeof draft['number'] !== 'string' || draft['number'].trim() === '') draft['number'] = await nextContractNumber(uow, draft['organization_id'], String(draft['date']));
    } else if (before['status'] !== 'draft' && before['status'] !== 'form_correction') {
      const touched = TERMS.filter((name) => given.has(name) && (name === 'amount' || (before[name] ?? null) !== null) && JSON.stringify(draft[name] ?? null) !== JSON.stringify(before[name] ?? null));
      if (touched.length > 0) {
        const problem = contractsErrors['contracts.not_editable'];
        throw new ConflictError('contracts.not_editable', problem, { errors: touched.map((name) => ({ pointer: `/${name}`, code: 'contracts.not_editable', message: problem })) });
      }
    }
    const wasOurs = before === undefined || before['name'] === contractName(before['number'], before['date']);
    if (!given.has('name') && (wasOurs || (draft['name'] ?? null) === null)) draft['name'] = contractName(draft['number'], draft['date']);
    if (before === undefined || before['number'] !== draft['number'] || before['organization_id'] !== draft['organization_id']) await refuseTakenNumber(uow, draft, before);
  },
});
