/**
 * What the installation's schema needs beside graphile-worker's own tables; run by the owner each time it installs, so each statement may be
 * repeated. These functions run with the owner's rights, because a company's role cannot see the queue. Each looks at the role that the
 * transaction was given (`SET LOCAL ROLE` stays visible inside a function of another owner) and serves that role's own company alone.
 * `run_at` is counted from the server's real clock: a company's clock may be moved, pauses between tries may not.
 */
export const JOBS_CONTROL_SQL = `
create or replace function reglament.is_role_of(company text) returns boolean language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from reglament.company c
    where c.id = is_role_of.company and current_setting('role') in (c.role_name, c.engine_role_name)
  )
$$;

create or replace function reglament.enqueue(company text, jobs jsonb) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  specs graphile_worker.job_spec[];
begin
  if not reglament.is_role_of(company) then
    raise exception 'role % may not add jobs for company %', current_setting('role'), company using errcode = '42501';
  end if;
  select array_agg(row(
      'reglament.delivery',
      json_build_object('company', enqueue.company, 'key', job ->> 'key', 'lane', job ->> 'lane'),
      null,
      clock_timestamp() + coalesce((job ->> 'in_ms')::numeric, 0) * interval '1 millisecond',
      30000::smallint,
      enqueue.company || ':' || (job ->> 'key'),
      0::smallint,
      null
    )::graphile_worker.job_spec order by n)
    into specs
    from jsonb_array_elements(jobs) with ordinality as listed(job, n);
  if specs is null then
    return 0;
  end if;
  perform graphile_worker.add_jobs(specs);
  return array_length(specs, 1);
end
$$;

create or replace function reglament.holds_job(company text, job bigint, worker text) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  return reglament.is_role_of(company) and exists (
    select from graphile_worker._private_jobs j
    where j.id = holds_job.job and j.locked_by = holds_job.worker and j.payload ->> 'company' = holds_job.company
  );
end
$$;

create or replace function reglament.keys_without_job(company text, keys text[]) returns setof text language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not reglament.is_role_of(company) then
    raise exception 'role % may not ask about jobs of company %', current_setting('role'), company using errcode = '42501';
  end if;
  return query
    select wanted from unnest(keys) as wanted
    where not exists (select from graphile_worker._private_jobs j where j.key = keys_without_job.company || ':' || wanted);
end
$$;
`;

/**
 * Columns of the kernel's tables in each company's schema that jobs and timers use. `seq` is the order of deliveries in a lane; `is_waiting`
 * marks one whose job has ended because an earlier one of its lane stands in the way. `finished_at` stays empty while a delivery holds its lane.
 * `next_try_at` is the server's real time before which a timer or a schedule that failed is left alone.
 */
export const JOBS_COMPANY_SQL = `
alter table core_delivery
  add column seq bigint generated always as identity,
  add column lane text,
  add column is_waiting boolean not null default false;
create index core_delivery_lane_idx on core_delivery (lane, seq) where finished_at is null and lane is not null;
alter table core_timer
  add column attempts int not null default 0,
  add column next_try_at timestamptz;
alter table core_schedule
  add column attempts int not null default 0,
  add column next_try_at timestamptz;
alter table core_incident
  add column schedule_code text;
`;
