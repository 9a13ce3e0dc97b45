create table supply_supplier_order (
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
  "date" timestamptz not null,
  "posting_state" varchar(60) not null check ("posting_state" in ('draft', 'posted', 'cancelled')),
  "author_id" uuid,
  "responsible_id" uuid,
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "supplier_id" uuid not null,
  "customer_order_id" uuid,
  "reference" varchar(50),
  "acknowledgement_number" varchar(50),
  "acknowledgement_date" date,
  "ready_date" date,
  "factory" varchar(100),
  "macbuild_number" varchar(30),
  "state" varchar(60) not null,
  "warehouse_id" uuid not null,
  "currency_id" uuid not null,
  "total" numeric(15,2) not null,
  "proposed_promise" date,
  "regulation_hash" text,
  primary key (id),
  constraint supply_supplier_order_total_not_negative_check check (total >= 0)
);
create index supply_supplier_order_state_ready_date_idx on supply_supplier_order ("state", "ready_date");
create index supply_supplier_order_factory_idx on supply_supplier_order ("factory");
create index supply_supplier_order_reference_idx on supply_supplier_order ("reference");
create index supply_supplier_order_macbuild_number_idx on supply_supplier_order ("macbuild_number");
create index supply_supplier_order_date_id_idx on supply_supplier_order ("date", "id");
create index supply_supplier_order_author_id_idx on supply_supplier_order ("author_id");
create index supply_supplier_order_responsible_id_idx on supply_supplier_order ("responsible_id");
create index supply_supplier_order_supplier_id_idx on supply_supplier_order ("supplier_id");
create index supply_supplier_order_customer_order_id_idx on supply_supplier_order ("customer_order_id");
create index supply_supplier_order_warehouse_id_idx on supply_supplier_order ("warehouse_id");
create index supply_supplier_order_currency_id_idx on supply_supplier_order ("currency_id");
create index supply_supplier_order_created_at_id_idx on supply_supplier_order ("created_at", "id");

create table supply_supplier_order_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "supplier_order_id" uuid not null,
  "line_no" integer not null,
  "customer_order_line_id" uuid,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "price" numeric(15,2),
  "load_volume" numeric(9,3),
  "gross_weight_kg" numeric(12,3),
  "floor_metres" numeric(9,3),
  "loaded_qty" numeric(15,3) not null,
  "received_qty" numeric(15,3) not null,
  primary key (id),
  constraint supply_supplier_order_line_quantity_positive_check check (quantity > 0),
  constraint supply_supplier_order_line_loaded_within_quantity_check check (loaded_qty >= 0 and loaded_qty <= quantity),
  constraint supply_supplier_order_line_received_not_negative_check check (received_qty >= 0),
  constraint supply_supplier_order_line_sizes_not_negative_check check (load_volume >= 0 and gross_weight_kg >= 0 and floor_metres >= 0)
);
create index supply_supplier_order_line_supplier_order_id_line_no_idx on supply_supplier_order_line ("supplier_order_id", "line_no");
create index supply_supplier_order_line_product_id_idx on supply_supplier_order_line ("product_id");
create index supply_supplier_order_line_supplier_order_id_idx on supply_supplier_order_line ("supplier_order_id");
create index supply_supplier_order_line_customer_order_line_id_idx on supply_supplier_order_line ("customer_order_line_id");
create index supply_supplier_order_line_created_at_id_idx on supply_supplier_order_line ("created_at", "id");

create table supply_incoming_allocation (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "customer_order_line_id" uuid not null,
  "supplier_order_line_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "received_qty" numeric(15,3) not null,
  "released_at" timestamptz,
  primary key (id),
  constraint supply_incoming_allocation_quantity_positive_check check (quantity > 0),
  constraint supply_incoming_allocation_received_within_quantity_check check (received_qty >= 0 and received_qty <= quantity)
);
create index supply_incoming_allocation_customer_order_line_id_idx on supply_incoming_allocation ("customer_order_line_id");
create index supply_incoming_allocation_supplier_order_line_id_idx on supply_incoming_allocation ("supplier_order_line_id");
create index supply_incoming_allocation_created_at_id_idx on supply_incoming_allocation ("created_at", "id");

