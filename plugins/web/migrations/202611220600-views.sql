create table web_view (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "entity_code" varchar(60) not null,
  "name" varchar(100) not null,
  "owner_id" uuid not null,
  "is_shared" boolean not null,
  "is_pinned" boolean not null,
  "is_default" boolean not null,
  "settings" jsonb not null,
  primary key (id)
);
create index web_view_entity_code_owner_id_idx on web_view ("entity_code", "owner_id");
create index web_view_owner_id_idx on web_view ("owner_id");
create index web_view_created_at_id_idx on web_view ("created_at", "id");

alter table web_view add constraint web_view_owner_id_fkey foreign key ("owner_id") references core_user(id);
