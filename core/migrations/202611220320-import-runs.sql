create table core_import_run (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "importer" varchar(100) not null,
  "file_name" varchar(255) not null,
  "state" varchar(60) not null check ("state" in ('running', 'done', 'refused', 'failed')),
  "dry_run" boolean not null,
  "user_id" uuid not null,
  "started_at" timestamptz not null,
  "finished_at" timestamptz,
  "done" integer not null,
  "total" integer not null,
  "counts" jsonb,
  "problems" jsonb,
  "problem_count" integer not null,
  "error" text,
  primary key (id),
  constraint core_import_run_progress_within_total_check check (done >= 0 and total >= 0)
);
create index core_import_run_started_at_id_idx on core_import_run ("started_at", "id");
create index core_import_run_importer_started_at_idx on core_import_run ("importer", "started_at");
create index core_import_run_user_id_idx on core_import_run ("user_id");
create index core_import_run_created_at_id_idx on core_import_run ("created_at", "id");

alter table core_import_run add constraint core_import_run_user_id_fkey foreign key ("user_id") references core_user(id);