create table supply_truck (
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
  "date" timestamptz not null,
  "posting_state" varchar(60) not null check ("posting_state" in ('draft', 'posted', 'cancelled')),
  "author_id" uuid,
  "responsible_id" uuid,
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "plate_number" varchar(20),
  "loading_date" date,
  "packing_cost" numeric(15,2),
  "freight_cost" numeric(15,2),
  "cost_currency_id" uuid not null,
  "status" varchar(60) not null,
  "factory" varchar(100),
  "carrier_id" uuid,
  "capacity" numeric(9,3),
  "max_weight_kg" numeric(12,3),
  "floor_metres" numeric(9,3),
  "load_total" numeric(12,3) not null,
  "load_weight_kg" numeric(12,3) not null,
  "load_floor" numeric(12,3) not null,
  "fill_pct" numeric(9,2) not null,
  "packing_gross_weight" numeric(12,3),
  "packing_net_weight" numeric(12,3),
  "packing_packages" integer,
  "plan_sent_at" timestamptz,
  "invoices_sent_at" timestamptz,
  "customs_docs_sent_at" timestamptz,
  "arrived_at" timestamptz,
  "warehouse_id" uuid not null,
  "regulation_hash" text,
  primary key (id),
  constraint supply_truck_costs_not_negative_check check (packing_cost >= 0 and freight_cost >= 0),
  constraint supply_truck_limits_positive_check check (capacity > 0 and max_weight_kg > 0 and floor_metres > 0),
  constraint supply_truck_net_within_gross_check check (packing_net_weight <= packing_gross_weight)
);
create index supply_truck_status_loading_date_idx on supply_truck ("status", "loading_date");
create index supply_truck_date_id_idx on supply_truck ("date", "id");
create index supply_truck_plate_number_idx on supply_truck ("plate_number");
create index supply_truck_author_id_idx on supply_truck ("author_id");
create index supply_truck_responsible_id_idx on supply_truck ("responsible_id");
create index supply_truck_cost_currency_id_idx on supply_truck ("cost_currency_id");
create index supply_truck_carrier_id_idx on supply_truck ("carrier_id");
create index supply_truck_warehouse_id_idx on supply_truck ("warehouse_id");
create index supply_truck_created_at_id_idx on supply_truck ("created_at", "id");

create table supply_truck_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "truck_id" uuid not null,
  "line_no" integer not null,
  "supplier_order_line_id" uuid not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "received_qty" numeric(15,3) not null,
  primary key (id),
  constraint supply_truck_line_quantity_positive_check check (quantity > 0),
  constraint supply_truck_line_received_not_negative_check check (received_qty >= 0)
);
create index supply_truck_line_truck_id_line_no_idx on supply_truck_line ("truck_id", "line_no");
create index supply_truck_line_truck_id_idx on supply_truck_line ("truck_id");
create index supply_truck_line_supplier_order_line_id_idx on supply_truck_line ("supplier_order_line_id");
create index supply_truck_line_product_id_idx on supply_truck_line ("product_id");
create index supply_truck_line_created_at_id_idx on supply_truck_line ("created_at", "id");

create table supply_truck_invoice (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "truck_id" uuid not null,
  "invoice_number" varchar(50) not null,
  "invoice_date" date not null,
  "resa" varchar(60) not null check ("resa" in ('exw', 'fca', 'fob', 'cfr', 'cif', 'cpt', 'cip', 'dap', 'dpu', 'ddp')),
  "gross_weight" numeric(12,3) not null,
  "net_weight" numeric(12,3) not null,
  "packages_count" integer not null,
  "currency_id" uuid not null,
  "total" numeric(15,2) not null,
  primary key (id),
  constraint supply_truck_invoice_weights_fit_check check (net_weight >= 0 and net_weight <= gross_weight),
  constraint supply_truck_invoice_packages_not_negative_check check (packages_count >= 0),
  constraint supply_truck_invoice_total_not_negative_check check (total >= 0)
);
create unique index supply_truck_invoice_truck_id_invoice_number_key on supply_truck_invoice ("truck_id", "invoice_number");
create index supply_truck_invoice_truck_id_idx on supply_truck_invoice ("truck_id");
create index supply_truck_invoice_currency_id_idx on supply_truck_invoice ("currency_id");
create index supply_truck_invoice_created_at_id_idx on supply_truck_invoice ("created_at", "id");

create table supply_truck_invoice_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "truck_invoice_id" uuid not null,
  "line_no" integer not null,
  "truck_line_ids" uuid[] not null,
  "hs_code" varchar(10),
  "article" varchar(50),
  "full_name" varchar(500) not null,
  "description" varchar(1000),
  "serial_number" varchar(100),
  "price" numeric(15,2) not null,
  "price_parts" jsonb,
  "quantity" numeric(15,3) not null,
  "total" numeric(15,2) not null,
  primary key (id),
  constraint supply_truck_invoice_line_quantity_positive_check check (quantity > 0),
  constraint supply_truck_invoice_line_price_not_negative_check check (price >= 0)
);
create index supply_truck_invoice_line_truck_invoice_id_line_no_idx on supply_truck_invoice_line ("truck_invoice_id", "line_no");
create index supply_truck_invoice_line_truck_invoice_id_idx on supply_truck_invoice_line ("truck_invoice_id");
create index supply_truck_invoice_line_created_at_id_idx on supply_truck_invoice_line ("created_at", "id");

