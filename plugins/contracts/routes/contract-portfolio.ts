import { defineRoute, label } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { CONTRACT_STATUS_GROUPS } from '../entities/index.ts';
import { statusGroup } from '../facts/contract-facts.ts';

interface Portfolio {
  readonly days: number;
  readonly by_group: Readonly<Record<string, number>>;
  /** In force and ending within `days`; `unattended` of them nobody is renewing. */
  readonly expiring: { readonly count: number; readonly unattended: number; readonly amount: string };
  readonly without_original: number;
  /** In process with an overdue task. */
  readonly overdue: number;
}

async function readPortfolio(uow: UnitOfWork, days: number): Promise<Portfolio> {
  const statuses = await uow.query<{ status: string; n: number }>(`select status, count(*)::int as n from contracts_contract where not deletion_mark group by status`);
  const byGroup = Object.fromEntries(CONTRACT_STATUS_GROUPS.map(({ code }) => [code, statuses.filter((row) => statusGroup(row.status) === code).reduce((sum, row) => sum + row.n, 0)]));
  const [figures] = await uow.query<{ expiring: number; unattended: number; amount: string; without_original: number; overdue: number }>(
    `select
       (count(*) filter (where e.ends))::int as expiring,
       (count(*) filter (where e.ends and not c.auto_renewal and not exists (select 1 from contracts_contract n where n.renewed_from_id = c.id and n.status <> 'refused' and not n.deletion_mark)))::int as unattended,
       coalesce(sum(c.amount) filter (where e.ends), 0)::text as amount,
       (count(*) filter (where c.status = 'signed' and c.original_received_at is null))::int as without_original,
       (count(*) filter (where c.status not in ('agreed', 'signed', 'archived', 'refused', 'closed') and exists (
         select 1 from core_task t where t.subject_entity = 'contracts.contract' and t.subject_id = c.id and t.state in ('new', 'in_progress') and t.due_at < $3)))::int as overdue
     from contracts_contract c
     cross join lateral (select coalesce(c.status in ('agreed', 'signed', 'archived') and c.valid_until between $1::date and $1::date + $2::int, false) as ends) e
     where not c.deletion_mark`,
    [uow.today, days, uow.now],
  );
  return {
    days,
    by_group: byGroup,
    expiring: { count: figures?.expiring ?? 0, unattended: figures?.unattended ?? 0, amount: figures?.amount ?? '0' },
    without_original: figures?.without_original ?? 0,
    overdue: figures?.overdue ?? 0,
  };
}

/** Control of contracts (P8.8-2): how many stand where, end within `days` (default: parameter `contract_renewal_days`), lack their original or are late. */
export const contractPortfolio = defineRoute({
  method: 'GET',
  path: '/api/contracts/portfolio',
  permission: 'signed_in',
  summary: label('Портфель договоров: состояния, истекающие, без оригинала', 'Portfolio of contracts: states, expiring, without the original'),
  query: { days: { type: 'string', pattern: '^[0-9]{1,4}$' } },
  response: { type: 'object', required: ['days', 'by_group', 'expiring'], properties: { days: { type: 'integer' }, by_group: { type: 'object' }, expiring: { type: 'object' } } },
  async handle(request) {
    return {
      body: await request.read((uow) => readPortfolio(uow, request.query['days'] === undefined ? Number(uow.company.regulation.parameters['contract_renewal_days'] ?? 30) : Number(request.query['days']))),
    };
  },
});
