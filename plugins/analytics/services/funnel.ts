import { translate } from '../../../core/index.ts';
import type { Locale, Period, UnitOfWork } from '../../../core/index.ts';

const ENTITY = 'crm.interest';
const REGION = 'state';

/** One stage of the funnel. `average_days`: of the stays that ended in the period; `expected_revenue`: of the deals that stand in it now. */
export interface FunnelStage {
  readonly state: string;
  readonly label: string;
  readonly entered: number;
  readonly left_forward: number;
  readonly lost_here: number;
  readonly in_it_now: number;
  readonly average_days: string | null;
  readonly expected_revenue: string;
}

export interface Funnel {
  readonly period: { readonly start: string; readonly end: string };
  readonly stages: readonly FunnelStage[];
  /** Deals closed in the period, and those open now, with their expected revenue. */
  readonly deals: Readonly<Record<'won' | 'lost' | 'in_progress', { readonly count: number; readonly expected_revenue: string }>>;
  /** Why deals were lost, and where. */
  readonly reasons: readonly { readonly reason: string | null; readonly lost_at_state: string | null; readonly lost_at: string | null; readonly count: number; readonly expected_revenue: string }[];
}

interface Moves {
  readonly state: string;
  readonly entered: number;
  readonly left_forward: number;
  readonly lost_here: number;
  readonly average_days: string | null;
}

/** Moves of the period by stage. Only deals that moved in it are looked at, each with its whole past, since a stay may have begun long before. */
const MOVES = `
with bounds as (select ($1::date::timestamp at time zone $3::text) as from_at, (($2::date + 1)::timestamp at time zone $3::text) as until_at),
moved as (
  select distinct h.item_id from core_history h, bounds b
  where h.entity = '${ENTITY}' and h.region = '${REGION}' and h.to_value = any($5::text[]) and h.from_value is distinct from h.to_value and h.at >= b.from_at and h.at < b.until_at),
steps as (
  select h.from_value, h.to_value, h.at, lag(h.at) over (partition by h.item_id order by h.version, h.step) as since
  from core_history h join moved m on m.item_id = h.item_id join crm_interest t on t.id = h.item_id
  where h.entity = '${ENTITY}' and h.region = '${REGION}' and h.from_value is distinct from h.to_value and not t.deletion_mark and ($4::uuid[] is null or t.responsible_id = any($4::uuid[])))
select s.state,
  count(*) filter (where x.to_value = s.state)::int as entered,
  count(*) filter (where x.from_value = s.state and x.to_value <> 'lost' and array_position($5::text[], x.to_value) > array_position($5::text[], s.state))::int as left_forward,
  count(*) filter (where x.from_value = s.state and x.to_value = 'lost')::int as lost_here,
  round(avg(extract(epoch from (x.at - x.since)) / 86400) filter (where x.from_value = s.state), 2)::text as average_days
from unnest($5::text[]) with ordinality as s(state, place)
left join (select * from steps, bounds b where steps.at >= b.from_at and steps.at < b.until_at) x on x.to_value = s.state or x.from_value = s.state
group by s.state, s.place order by s.place`;

const STANDING = `
select state, count(*)::int as count, coalesce(sum(expected_revenue), 0)::numeric(18,2)::text as revenue
from crm_interest where not deletion_mark and not state in ('won', 'lost') and ($1::uuid[] is null or responsible_id = any($1::uuid[])) group by state`;

const CLOSED = `
select t.state, case when $5 = 'ru' then r.name_ru else coalesce(r.name_en, r.name_ru) end as reason, t.lost_at_state, grouping(r.id) = 1 as whole, count(*)::int as count, coalesce(sum(t.expected_revenue), 0)::numeric(18,2)::text as revenue
from crm_interest t left join crm_refusal_reason r on r.id = t.refusal_reason_id
where not t.deletion_mark and t.state in ('won', 'lost') and t.closed_at >= ($1::date::timestamp at time zone $3::text) and t.closed_at < (($2::date + 1)::timestamp at time zone $3::text)
  and ($4::uuid[] is null or t.responsible_id = any($4::uuid[]))
group by grouping sets ((t.state), (t.state, r.id, r.name_ru, r.name_en, t.lost_at_state)) order by count desc, reason`;

/** The sales funnel of a period (D-21): what passed through each stage, what became of the deals closed, why and where they were lost. */
export async function salesFunnel(uow: UnitOfWork, period: Period, people: readonly string[] | null, locale: Locale): Promise<Funnel> {
  const states = uow.company.regulation.processes.get(ENTITY)?.regions[REGION]?.states ?? {};
  const open = Object.keys(states).filter((state) => states[state]?.final !== true);
  const order = [...open, 'won', 'lost'];
  const label = (state: string | null): string | null => (state === null || states[state] === undefined ? state : translate(states[state].label, locale));
  const [moves, standing, closed] = await Promise.all([
    uow.query<Moves & Record<string, unknown>>(MOVES, [period.start, period.end, uow.company.timeZone, people, order]),
    uow.query<{ state: string; count: number; revenue: string }>(STANDING, [people]),
    uow.query<{ state: string; reason: string | null; lost_at_state: string | null; whole: boolean; count: number; revenue: string }>(CLOSED, [period.start, period.end, uow.company.timeZone, people, locale]),
  ]);
  const now = new Map(standing.map((one) => [one.state, one]));
  const total = await uow.query<{ revenue: string }>(`select coalesce(sum(x), 0)::numeric(18,2)::text as revenue from unnest($1::numeric[]) x`, [standing.map((one) => one.revenue)]);
  const result = (state: string): { count: number; expected_revenue: string } => {
    const found = closed.find((one) => one.whole && one.state === state);
    return { count: found?.count ?? 0, expected_revenue: found?.revenue ?? '0.00' };
  };
  return {
    period: { start: period.start, end: period.end },
    stages: moves
      .filter((one) => open.includes(one.state))
      .map(({ state, entered, left_forward, lost_here, average_days }) => ({
        state, label: label(state) ?? state, entered, left_forward, lost_here, average_days, in_it_now: now.get(state)?.count ?? 0, expected_revenue: now.get(state)?.revenue ?? '0.00',
      })),
    deals: { won: result('won'), lost: result('lost'), in_progress: { count: standing.reduce((sum, one) => sum + one.count, 0), expected_revenue: total[0]?.revenue ?? '0.00' } },
    reasons: closed
      .filter((one) => !one.whole && one.state === 'lost')
      .map(({ reason, lost_at_state, count, revenue }) => ({ reason, lost_at_state, lost_at: label(lost_at_state), count, expected_revenue: revenue })),
  };
}