create table supply_conformity_document (
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
  "kind" varchar(60) not null check ("kind" in ('declaration', 'certificate')),
  "number" varchar(60) not null,
  "valid_from" date,
  "valid_to" date,
  "product_group_ids" uuid[],
  "file_id" uuid,
  primary key (id),
  constraint supply_conformity_document_period_forward_check check (valid_from <= valid_to)
);
create unique index supply_conformity_document_code_key on supply_conformity_document ("code");
create unique index supply_conformity_document_kind_number_key on supply_conformity_document ("kind", "number");
create index supply_conformity_document_valid_to_idx on supply_conformity_document ("valid_to");
create index supply_conformity_document_file_id_idx on supply_conformity_document ("file_id");
create index supply_conformity_document_created_at_id_idx on supply_conformity_document ("created_at", "id");

create table supply_customs_breakdown (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "truck_id" uuid not null,
  "zone" varchar(60) not null check ("zone" in ('by', 'ru')),
  "sent_at" timestamptz,
  "supplier_contract" varchar(150),
  "supplementary_agreement_number" varchar(50),
  "supplementary_agreement_id" uuid,
  primary key (id)
);
create unique index supply_customs_breakdown_truck_id_zone_key on supply_customs_breakdown ("truck_id", "zone");
create index supply_customs_breakdown_truck_id_idx on supply_customs_breakdown ("truck_id");
create index supply_customs_breakdown_supplementary_agreement_id_idx on supply_customs_breakdown ("supplementary_agreement_id");
create index supply_customs_breakdown_created_at_id_idx on supply_customs_breakdown ("created_at", "id");

create table supply_customs_breakdown_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "breakdown_id" uuid not null,
  "line_no" integer not null,
  "truck_invoice_line_id" uuid not null,
  "description" varchar(1000) not null,
  "gross_weight" numeric(12,3) not null,
  "net_weight" numeric(12,3) not null,
  "packages_count" integer not null,
  "conformity_required" boolean not null,
  "conformity_document_id" uuid,
  "technical_description" text,
  "equipment_sheet_id" uuid,
  primary key (id),
  constraint supply_customs_breakdown_line_weights_fit_check check (net_weight >= 0 and net_weight <= gross_weight),
  constraint supply_customs_breakdown_line_packages_not_negative_check check (packages_count >= 0)
);
create index supply_customs_breakdown_line_breakdown_id_line_no_idx on supply_customs_breakdown_line ("breakdown_id", "line_no");
create index supply_customs_breakdown_line_breakdown_id_idx on supply_customs_breakdown_line ("breakdown_id");
create index supply_customs_breakdown_line_truck_invoice_line_id_idx on supply_customs_breakdown_line ("truck_invoice_line_id");
create index supply_customs_breakdown_line_conformity_document_id_idx on supply_customs_breakdown_line ("conformity_document_id");
create index supply_customs_breakdown_line_equipment_sheet_id_idx on supply_customs_breakdown_line ("equipment_sheet_id");
create index supply_customs_breakdown_line_created_at_id_idx on supply_customs_breakdown_line ("created_at", "id");

create table supply_orders_register_row (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "year" integer not null,
  "reference" varchar(50) not null,
  "order_number" varchar(20) not null,
  "customer_order_id" uuid,
  primary key (id)
);
create unique index supply_orders_register_row_year_reference_order_number_key on supply_orders_register_row ("year", "reference", "order_number");
create index supply_orders_register_row_customer_order_id_idx on supply_orders_register_row ("customer_order_id");
create index supply_orders_register_row_created_at_id_idx on supply_orders_register_row ("created_at", "id");

create table supply_truck_register_row (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "supplier_order_id" uuid not null,
  "bill_and_content" varchar(1000),
  "client_name" varchar(250),
  "size" numeric(9,3),
  "planned_truck_id" uuid,
  "planned_load_date" date,
  primary key (id),
  constraint supply_truck_register_row_size_not_negative_check check (size >= 0)
);
create unique index supply_truck_register_row_supplier_order_id_key on supply_truck_register_row ("supplier_order_id");
create index supply_truck_register_row_planned_load_date_idx on supply_truck_register_row ("planned_load_date");
create index supply_truck_register_row_supplier_order_id_idx on supply_truck_register_row ("supplier_order_id");
create index supply_truck_register_row_planned_truck_id_idx on supply_truck_register_row ("planned_truck_id");
create index supply_truck_register_row_created_at_id_idx on supply_truck_register_row ("created_at", "id");

