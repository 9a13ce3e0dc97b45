-- What is expected, what was counted and what was received; reservations that know the receipt they came with and the shipment that took them.
create table warehouse_expected_delivery (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "source_entity" varchar(60) not null,
  "source_id" uuid not null,
  "source_number" varchar(60) not null,
  "warehouse_id" uuid not null,
  "supplier_id" uuid,
  "customs_required" boolean not null,
  "arrived_at" timestamptz,
  "withdrawn_at" timestamptz,
  primary key (id)
);
create unique index warehouse_expected_delivery_source_entity_source_id_key on warehouse_expected_delivery ("source_entity", "source_id");
create index warehouse_expected_delivery_warehouse_id_idx on warehouse_expected_delivery ("warehouse_id");
create index warehouse_expected_delivery_supplier_id_idx on warehouse_expected_delivery ("supplier_id");
create index warehouse_expected_delivery_created_at_id_idx on warehouse_expected_delivery ("created_at", "id");

create table warehouse_expected_invoice (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "delivery_id" uuid not null,
  "source_id" uuid not null,
  "number" varchar(60) not null,
  "date" date not null,
  "currency_id" uuid not null,
  "extra_cost" numeric(15,2) not null,
  primary key (id),
  constraint warehouse_expected_invoice_extra_cost_not_negative_check check (extra_cost >= 0)
);
create index warehouse_expected_invoice_delivery_id_idx on warehouse_expected_invoice ("delivery_id");
create index warehouse_expected_invoice_source_id_idx on warehouse_expected_invoice ("source_id");
create index warehouse_expected_invoice_currency_id_idx on warehouse_expected_invoice ("currency_id");
create index warehouse_expected_invoice_created_at_id_idx on warehouse_expected_invoice ("created_at", "id");

create table warehouse_expected_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "invoice_id" uuid not null,
  "line_no" integer not null,
  "source_line_id" uuid not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "price" numeric(15,2) not null,
  "order_line_id" uuid,
  "hs_code" varchar(10),
  primary key (id),
  constraint warehouse_expected_line_quantity_positive_check check (quantity > 0),
  constraint warehouse_expected_line_price_not_negative_check check (price >= 0)
);
create index warehouse_expected_line_invoice_id_idx on warehouse_expected_line ("invoice_id");
create index warehouse_expected_line_source_line_id_idx on warehouse_expected_line ("source_line_id");
create index warehouse_expected_line_product_id_idx on warehouse_expected_line ("product_id");
create index warehouse_expected_line_order_line_id_idx on warehouse_expected_line ("order_line_id");
create index warehouse_expected_line_created_at_id_idx on warehouse_expected_line ("created_at", "id");

create table warehouse_packing_list (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "delivery_id" uuid not null,
  "number" varchar(50),
  "file_id" uuid,
  "state" varchar(60) not null,
  "checked_by" uuid,
  "checked_at" timestamptz,
  "resolution" text,
  "regulation_hash" text,
  primary key (id)
);
create index warehouse_packing_list_delivery_id_idx on warehouse_packing_list ("delivery_id");
create index warehouse_packing_list_file_id_idx on warehouse_packing_list ("file_id");
create index warehouse_packing_list_checked_by_idx on warehouse_packing_list ("checked_by");
create index warehouse_packing_list_created_at_id_idx on warehouse_packing_list ("created_at", "id");

create table warehouse_packing_list_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "packing_list_id" uuid not null,
  "line_no" integer not null,
  "expected_line_id" uuid,
  "product_id" uuid,
  "product_text" varchar(500) not null,
  "listed_qty" numeric(15,3) not null,
  "actual_qty" numeric(15,3),
  "damaged_qty" numeric(15,3) not null,
  "expected_qty" numeric(15,3),
  "accepted_qty" numeric(15,3),
  "note" varchar(250),
  primary key (id),
  constraint warehouse_packing_list_line_quantities_not_negative_check check (listed_qty >= 0 and actual_qty >= 0 and damaged_qty >= 0 and accepted_qty >= 0),
  constraint warehouse_packing_list_line_damaged_within_actual_check check (damaged_qty = 0 or damaged_qty <= actual_qty),
  constraint warehouse_packing_list_line_accepted_within_actual_check check (accepted_qty <= actual_qty)
);
create index warehouse_packing_list_line_packing_list_id_idx on warehouse_packing_list_line ("packing_list_id");
create index warehouse_packing_list_line_expected_line_id_idx on warehouse_packing_list_line ("expected_line_id");
create index warehouse_packing_list_line_product_id_idx on warehouse_packing_list_line ("product_id");
create index warehouse_packing_list_line_created_at_id_idx on warehouse_packing_list_line ("created_at", "id");

