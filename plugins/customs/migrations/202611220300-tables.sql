-- Import customs declarations.
create table customs_customs_declaration (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "number" varchar(20),
  "posting_state" varchar(60) not null,
  "author_id" uuid,
  "responsible_id" uuid,
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "date" date,
  "receipt_id" uuid not null,
  "organization_id" uuid not null,
  "declaration_number" varchar(30),
  "customs_fee" numeric(15,2),
  "duty_total" numeric(15,2),
  "customs_value" numeric(15,2),
  "duty_rate" numeric(7,4),
  "vat_total" numeric(15,2),
  "difference_confirmed" boolean not null,
  "regulation_hash" text,
  primary key (id),
  constraint customs_customs_declaration_sums_not_negative_check check (customs_fee >= 0 and duty_total >= 0 and customs_value >= 0 and duty_rate >= 0 and vat_total >= 0)
);
create index customs_customs_declaration_organization_id_date_idx on customs_customs_declaration ("organization_id", "date");
create index customs_customs_declaration_declaration_number_idx on customs_customs_declaration ("declaration_number");
create index customs_customs_declaration_author_id_idx on customs_customs_declaration ("author_id");
create index customs_customs_declaration_responsible_id_idx on customs_customs_declaration ("responsible_id");
create index customs_customs_declaration_receipt_id_idx on customs_customs_declaration ("receipt_id");
create index customs_customs_declaration_organization_id_idx on customs_customs_declaration ("organization_id");
create index customs_customs_declaration_created_at_id_idx on customs_customs_declaration ("created_at", "id");

create table customs_customs_declaration_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "declaration_id" uuid not null,
  "line_no" integer not null,
  "receipt_line_id" uuid not null,
  "customs_value" numeric(15,2) not null,
  "duty_amount" numeric(15,2) not null,
  primary key (id),
  constraint customs_customs_declaration_line_sums_not_negative_check check (customs_value >= 0 and duty_amount >= 0)
);
create index customs_customs_declaration_line_declaration_id_idx on customs_customs_declaration_line ("declaration_id");
create index customs_customs_declaration_line_receipt_line_id_idx on customs_customs_declaration_line ("receipt_line_id");
create index customs_customs_declaration_line_created_at_id_idx on customs_customs_declaration_line ("created_at", "id");

alter table customs_customs_declaration add constraint customs_customs_declaration_author_id_fkey foreign key ("author_id") references core_user(id);
alter table customs_customs_declaration add constraint customs_customs_declaration_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table customs_customs_declaration add constraint customs_customs_declaration_receipt_id_fkey foreign key ("receipt_id") references warehouse_goods_receipt(id);
alter table customs_customs_declaration add constraint customs_customs_declaration_organization_id_fkey foreign key ("organization_id") references crm_organization(id);

alter table customs_customs_declaration_line add constraint customs_customs_declaration_line_declaration_id_fkey foreign key ("declaration_id") references customs_customs_declaration(id);
alter table customs_customs_declaration_line add constraint customs_customs_declaration_line_receipt_line_id_fkey foreign key ("receipt_line_id") references warehouse_goods_receipt_line(id);

-- One living declaration for each receipt.
create unique index customs_customs_declaration_receipt_live_idx on customs_customs_declaration (receipt_id) where posting_state <> 'cancelled';
