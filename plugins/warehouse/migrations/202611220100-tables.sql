create table warehouse_warehouse (
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
  "address" varchar(500),
  "working_hours" varchar(150),
  "head_id" uuid,
  primary key (id)
);
create index warehouse_warehouse_head_id_idx on warehouse_warehouse ("head_id");
create index warehouse_warehouse_created_at_id_idx on warehouse_warehouse ("created_at", "id");

create table warehouse_stock_balance (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "warehouse_id" uuid not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "reserved" numeric(15,3) not null,
  "free" numeric(15,3) not null,
  primary key (id),
  constraint warehouse_stock_balance_quantity_not_negative_check check (quantity >= 0),
  constraint warehouse_stock_balance_reserved_not_negative_check check (reserved >= 0),
  constraint warehouse_stock_balance_reserved_within_quantity_check check (reserved <= quantity),
  constraint warehouse_stock_balance_free_is_the_rest_check check (free = quantity - reserved)
);
create unique index warehouse_stock_balance_warehouse_id_product_id_key on warehouse_stock_balance ("warehouse_id", "product_id");
create index warehouse_stock_balance_warehouse_id_idx on warehouse_stock_balance ("warehouse_id");
create index warehouse_stock_balance_product_id_idx on warehouse_stock_balance ("product_id");
create index warehouse_stock_balance_created_at_id_idx on warehouse_stock_balance ("created_at", "id");

create table warehouse_stock_movement (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "warehouse_id" uuid not null,
  "product_id" uuid not null,
  "date" timestamptz not null,
  "quantity" numeric(15,3) not null,
  "kind" varchar(60) not null check ("kind" in ('opening', 'receipt', 'shipment', 'shipment_reversal', 'adjustment')),
  "document_entity" varchar(60),
  "document_id" uuid,
  "order_line_id" uuid,
  primary key (id),
  constraint warehouse_stock_movement_sign_follows_kind_check check (case when kind in ('opening', 'receipt', 'shipment_reversal') then quantity > 0 when kind = 'shipment' then quantity < 0 else quantity <> 0 end),
  constraint warehouse_stock_movement_document_known_check check (kind in ('opening', 'adjustment') or (document_entity is not null and document_id is not null))
);
create index warehouse_stock_movement_warehouse_id_product_id_date_idx on warehouse_stock_movement ("warehouse_id", "product_id", "date");
create index warehouse_stock_movement_document_entity_document_id_idx on warehouse_stock_movement ("document_entity", "document_id");
create index warehouse_stock_movement_warehouse_id_idx on warehouse_stock_movement ("warehouse_id");
create index warehouse_stock_movement_product_id_idx on warehouse_stock_movement ("product_id");
create index warehouse_stock_movement_order_line_id_idx on warehouse_stock_movement ("order_line_id");
create index warehouse_stock_movement_created_at_id_idx on warehouse_stock_movement ("created_at", "id");

create table warehouse_stock_reservation (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "order_line_id" uuid not null,
  "warehouse_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "source" varchar(60) not null check ("source" in ('stock', 'receipt')),
  "released_at" timestamptz,
  primary key (id),
  constraint warehouse_stock_reservation_quantity_positive_check check (quantity > 0)
);
create index warehouse_stock_reservation_order_line_id_idx on warehouse_stock_reservation ("order_line_id");
create index warehouse_stock_reservation_warehouse_id_idx on warehouse_stock_reservation ("warehouse_id");
create index warehouse_stock_reservation_created_at_id_idx on warehouse_stock_reservation ("created_at", "id");

create table warehouse_arrival_notice (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "order_id" uuid not null,
  "printed_document_id" uuid,
  "state" varchar(60) not null,
  "sent_at" timestamptz,
  "interaction_id" uuid,
  "regulation_hash" text,
  primary key (id)
);
create index warehouse_arrival_notice_order_id_idx on warehouse_arrival_notice ("order_id");
create index warehouse_arrival_notice_printed_document_id_idx on warehouse_arrival_notice ("printed_document_id");
create index warehouse_arrival_notice_interaction_id_idx on warehouse_arrival_notice ("interaction_id");
create index warehouse_arrival_notice_created_at_id_idx on warehouse_arrival_notice ("created_at", "id");

create table warehouse_arrival_notice_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "notice_id" uuid not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "length_mm" integer not null,
  "width_mm" integer not null,
  "height_mm" integer not null,
  "gross_weight_kg" numeric(12,3),
  "places" integer,
  primary key (id),
  constraint warehouse_arrival_notice_line_quantity_positive_check check (quantity > 0),
  constraint warehouse_arrival_notice_line_size_positive_check check (length_mm > 0 and width_mm > 0 and height_mm > 0),
  constraint warehouse_arrival_notice_line_weight_not_negative_check check (gross_weight_kg >= 0),
  constraint warehouse_arrival_notice_line_places_not_negative_check check (places >= 0)
);
create index warehouse_arrival_notice_line_notice_id_idx on warehouse_arrival_notice_line ("notice_id");
create index warehouse_arrival_notice_line_product_id_idx on warehouse_arrival_notice_line ("product_id");
create index warehouse_arrival_notice_line_created_at_id_idx on warehouse_arrival_notice_line ("created_at", "id");