create table warehouse_goods_receipt (
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
  "delivery_id" uuid,
  "expected_invoice_id" uuid,
  "source_entity" varchar(60),
  "source_id" uuid,
  "source_invoice_id" uuid,
  "supplier_id" uuid not null,
  "warehouse_id" uuid not null,
  "organization_id" uuid not null,
  "currency_id" uuid not null,
  "supplier_invoice_number" varchar(60),
  "supplier_invoice_date" date,
  "customs_required" boolean not null,
  "extra_cost" numeric(15,2) not null,
  "total" numeric(15,2) not null,
  "regulation_hash" text,
  primary key (id),
  constraint warehouse_goods_receipt_sums_not_negative_check check (total >= 0 and extra_cost >= 0)
);
create index warehouse_goods_receipt_organization_id_date_idx on warehouse_goods_receipt ("organization_id", "date");
create index warehouse_goods_receipt_source_entity_source_id_idx on warehouse_goods_receipt ("source_entity", "source_id");
create index warehouse_goods_receipt_author_id_idx on warehouse_goods_receipt ("author_id");
create index warehouse_goods_receipt_responsible_id_idx on warehouse_goods_receipt ("responsible_id");
create index warehouse_goods_receipt_delivery_id_idx on warehouse_goods_receipt ("delivery_id");
create index warehouse_goods_receipt_expected_invoice_id_idx on warehouse_goods_receipt ("expected_invoice_id");
create index warehouse_goods_receipt_source_invoice_id_idx on warehouse_goods_receipt ("source_invoice_id");
create index warehouse_goods_receipt_supplier_id_idx on warehouse_goods_receipt ("supplier_id");
create index warehouse_goods_receipt_warehouse_id_idx on warehouse_goods_receipt ("warehouse_id");
create index warehouse_goods_receipt_organization_id_idx on warehouse_goods_receipt ("organization_id");
create index warehouse_goods_receipt_currency_id_idx on warehouse_goods_receipt ("currency_id");
create index warehouse_goods_receipt_created_at_id_idx on warehouse_goods_receipt ("created_at", "id");

create table warehouse_goods_receipt_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "receipt_id" uuid not null,
  "line_no" integer not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "price" numeric(15,2) not null,
  "amount" numeric(15,2) not null,
  "extra_cost" numeric(15,2) not null,
  "serial_number" varchar(100),
  "order_line_id" uuid,
  "expected_line_id" uuid,
  "source_line_id" uuid,
  "hs_code" varchar(10),
  "reserved_qty" numeric(15,3) not null,
  "customs_declaration_number" varchar(30),
  primary key (id),
  constraint warehouse_goods_receipt_line_quantity_positive_check check (quantity > 0),
  constraint warehouse_goods_receipt_line_sums_not_negative_check check (price >= 0 and amount >= 0 and extra_cost >= 0 and reserved_qty >= 0),
  constraint warehouse_goods_receipt_line_reserved_within_quantity_check check (reserved_qty <= quantity)
);
create index warehouse_goods_receipt_line_receipt_id_idx on warehouse_goods_receipt_line ("receipt_id");
create index warehouse_goods_receipt_line_product_id_idx on warehouse_goods_receipt_line ("product_id");
create index warehouse_goods_receipt_line_order_line_id_idx on warehouse_goods_receipt_line ("order_line_id");
create index warehouse_goods_receipt_line_expected_line_id_idx on warehouse_goods_receipt_line ("expected_line_id");
create index warehouse_goods_receipt_line_source_line_id_idx on warehouse_goods_receipt_line ("source_line_id");
create index warehouse_goods_receipt_line_created_at_id_idx on warehouse_goods_receipt_line ("created_at", "id");

alter table warehouse_expected_delivery add constraint warehouse_expected_delivery_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table warehouse_expected_delivery add constraint warehouse_expected_delivery_supplier_id_fkey foreign key ("supplier_id") references crm_partner(id);

alter table warehouse_expected_invoice add constraint warehouse_expected_invoice_delivery_id_fkey foreign key ("delivery_id") references warehouse_expected_delivery(id);
alter table warehouse_expected_invoice add constraint warehouse_expected_invoice_currency_id_fkey foreign key ("currency_id") references crm_currency(id);

alter table warehouse_expected_line add constraint warehouse_expected_line_invoice_id_fkey foreign key ("invoice_id") references warehouse_expected_invoice(id);
alter table warehouse_expected_line add constraint warehouse_expected_line_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_expected_line add constraint warehouse_expected_line_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);

