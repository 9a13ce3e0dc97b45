/**
 * Statements that make the installation's own schema, in order. Each runs once per database, under the owner's role; a shared one is never edited.
 * `reglament` holds what belongs to no company: the registry, credentials, sessions, tokens. Its functions run with the caller's rights unless
 * they say otherwise.
 */
export const CONTROL_MIGRATIONS: readonly { readonly id: string; readonly sql: string }[] = [
  {
    id: '202611220001-control-schema',
    sql: `
create table reglament.setting (key text primary key, value jsonb not null);

create table reglament.company (
  id text primary key check (id ~ '^[a-z][a-z0-9_]{1,30}$'),
  schema_name text not null unique,
  role_name text not null,
  engine_role_name text not null,
  title jsonb not null,
  time_zone text not null default 'Europe/Moscow',
  regulation_folder text not null,
  active_hash text,
  status text not null default 'active' check (status in ('active', 'read_only', 'silent')),
  clock_at timestamptz,
  created_at timestamptz not null default now()
);

create table reglament.migration (
  scope text not null,
  plugin text not null,
  id text not null,
  sha256 text not null,
  applied_at timestamptz not null default clock_timestamp(),
  primary key (scope, plugin, id)
);

create table reglament.credential (
  user_id uuid primary key,
  company_id text not null references reglament.company(id) on delete cascade,
  login text not null,
  password_hash text not null,
  is_active boolean not null default true,
  rights_changed_at timestamptz not null default now(),
  totp_secret text,
  created_at timestamptz not null default now()
);
create unique index credential_login_idx on reglament.credential (lower(login));

create table reglament.session (
  token_hash bytea primary key,
  user_id uuid not null references reglament.credential(user_id) on delete cascade,
  company_id text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text
);
create index session_user_id_idx on reglament.session (user_id);

create table reglament.api_token (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  user_id uuid not null references reglament.credential(user_id) on delete cascade,
  company_id text not null,
  name text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

create table reglament.login_attempt (
  key text primary key,
  failures int not null,
  window_started_at timestamptz not null
);

create table reglament.worker_heartbeat (
  worker_id text primary key,
  seen_at timestamptz not null default clock_timestamp()
);

create function reglament.now_of(company text) returns timestamptz language sql stable as $$
  select coalesce((select c.clock_at from reglament.company c where c.id = now_of.company), clock_timestamp())
$$;

create function reglament.guard_state() returns trigger language plpgsql as $$
declare
  engine text := tg_argv[0];
  was jsonb;
  becomes jsonb := to_jsonb(new);
  column_name text;
begin
  if current_user = engine then
    return new;
  end if;
  if tg_op = 'INSERT' then
    raise exception 'a row of % is made by the process engine only', tg_table_name using errcode = 'RG001';
  end if;
  was := to_jsonb(old);
  foreach column_name in array tg_argv[1:] loop
    if was -> column_name is distinct from becomes -> column_name then
      raise exception 'column % of % is written by the process engine only', column_name, tg_table_name using errcode = 'RG001';
    end if;
  end loop;
  return new;
end
$$;

create function reglament.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'RG002';
end
$$;
`,
  },
  {
    id: '202611220170-guarded-rows-stay',
    sql: `
create or replace function reglament.guard_state() returns trigger language plpgsql as $$
declare
  engine text := tg_argv[0];
  was jsonb;
  becomes jsonb;
  column_name text;
begin
  if current_user = engine then
    return coalesce(new, old);
  end if;
  if tg_op = 'INSERT' then
    raise exception 'a row of % is made by the process engine only', tg_table_name using errcode = 'RG001';
  end if;
  if tg_op = 'DELETE' then
    raise exception 'a row of % has a history and stays', tg_table_name using errcode = 'RG001';
  end if;
  was := to_jsonb(old);
  becomes := to_jsonb(new);
  foreach column_name in array tg_argv[1:] loop
    if was -> column_name is distinct from becomes -> column_name then
      raise exception 'column % of % is written by the process engine only', column_name, tg_table_name using errcode = 'RG001';
    end if;
  end loop;
  return new;
end
$$;
`,
  },
];