create table warehouse_shipment (
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
  "posting_state" varchar(60) not null,
  "author_id" uuid,
  "responsible_id" uuid,
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "order_id" uuid not null,
  "partner_id" uuid not null,
  "counterparty_id" uuid not null,
  "consignee_id" uuid,
  "organization_id" uuid not null,
  "warehouse_id" uuid not null,
  "proxy_number" varchar(100),
  "proxy_person" varchar(250),
  "vehicle_plate" varchar(20),
  "documents_handed_at" timestamptz,
  "total_net" numeric(15,2) not null,
  "total_vat" numeric(15,2) not null,
  "total" numeric(15,2) not null,
  "regulation_hash" text,
  primary key (id),
  constraint warehouse_shipment_totals_not_negative_check check (total_net >= 0 and total_vat >= 0 and total >= 0)
);
create index warehouse_shipment_organization_id_date_idx on warehouse_shipment ("organization_id", "date");
create index warehouse_shipment_author_id_idx on warehouse_shipment ("author_id");
create index warehouse_shipment_responsible_id_idx on warehouse_shipment ("responsible_id");
create index warehouse_shipment_order_id_idx on warehouse_shipment ("order_id");
create index warehouse_shipment_partner_id_idx on warehouse_shipment ("partner_id");
create index warehouse_shipment_counterparty_id_idx on warehouse_shipment ("counterparty_id");
create index warehouse_shipment_consignee_id_idx on warehouse_shipment ("consignee_id");
create index warehouse_shipment_organization_id_idx on warehouse_shipment ("organization_id");
create index warehouse_shipment_warehouse_id_idx on warehouse_shipment ("warehouse_id");
create index warehouse_shipment_created_at_id_idx on warehouse_shipment ("created_at", "id");

create table warehouse_shipment_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "shipment_id" uuid not null,
  "order_line_id" uuid not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "unit_id" uuid not null,
  "price" numeric(15,2) not null,
  "vat_rate_id" uuid,
  "vat_amount" numeric(15,2) not null,
  "total" numeric(15,2) not null,
  "serial_number" varchar(100),
  "customs_declaration_number" varchar(30),
  primary key (id),
  constraint warehouse_shipment_line_quantity_positive_check check (quantity > 0),
  constraint warehouse_shipment_line_sums_not_negative_check check (price >= 0 and vat_amount >= 0 and total >= 0)
);
create index warehouse_shipment_line_shipment_id_idx on warehouse_shipment_line ("shipment_id");
create index warehouse_shipment_line_order_line_id_idx on warehouse_shipment_line ("order_line_id");
create index warehouse_shipment_line_product_id_idx on warehouse_shipment_line ("product_id");
create index warehouse_shipment_line_unit_id_idx on warehouse_shipment_line ("unit_id");
create index warehouse_shipment_line_vat_rate_id_idx on warehouse_shipment_line ("vat_rate_id");
create index warehouse_shipment_line_created_at_id_idx on warehouse_shipment_line ("created_at", "id");

alter table warehouse_warehouse add constraint warehouse_warehouse_head_id_fkey foreign key ("head_id") references core_user(id);
alter table warehouse_stock_balance add constraint warehouse_stock_balance_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table warehouse_stock_balance add constraint warehouse_stock_balance_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_stock_movement add constraint warehouse_stock_movement_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table warehouse_stock_movement add constraint warehouse_stock_movement_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_stock_movement add constraint warehouse_stock_movement_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table warehouse_arrival_notice add constraint warehouse_arrival_notice_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table warehouse_arrival_notice add constraint warehouse_arrival_notice_printed_document_id_fkey foreign key ("printed_document_id") references core_printed_document(id);
alter table warehouse_arrival_notice add constraint warehouse_arrival_notice_interaction_id_fkey foreign key ("interaction_id") references crm_interaction(id);
alter table warehouse_arrival_notice_line add constraint warehouse_arrival_notice_line_notice_id_fkey foreign key ("notice_id") references warehouse_arrival_notice(id);
alter table warehouse_arrival_notice_line add constraint warehouse_arrival_notice_line_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_shipment add constraint warehouse_shipment_author_id_fkey foreign key ("author_id") references core_user(id);
alter table warehouse_shipment add constraint warehouse_shipment_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table warehouse_shipment add constraint warehouse_shipment_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table warehouse_shipment add constraint warehouse_shipment_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table warehouse_shipment add constraint warehouse_shipment_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table warehouse_shipment add constraint warehouse_shipment_consignee_id_fkey foreign key ("consignee_id") references crm_counterparty(id);
alter table warehouse_shipment add constraint warehouse_shipment_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table warehouse_shipment add constraint warehouse_shipment_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table warehouse_shipment_line add constraint warehouse_shipment_line_shipment_id_fkey foreign key ("shipment_id") references warehouse_shipment(id);
alter table warehouse_shipment_line add constraint warehouse_shipment_line_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);
alter table warehouse_shipment_line add constraint warehouse_shipment_line_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_shipment_line add constraint warehouse_shipment_line_unit_id_fkey foreign key ("unit_id") references crm_unit(id);
alter table warehouse_shipment_line add constraint warehouse_shipment_line_vat_rate_id_fkey foreign key ("vat_rate_id") references crm_vat_rate(id);