alter table warehouse_packing_list add constraint warehouse_packing_list_delivery_id_fkey foreign key ("delivery_id") references warehouse_expected_delivery(id);
alter table warehouse_packing_list add constraint warehouse_packing_list_file_id_fkey foreign key ("file_id") references core_attachment(id);
alter table warehouse_packing_list add constraint warehouse_packing_list_checked_by_fkey foreign key ("checked_by") references core_user(id);

alter table warehouse_packing_list_line add constraint warehouse_packing_list_line_packing_list_id_fkey foreign key ("packing_list_id") references warehouse_packing_list(id);
alter table warehouse_packing_list_line add constraint warehouse_packing_list_line_expected_line_id_fkey foreign key ("expected_line_id") references warehouse_expected_line(id);
alter table warehouse_packing_list_line add constraint warehouse_packing_list_line_product_id_fkey foreign key ("product_id") references crm_product(id);

alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_author_id_fkey foreign key ("author_id") references core_user(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_delivery_id_fkey foreign key ("delivery_id") references warehouse_expected_delivery(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_expected_invoice_id_fkey foreign key ("expected_invoice_id") references warehouse_expected_invoice(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_supplier_id_fkey foreign key ("supplier_id") references crm_partner(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_warehouse_id_fkey foreign key ("warehouse_id") references warehouse_warehouse(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table warehouse_goods_receipt add constraint warehouse_goods_receipt_currency_id_fkey foreign key ("currency_id") references crm_currency(id);

alter table warehouse_goods_receipt_line add constraint warehouse_goods_receipt_line_receipt_id_fkey foreign key ("receipt_id") references warehouse_goods_receipt(id);
alter table warehouse_goods_receipt_line add constraint warehouse_goods_receipt_line_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_goods_receipt_line add constraint warehouse_goods_receipt_line_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);
alter table warehouse_goods_receipt_line add constraint warehouse_goods_receipt_line_expected_line_id_fkey foreign key ("expected_line_id") references warehouse_expected_line(id);

-- One live receipt for each invoice of a delivery.
create unique index warehouse_goods_receipt_expected_invoice_live_idx on warehouse_goods_receipt (expected_invoice_id) where expected_invoice_id is not null and posting_state <> 'cancelled';

alter table warehouse_stock_movement drop constraint warehouse_stock_movement_kind_check;
alter table warehouse_stock_movement add constraint warehouse_stock_movement_kind_check check ("kind" in ('opening', 'receipt', 'receipt_reversal', 'shipment', 'shipment_reversal', 'adjustment'));
alter table warehouse_stock_movement drop constraint warehouse_stock_movement_sign_follows_kind_check;
alter table warehouse_stock_movement add constraint warehouse_stock_movement_sign_follows_kind_check check (case when kind in ('opening', 'receipt', 'shipment_reversal') then quantity > 0 when kind in ('shipment', 'receipt_reversal') then quantity < 0 else quantity <> 0 end);

alter table warehouse_stock_reservation alter column order_line_id drop not null;
alter table warehouse_stock_reservation add column "product_id" uuid;
alter table warehouse_stock_reservation add column "receipt_line_id" uuid;
alter table warehouse_stock_reservation add column "shipment_line_id" uuid;
update warehouse_stock_reservation r set product_id = l.product_id from crm_customer_order_line l where l.id = r.order_line_id;
alter table warehouse_stock_reservation drop constraint warehouse_stock_reservation_source_check;
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_source_check check ("source" in ('stock', 'receipt', 'customs'));
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_held_for_something_check check (case when source = 'customs' then receipt_line_id is not null and product_id is not null else order_line_id is not null end);
create index warehouse_stock_reservation_product_id_idx on warehouse_stock_reservation ("product_id");
create index warehouse_stock_reservation_receipt_line_id_idx on warehouse_stock_reservation ("receipt_line_id");
create index warehouse_stock_reservation_shipment_line_id_idx on warehouse_stock_reservation ("shipment_line_id");
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_receipt_line_id_fkey foreign key ("receipt_line_id") references warehouse_goods_receipt_line(id);
alter table warehouse_stock_reservation add constraint warehouse_stock_reservation_shipment_line_id_fkey foreign key ("shipment_line_id") references warehouse_shipment_line(id);
-- Goods held for a product, for the question who waits for them.
create index warehouse_stock_reservation_product_held_idx on warehouse_stock_reservation (product_id, warehouse_id) where released_at is null and not deletion_mark;
