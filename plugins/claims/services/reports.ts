import type { UnitOfWork } from '../../../core/index.ts';

/** Calendar months 'YYYY-MM', both included, in the company's zone. */
export interface ClaimPeriod {
  readonly from: string;
  readonly to: string;
}

/** Claims registered in one month about one department, as they stand now: `registered` = `processed` + `open` + `withdrawn`. */
export interface DynamicsRow {
  readonly month: string;
  /** Null: nobody has been found guilty yet. */
  readonly department_id: string | null;
  readonly department: string | null;
  readonly registered: number;
  /** Satisfied, in part or not. */
  readonly processed: number;
  readonly open: number;
  readonly withdrawn: number;
  /** The month with the most claims of the period. */
  readonly is_peak: boolean;
}

/** Claims of one reason and what became of them; `satisfied_percent`: of those that were decided, decimal text, null while none is. */
export interface SatisfactionRow {
  readonly reason_id: string | null;
  readonly reason: string | null;
  readonly registered: number;
  readonly satisfied: number;
  readonly partially: number;
  readonly not_satisfied: number;
  readonly open: number;
  readonly withdrawn: number;
  readonly satisfied_percent: string | null;
}

/** Claims about one department; `share`: percent of all, decimal text; `top_reasons`: at most three, the most frequent first. */
export interface StructureRow {
  readonly department_id: string | null;
  readonly department: string | null;
  readonly claims: number;
  readonly share: string;
  readonly top_reasons: readonly { readonly reason: string; readonly claims: number }[];
}

/** Claims registered in $1…$2 in zone $3; $4: users for whose claims, or whose clients' claims, one asks; null for everybody's. */
const CLAIMS = `
  c as (
    select k.id, k.state, k.reason_id, coalesce(k.department_id, g.department_id) as department_id, to_char(k.registered_at at time zone $3, 'YYYY-MM') as month,
      k.state in ('satisfied', 'partially_satisfied', 'not_satisfied') as is_decided
    from claims_claim k left join core_user g on g.id = k.guilty_user_id left join crm_partner p on p.id = k.partner_id
    where not k.deletion_mark and k.registered_at >= ($1 || '-01')::timestamp at time zone $3 and k.registered_at < (($2 || '-01')::timestamp + interval '1 month') at time zone $3
      and ($4::uuid[] is null or k.responsible_id = any($4) or p.main_manager_id = any($4)))`;

async function ask<Row extends object>(uow: UnitOfWork, sql: string, period: ClaimPeriod, users: readonly string[] | null): Promise<Row[]> {
  return uow.query<Row>(`with ${CLAIMS} ${sql}`, [period.from, period.to, uow.company.timeZone, users]);
}

/** D-22a. Dynamics of registration by month and department. `users`: null for all claims, else those of these people and their clients. */
export async function claimDynamics(uow: UnitOfWork, period: ClaimPeriod, users: readonly string[] | null = null): Promise<DynamicsRow[]> {
  return ask<DynamicsRow>(uow, `
    , months as (select month, count(*) as n from c group by month)
    select c.month, c.department_id, d.name as department, count(*)::int as registered, (count(*) filter (where c.is_decided))::int as processed,
      (count(*) filter (where not c.is_decided and c.state <> 'withdrawn'))::int as open, (count(*) filter (where c.state = 'withdrawn'))::int as withdrawn,
      bool_or(m.n = (select max(n) from months)) as is_peak
    from c join months m on m.month = c.month left join core_department d on d.id = c.department_id
    group by c.month, c.department_id, d.name order by c.month, d.name nulls last`, period, users);
}

/** D-22b. What became of claims, by reason. */
export async function claimSatisfaction(uow: UnitOfWork, period: ClaimPeriod, users: readonly string[] | null = null): Promise<SatisfactionRow[]> {
  return ask<SatisfactionRow>(uow, `
    select c.reason_id, r.name as reason, count(*)::int as registered, (count(*) filter (where c.state = 'satisfied'))::int as satisfied,
      (count(*) filter (where c.state = 'partially_satisfied'))::int as partially, (count(*) filter (where c.state = 'not_satisfied'))::int as not_satisfied,
      (count(*) filter (where not c.is_decided and c.state <> 'withdrawn'))::int as open, (count(*) filter (where c.state = 'withdrawn'))::int as withdrawn,
      round(100.0 * count(*) filter (where c.state = 'satisfied') / nullif(count(*) filter (where c.is_decided), 0), 2)::text as satisfied_percent
    from c left join claims_claim_reason r on r.id = c.reason_id
    group by c.reason_id, r.name order by count(*) desc, r.name nulls last`, period, users);
}

/** D-22c. Where claims arise: departments with their share and most frequent reasons. */
export async function claimStructure(uow: UnitOfWork, period: ClaimPeriod, users: readonly string[] | null = null): Promise<StructureRow[]> {
  return ask<StructureRow>(uow, `
    , reasons as (
      select c.department_id, r.name as reason, count(*)::int as claims, row_number() over (partition by c.department_id order by count(*) desc, r.name) as place
      from c join claims_claim_reason r on r.id = c.reason_id group by c.department_id, r.name)
    select c.department_id, d.name as department, count(*)::int as claims, round(100.0 * count(*) / sum(count(*)) over (), 2)::text as share,
      coalesce((select jsonb_agg(jsonb_build_object('reason', s.reason, 'claims', s.claims) order by s.place) from reasons s where s.place <= 3 and s.department_id is not distinct from c.department_id), '[]') as top_reasons
    from c left join core_department d on d.id = c.department_id
    group by c.department_id, d.name order by count(*) desc, d.name nulls last`, period, users);
}
