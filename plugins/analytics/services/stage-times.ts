import { NotFoundError, translate } from '../../../core/index.ts';
import type { Locale, Period, UnitOfWork } from '../../../core/index.ts';
import { analyticsErrors } from '../errors.ts';

/** How long items stay in one state: stays that ended in the period, and the ages of those standing in it now. Days, decimal text of two places. */
export interface StageTime {
  readonly region: string;
  readonly state: string;
  readonly label: string;
  readonly left: number;
  readonly average_days: string | null;
  readonly longest_days: string | null;
  readonly standing: number;
  readonly average_age_days: string | null;
  readonly oldest_age_days: string | null;
}

/**
 * Times of every stage of an entity with a process. `people`: whose items count, by the entity's owner (null: all).
 * @throws NotFoundError analytics.no_stages
 */
export async function stageTimes(uow: UnitOfWork, entity: string, period: Period, people: readonly string[] | null, locale: Locale): Promise<StageTime[]> {
  const definition = uow.company.plugins.entity(entity)?.definition;
  const process = uow.company.regulation.processes.get(entity);
  if (definition === undefined || process === undefined) throw new NotFoundError('analytics.no_stages', analyticsErrors['analytics.no_stages'], { params: { entity } });
  const table = `"${entity.replace(/[.-]/g, '_')}"`;
  const mine = definition.owner === undefined ? '($5::uuid[] is null)' : `($5::uuid[] is null or t."${definition.owner}" = any($5::uuid[]))`;
  const rows = await uow.query<Omit<StageTime, 'label'> & Record<string, unknown>>(
    `with bounds as (select ($1::date::timestamp at time zone $3::text) as from_at, (($2::date + 1)::timestamp at time zone $3::text) as until_at),
     concerned as (
       select distinct h.item_id from core_history h, bounds b where h.entity = $4 and h.at >= b.from_at and h.at < b.until_at
       union select t.id from ${table} t where not t.deletion_mark and (${Object.values(process.regions).map((region) => `not t."${region.field}" = any($6::text[])`).join(' or ')})),
     steps as (
       select h.region, h.to_value as state, h.at as since, lead(h.at) over (partition by h.item_id, h.region order by h.version, h.step) as until
       from core_history h join concerned c on c.item_id = h.item_id join ${table} t on t.id = h.item_id
       where h.entity = $4 and h.from_value is distinct from h.to_value and not t.deletion_mark and ${mine})
     select region, state, count(*) filter (where ended)::int as left,
       round(avg(days) filter (where ended), 2)::text as average_days, round(max(days) filter (where ended), 2)::text as longest_days,
       count(*) filter (where until is null)::int as standing,
       round(avg(age) filter (where until is null), 2)::text as average_age_days, round(max(age) filter (where until is null), 2)::text as oldest_age_days
     from (select s.*, s.until >= b.from_at and s.until < b.until_at as ended, extract(epoch from (s.until - s.since)) / 86400 as days, extract(epoch from ($7::timestamptz - s.since)) / 86400 as age from steps s, bounds b) x
     group by region, state`,
    [period.start, period.end, uow.company.timeZone, entity, people, finals(process.regions), uow.now],
  );
  return Object.entries(process.regions).flatMap(([region, spec]) =>
    Object.entries(spec.states).map(([state, one]) => {
      const found = rows.find((row) => row.region === region && row.state === state);
      const nothing = { left: 0, average_days: null, longest_days: null, standing: 0, average_age_days: null, oldest_age_days: null };
      const final = one.final === true ? { standing: 0, average_age_days: null, oldest_age_days: null } : {};
      return { ...nothing, ...found, ...final, region, state, label: translate(one.label, locale) };
    }),
  );
}

function finals(regions: Readonly<Record<string, { readonly states: Readonly<Record<string, { readonly final?: boolean }>> }>>): string[] {
  return Object.values(regions).flatMap((region) => Object.entries(region.states).filter(([, one]) => one.final === true).map(([state]) => state));
}