alter table supply_supplier_order add constraint supply_supplier_order_author_id_fkey foreign key ("author_id") references core_user(id);
alter table supply_supplier_order add constraint supply_supplier_order_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table supply_supplier_order add constraint supply_supplier_order_supplier_id_fkey foreign key ("supplier_id") references crm_partner(id);
alter table supply_supplier_order add constraint supply_supplier_order_customer_order_id_fkey foreign key ("customer_order_id") references crm_customer_order(id);
alter table supply_supplier_order add constraint supply_supplier_order_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table supply_supplier_order add constraint supply_supplier_order_currency_id_fkey foreign key ("currency_id") references crm_currency(id);

alter table supply_supplier_order_line add constraint supply_supplier_order_line_supplier_order_id_fkey foreign key ("supplier_order_id") references supply_supplier_order(id);
alter table supply_supplier_order_line add constraint supply_supplier_order_line_customer_order_line_id_fkey foreign key ("customer_order_line_id") references crm_customer_order_line(id);
alter table supply_supplier_order_line add constraint supply_supplier_order_line_product_id_fkey foreign key ("product_id") references crm_product(id);

alter table supply_incoming_allocation add constraint supply_incoming_allocation_customer_order_line_id_fkey foreign key ("customer_order_line_id") references crm_customer_order_line(id);
alter table supply_incoming_allocation add constraint supply_incoming_allocation_supplier_order_line_id_fkey foreign key ("supplier_order_line_id") references supply_supplier_order_line(id);

alter table supply_truck add constraint supply_truck_author_id_fkey foreign key ("author_id") references core_user(id);
alter table supply_truck add constraint supply_truck_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table supply_truck add constraint supply_truck_cost_currency_id_fkey foreign key ("cost_currency_id") references crm_currency(id);
alter table supply_truck add constraint supply_truck_carrier_id_fkey foreign key ("carrier_id") references crm_partner(id);
alter table supply_truck add constraint supply_truck_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);

alter table supply_truck_line add constraint supply_truck_line_truck_id_fkey foreign key ("truck_id") references supply_truck(id);
alter table supply_truck_line add constraint supply_truck_line_supplier_order_line_id_fkey foreign key ("supplier_order_line_id") references supply_supplier_order_line(id);
alter table supply_truck_line add constraint supply_truck_line_product_id_fkey foreign key ("product_id") references crm_product(id);

alter table supply_truck_invoice add constraint supply_truck_invoice_truck_id_fkey foreign key ("truck_id") references supply_truck(id);
alter table supply_truck_invoice add constraint supply_truck_invoice_currency_id_fkey foreign key ("currency_id") references crm_currency(id);

alter table supply_truck_invoice_line add constraint supply_truck_invoice_line_truck_invoice_id_fkey foreign key ("truck_invoice_id") references supply_truck_invoice(id);

alter table supply_conformity_document add constraint supply_conformity_document_file_id_fkey foreign key ("file_id") references core_attachment(id);

alter table supply_customs_breakdown add constraint supply_customs_breakdown_truck_id_fkey foreign key ("truck_id") references supply_truck(id);
alter table supply_customs_breakdown add constraint supply_customs_breakdown_supplementary_agreement_id_fkey foreign key ("supplementary_agreement_id") references core_attachment(id);

alter table supply_customs_breakdown_line add constraint supply_customs_breakdown_line_breakdown_id_fkey foreign key ("breakdown_id") references supply_customs_breakdown(id);
alter table supply_customs_breakdown_line add constraint supply_customs_breakdown_line_truck_invoice_line_id_fkey foreign key ("truck_invoice_line_id") references supply_truck_invoice_line(id);
alter table supply_customs_breakdown_line add constraint supply_customs_breakdown_line_conformity_document_id_fkey foreign key ("conformity_document_id") references supply_conformity_document(id);
alter table supply_customs_breakdown_line add constraint supply_customs_breakdown_line_equipment_sheet_id_fkey foreign key ("equipment_sheet_id") references core_attachment(id);

alter table supply_orders_register_row add constraint supply_orders_register_row_customer_order_id_fkey foreign key ("customer_order_id") references crm_customer_order(id);

alter table supply_truck_register_row add constraint supply_truck_register_row_supplier_order_id_fkey foreign key ("supplier_order_id") references supply_supplier_order(id);
alter table supply_truck_register_row add constraint supply_truck_register_row_planned_truck_id_fkey foreign key ("planned_truck_id") references supply_truck(id);
