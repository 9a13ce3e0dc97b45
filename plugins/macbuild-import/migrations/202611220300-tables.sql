create table macbuild_import_macbuild_order (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "macbuild_number" varchar(30) not null,
  "customer_order_id" uuid,
  "file_id" uuid,
  "parsed_at" timestamptz,
  "content_hash" varchar(64),
  "parameters" jsonb,
  "printed_form_id" uuid,
  "supplier_reference" varchar(50),
  "placed_at" timestamptz,
  primary key (id)
);
create unique index macbuild_import_macbuild_order_macbuild_number_key on macbuild_import_macbuild_order ("macbuild_number");
create index macbuild_import_macbuild_order_customer_order_id_idx on macbuild_import_macbuild_order ("customer_order_id");
create index macbuild_import_macbuild_order_parsed_at_id_idx on macbuild_import_macbuild_order ("parsed_at", "id");
create index macbuild_import_macbuild_order_placed_at_idx on macbuild_import_macbuild_order ("placed_at");
create index macbuild_import_macbuild_order_file_id_idx on macbuild_import_macbuild_order ("file_id");
create index macbuild_import_macbuild_order_printed_form_id_idx on macbuild_import_macbuild_order ("printed_form_id");
create index macbuild_import_macbuild_order_created_at_id_idx on macbuild_import_macbuild_order ("created_at", "id");

create table macbuild_import_macbuild_order_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "macbuild_order_id" uuid not null,
  "line_no" integer not null,
  "row" integer not null,
  "macbuild_code" varchar(50),
  "name" varchar(500),
  "quantity" numeric(15,3) not null,
  "price_eur" numeric(15,2),
  "attributes" jsonb,
  "product_id" uuid,
  "is_empty" boolean not null,
  primary key (id),
  constraint macbuild_import_macbuild_order_line_quantity_positive_check check (quantity > 0),
  constraint macbuild_import_macbuild_order_line_price_not_negative_check check (price_eur >= 0)
);
create index macbuild_import_macbuild_order_line_macbuild_order_id_line__idx on macbuild_import_macbuild_order_line ("macbuild_order_id", "line_no");
create index macbuild_import_macbuild_order_line_product_id_idx on macbuild_import_macbuild_order_line ("product_id");
create index macbuild_import_macbuild_order_line_macbuild_code_idx on macbuild_import_macbuild_order_line ("macbuild_code");
create index macbuild_import_macbuild_order_line_macbuild_order_id_idx on macbuild_import_macbuild_order_line ("macbuild_order_id");
create index macbuild_import_macbuild_order_line_created_at_id_idx on macbuild_import_macbuild_order_line ("created_at", "id");

create table macbuild_import_macbuild_import_run (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "macbuild_order_id" uuid,
  "customer_order_id" uuid not null,
  "macbuild_number" varchar(30),
  "file_name" varchar(255),
  "started_at" timestamptz not null,
  "user_id" uuid not null,
  "line_count" integer not null,
  "created_products" integer not null,
  "matched_products" integer not null,
  "empty_lines" integer not null,
  "state" varchar(60) not null check ("state" in ('ok', 'ok_with_empty', 'failed')),
  "error" text,
  primary key (id),
  constraint macbuild_import_macbuild_import_run_counts_not_negative_check check (created_products >= 0 and matched_products >= 0 and empty_lines >= 0 and line_count >= 0)
);
create index macbuild_import_macbuild_import_run_macbuild_order_id_start_idx on macbuild_import_macbuild_import_run ("macbuild_order_id", "started_at");
create index macbuild_import_macbuild_import_run_customer_order_id_start_idx on macbuild_import_macbuild_import_run ("customer_order_id", "started_at");
create index macbuild_import_macbuild_import_run_started_at_id_idx on macbuild_import_macbuild_import_run ("started_at", "id");
create index macbuild_import_macbuild_import_run_state_started_at_idx on macbuild_import_macbuild_import_run ("state", "started_at");
create index macbuild_import_macbuild_import_run_macbuild_order_id_idx on macbuild_import_macbuild_import_run ("macbuild_order_id");
create index macbuild_import_macbuild_import_run_customer_order_id_idx on macbuild_import_macbuild_import_run ("customer_order_id");
create index macbuild_import_macbuild_import_run_user_id_idx on macbuild_import_macbuild_import_run ("user_id");
create index macbuild_import_macbuild_import_run_created_at_id_idx on macbuild_import_macbuild_import_run ("created_at", "id");

alter table macbuild_import_macbuild_order add constraint macbuild_import_macbuild_order_customer_order_id_fkey foreign key ("customer_order_id") references crm_customer_order(id);
alter table macbuild_import_macbuild_order add constraint macbuild_import_macbuild_order_file_id_fkey foreign key ("file_id") references core_attachment(id);
alter table macbuild_import_macbuild_order add constraint macbuild_import_macbuild_order_printed_form_id_fkey foreign key ("printed_form_id") references core_attachment(id);

alter table macbuild_import_macbuild_order_line add constraint macbuild_import_macbuild_order_line_macbuild_order_id_fkey foreign key ("macbuild_order_id") references macbuild_import_macbuild_order(id);
alter table macbuild_import_macbuild_order_line add constraint macbuild_import_macbuild_order_line_product_id_fkey foreign key ("product_id") references crm_product(id);

alter table macbuild_import_macbuild_import_run add constraint macbuild_import_macbuild_import_run_macbuild_order_id_fkey foreign key ("macbuild_order_id") references macbuild_import_macbuild_order(id);
alter table macbuild_import_macbuild_import_run add constraint macbuild_import_macbuild_import_run_customer_order_id_fkey foreign key ("customer_order_id") references crm_customer_order(id);
alter table macbuild_import_macbuild_import_run add constraint macbuild_import_macbuild_import_run_user_id_fkey foreign key ("user_id") references core_user(id);
