/**
 * The kernel's tables in every company's schema beside those of its entities: history, audit, timers, versions of the regulation, counters.
 * `core_history` and `core_audit` are append-only: a trigger refuses UPDATE and DELETE to everybody, and the run-time role has no right to them.
 */
export const KERNEL_COMPANY_SQL = `
create table core_history (
  id bigint generated always as identity primary key,
  entity text not null,
  item_id uuid not null,
  version int not null,
  step int not null default 0,
  region text not null,
  from_value text,
  to_value text not null,
  transition_code text not null,
  event text not null,
  cause text,
  actor_id uuid,
  on_behalf_of uuid,
  at timestamptz not null,
  is_manual boolean not null default false,
  skipped_states text[],
  comment text,
  data jsonb,
  regulation_hash text,
  trace jsonb,
  previous_hash text not null,
  hash text not null
);
create unique index core_history_item_idx on core_history (entity, item_id, version, step);
create index core_history_at_idx on core_history (at, id);

create table core_history_seal (
  seq bigint primary key,
  history_id bigint not null unique references core_history(id),
  chain_hash text not null
);

create table core_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid,
  on_behalf_of uuid,
  action text not null,
  entity text,
  item_id uuid,
  from_address text,
  before jsonb,
  after jsonb
);
create index core_audit_item_idx on core_audit (entity, item_id, id);

create table core_regulation_version (
  hash text primary key,
  number int not null unique,
  code text not null,
  title jsonb not null,
  document json not null,
  published_at timestamptz not null,
  published_by uuid,
  migration jsonb,
  comment text
);

create table core_timer (
  id uuid primary key default gen_random_uuid(),
  entity text not null,
  item_id uuid not null,
  code text not null,
  entry_version int not null,
  due_at timestamptz not null,
  schedule jsonb not null,
  sequence_no int not null default 1,
  armed_at timestamptz not null,
  fired_at timestamptz,
  cancelled_at timestamptz,
  error text,
  check (fired_at is null or cancelled_at is null)
);
create index core_timer_due_idx on core_timer (due_at) where fired_at is null and cancelled_at is null;
create index core_timer_item_idx on core_timer (entity, item_id) where fired_at is null and cancelled_at is null;
create unique index core_timer_entry_idx on core_timer (entity, item_id, code, entry_version, sequence_no);

create table core_schedule (
  code text primary key,
  next_at timestamptz not null,
  last_at timestamptz
);

create table core_timer_run (
  timer_code text not null,
  scheduled_for timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  created_count int not null default 0,
  error text,
  primary key (timer_code, scheduled_for)
);

create table core_delivery (
  key text primary key,
  effect text not null,
  entity text,
  item_id uuid,
  params jsonb not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  attempts int not null default 0,
  fence int not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  error text,
  result jsonb
);
create index core_delivery_open_idx on core_delivery (created_at) where state <> 'done';

create table core_incident (
  id uuid primary key default gen_random_uuid(),
  version int not null default 1,
  kind text not null,
  entity text,
  item_id uuid,
  delivery_key text,
  timer_id uuid,
  message text not null,
  created_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid
);
create index core_incident_open_idx on core_incident (created_at) where resolved_at is null;

create table core_idempotency (
  user_id uuid not null,
  key text not null,
  request_hash text not null,
  state text not null check (state in ('running', 'done')),
  status int,
  body jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (user_id, key)
);
create index core_idempotency_created_at_idx on core_idempotency (created_at);

create table core_sequence (
  name text not null,
  period text not null,
  last_value bigint not null,
  primary key (name, period)
);

create table core_search (
  entity text not null,
  item_id uuid not null,
  title text not null,
  body text not null,
  fts tsvector not null,
  updated_at timestamptz not null default now(),
  primary key (entity, item_id)
);
create index core_search_fts_idx on core_search using gin (fts);
create index core_search_body_idx on core_search using gin (body gin_trgm_ops);

create trigger core_history_append_only before update or delete on core_history for each row execute function reglament.refuse_change();
create trigger core_audit_append_only before update or delete on core_audit for each row execute function reglament.refuse_change();
create trigger core_history_seal_append_only before update or delete on core_history_seal for each row execute function reglament.refuse_change();
create trigger core_regulation_version_append_only before update or delete on core_regulation_version for each row execute function reglament.refuse_change();
`;
