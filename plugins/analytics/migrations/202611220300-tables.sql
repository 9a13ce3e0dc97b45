create table analytics_kpi_value (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "kpi_id" varchar(120) not null,
  "kpi_code" varchar(120) not null,
  "period" varchar(60) not null check ("period" in ('day', 'week', 'month', 'quarter', 'year')),
  "period_start" date not null,
  "person_id" uuid,
  "numerator" numeric(15,2),
  "denominator" numeric(15,2),
  "value" numeric(15,2),
  "target" numeric(15,2),
  "computed_at" timestamptz not null,
  "breach_task_id" uuid,
  primary key (id)
);
create index analytics_kpi_value_kpi_id_period_period_start_idx on analytics_kpi_value ("kpi_id", "period", "period_start");
create index analytics_kpi_value_person_id_idx on analytics_kpi_value ("person_id");
create index analytics_kpi_value_breach_task_id_idx on analytics_kpi_value ("breach_task_id");
create index analytics_kpi_value_created_at_id_idx on analytics_kpi_value ("created_at", "id");
create table analytics_saved_report (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "code" varchar(60),
  "is_active" boolean not null,
  "comment" text,
  "name" varchar(150) not null,
  "entity_code" varchar(60) not null,
  "columns" jsonb not null,
  "filters" jsonb,
  "grouping" jsonb,
  "owner_id" uuid not null,
  "shared_with" text[],
  primary key (id)
);
create index analytics_saved_report_owner_id_idx on analytics_saved_report ("owner_id");
create index analytics_saved_report_created_at_id_idx on analytics_saved_report ("created_at", "id");
alter table analytics_kpi_value add constraint analytics_kpi_value_person_id_fkey foreign key ("person_id") references core_user(id);
alter table analytics_kpi_value add constraint analytics_kpi_value_breach_task_id_fkey foreign key ("breach_task_id") references core_task(id);
alter table analytics_saved_report add constraint analytics_saved_report_owner_id_fkey foreign key ("owner_id") references core_user(id);
create unique index analytics_kpi_value_key on analytics_kpi_value (kpi_id, period, period_start, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid));
