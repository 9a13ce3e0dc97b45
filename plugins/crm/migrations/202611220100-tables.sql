create table crm_partner (
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
  "working_name" varchar(200) not null,
  "public_name" varchar(250),
  "relation_kinds" text[] not null,
  "lifecycle" varchar(60) not null,
  "legal_form" varchar(60) not null check ("legal_form" in ('legal_entity', 'individual', 'entrepreneur', 'foreign')),
  "partner_type_id" uuid,
  "segment_id" uuid,
  "email" varchar(254),
  "phone" varchar(32),
  "main_manager_id" uuid not null,
  "supervisor_id" uuid,
  "agreement_id" uuid,
  "transferred_at" timestamptz,
  "source_inquiry_id" uuid,
  "category" varchar(60) check ("category" in ('a', 'b', 'c')),
  "reliability_note" text,
  "free_info" text,
  "regulation_hash" text,
  primary key (id)
);
create unique index crm_partner_code_key on crm_partner ("code");
create index crm_partner_main_manager_id_lifecycle_idx on crm_partner ("main_manager_id", "lifecycle");
create index crm_partner_supervisor_id_idx on crm_partner ("supervisor_id");
create index crm_partner_segment_id_idx on crm_partner ("segment_id");
create index crm_partner_partner_type_id_idx on crm_partner ("partner_type_id");
create index crm_partner_agreement_id_idx on crm_partner ("agreement_id");
create index crm_partner_email_idx on crm_partner ("email");
create index crm_partner_phone_idx on crm_partner ("phone");
create index crm_partner_working_name_idx on crm_partner ("working_name");
create index crm_partner_main_manager_id_idx on crm_partner ("main_manager_id");
create index crm_partner_source_inquiry_id_idx on crm_partner ("source_inquiry_id");
create index crm_partner_created_at_id_idx on crm_partner ("created_at", "id");

create table crm_counterparty (
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
  "partner_id" uuid not null,
  "short_name" varchar(250) not null,
  "full_name" varchar(500),
  "approved" boolean not null,
  "approval_state" varchar(60) not null,
  "approved_at" timestamptz,
  "approved_by" uuid,
  "inn" varchar(12),
  "kpp" varchar(9),
  "okpo" varchar(14),
  "ogrn" varchar(15),
  "actual_address" varchar(500),
  "legal_address" varchar(500),
  "postal_address" varchar(500),
  "phones" varchar(250),
  "contract_kind" varchar(60) check ("contract_kind" in ('sale_purchase', 'supply', 'commission', 'services', 'export', 'with_supplier')),
  "export_country_id" uuid,
  "regulation_hash" text,
  primary key (id)
);
create unique index crm_counterparty_code_key on crm_counterparty ("code");
create index crm_counterparty_partner_id_idx on crm_counterparty ("partner_id");
create index crm_counterparty_inn_kpp_idx on crm_counterparty ("inn", "kpp");
create index crm_counterparty_ogrn_idx on crm_counterparty ("ogrn");
create index crm_counterparty_short_name_idx on crm_counterparty ("short_name");
create index crm_counterparty_approved_by_idx on crm_counterparty ("approved_by");
create index crm_counterparty_export_country_id_idx on crm_counterparty ("export_country_id");
create index crm_counterparty_created_at_id_idx on crm_counterparty ("created_at", "id");

create table crm_contact_person (
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
  "partner_id" uuid not null,
  "last_name" varchar(80),
  "first_name" varchar(80),
  "middle_name" varchar(80),
  "full_name" varchar(250),
  "position_id" uuid,
  "position_on_card" varchar(150),
  "state" varchar(60) not null check ("state" in ('works', 'left', 'do_not_contact')),
  "phone" varchar(32),
  "mobile" varchar(32),
  "email" varchar(254),
  "individual_id" uuid,
  "portal_access" boolean not null,
  primary key (id),
  constraint crm_contact_person_name_part_present_check check (num_nonnulls(last_name, first_name, middle_name) > 0)
);
create unique index crm_contact_person_code_key on crm_contact_person ("code");
create index crm_contact_person_partner_id_state_idx on crm_contact_person ("partner_id", "state");
create index crm_contact_person_individual_id_idx on crm_contact_person ("individual_id");
create index crm_contact_person_email_idx on crm_contact_person ("email");
create index crm_contact_person_phone_idx on crm_contact_person ("phone");
create index crm_contact_person_mobile_idx on crm_contact_person ("mobile");
create index crm_contact_person_partner_id_idx on crm_contact_person ("partner_id");
create index crm_contact_person_position_id_idx on crm_contact_person ("position_id");
create index crm_contact_person_created_at_id_idx on crm_contact_person ("created_at", "id");

create table crm_contact_detail (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "owner_entity" varchar(60) not null,
  "owner_id" uuid not null,
  "kind" varchar(60) not null check ("kind" in ('email', 'phone', 'mobile', 'actual_address', 'legal_address', 'postal_address', 'delivery_address')),
  "value" varchar(500) not null,
  "normalized" varchar(254),
  "is_primary" boolean not null,
  primary key (id)
);
create index crm_contact_detail_normalized_kind_idx on crm_contact_detail ("normalized", "kind");
create index crm_contact_detail_owner_id_kind_idx on crm_contact_detail ("owner_id", "kind");
create index crm_contact_detail_created_at_id_idx on crm_contact_detail ("created_at", "id");

create table crm_individual (
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
  "full_name" varchar(250) not null,
  "birth_date" date,
  "note" text,
  primary key (id)
);
create unique index crm_individual_code_key on crm_individual ("code");
create index crm_individual_full_name_idx on crm_individual ("full_name");
create index crm_individual_created_at_id_idx on crm_individual ("created_at", "id");

create table crm_partner_relation (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "from_partner_id" uuid not null,
  "to_partner_id" uuid not null,
  "relation" varchar(100) not null,
  "influence" varchar(250),
  "valid_from" date,
  "valid_to" date,
  primary key (id),
  constraint crm_partner_relation_other_partner_check check (from_partner_id <> to_partner_id),
  constraint crm_partner_relation_period_ordered_check check (valid_from <= valid_to)
);
create index crm_partner_relation_from_partner_id_idx on crm_partner_relation ("from_partner_id");
create index crm_partner_relation_to_partner_id_idx on crm_partner_relation ("to_partner_id");
create index crm_partner_relation_created_at_id_idx on crm_partner_relation ("created_at", "id");

create table crm_individual_relation (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "from_individual_id" uuid not null,
  "to_individual_id" uuid not null,
  "relation" varchar(100) not null,
  "interest_id" uuid,
  primary key (id),
  constraint crm_individual_relation_other_individual_check check (from_individual_id <> to_individual_id)
);
create index crm_individual_relation_from_individual_id_idx on crm_individual_relation ("from_individual_id");
create index crm_individual_relation_to_individual_id_idx on crm_individual_relation ("to_individual_id");
create index crm_individual_relation_interest_id_idx on crm_individual_relation ("interest_id");
create index crm_individual_relation_created_at_id_idx on crm_individual_relation ("created_at", "id");

create table crm_partner_type (
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
  "name" varchar(100) not null,
  primary key (id)
);
create unique index crm_partner_type_code_key on crm_partner_type ("code");
create index crm_partner_type_created_at_id_idx on crm_partner_type ("created_at", "id");

create table crm_segment (
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
  "name" varchar(100) not null,
  "default_agreement_id" uuid,
  primary key (id)
);
create unique index crm_segment_code_key on crm_segment ("code");
create index crm_segment_default_agreement_id_idx on crm_segment ("default_agreement_id");
create index crm_segment_created_at_id_idx on crm_segment ("created_at", "id");

create table crm_contact_position (
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
  "name_genitive" varchar(150),
  primary key (id)
);
create unique index crm_contact_position_code_key on crm_contact_position ("code");
create index crm_contact_position_created_at_id_idx on crm_contact_position ("created_at", "id");

create table crm_export_country (
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
  "name" varchar(100) not null,
  "iso_code" varchar(2) not null,
  "legislation_text" varchar(250) not null,
  primary key (id)
);
create unique index crm_export_country_code_key on crm_export_country ("code");
create unique index crm_export_country_iso_code_key on crm_export_country ("iso_code");
create index crm_export_country_created_at_id_idx on crm_export_country ("created_at", "id");

create table crm_organization (
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
  "name" varchar(250) not null,
  "inn" varchar(12) not null,
  "kpp" varchar(9) not null,
  "ogrn" varchar(15) not null,
  "okpo" varchar(14) not null,
  "legal_address" varchar(500) not null,
  "default_account_id" uuid,
  "order_prefix" varchar(4),
  primary key (id)
);
create unique index crm_organization_code_key on crm_organization ("code");
create index crm_organization_default_account_id_idx on crm_organization ("default_account_id");
create index crm_organization_created_at_id_idx on crm_organization ("created_at", "id");

create table crm_bank (
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
  "bik" varchar(9) not null,
  "name" varchar(250) not null,
  "correspondent_account" varchar(20) not null,
  "city" varchar(100) not null,
  primary key (id)
);
create unique index crm_bank_code_key on crm_bank ("code");
create unique index crm_bank_bik_key on crm_bank ("bik");
create index crm_bank_created_at_id_idx on crm_bank ("created_at", "id");

create table crm_bank_account (
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
  "counterparty_id" uuid,
  "organization_id" uuid,
  "account_number" varchar(20) not null,
  "bank_id" uuid not null,
  "correspondent_account" varchar(20),
  "name" varchar(250),
  "city" varchar(100),
  "currency_id" uuid not null,
  "is_primary" boolean not null,
  primary key (id),
  constraint crm_bank_account_one_owner_check check (num_nonnulls(counterparty_id, organization_id) = 1)
);
create unique index crm_bank_account_code_key on crm_bank_account ("code");
create index crm_bank_account_counterparty_id_idx on crm_bank_account ("counterparty_id");
create index crm_bank_account_organization_id_idx on crm_bank_account ("organization_id");
create index crm_bank_account_account_number_bank_id_idx on crm_bank_account ("account_number", "bank_id");
create index crm_bank_account_bank_id_idx on crm_bank_account ("bank_id");
create index crm_bank_account_currency_id_idx on crm_bank_account ("currency_id");
create index crm_bank_account_created_at_id_idx on crm_bank_account ("created_at", "id");

create table crm_registry_check (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "counterparty_id" uuid not null,
  "service" varchar(30) not null,
  "checked_at" timestamptz not null,
  "checked_by" uuid not null,
  "result" varchar(60) not null check ("result" in ('ok', 'mismatch', 'not_found', 'unreliable')),
  "differences" jsonb,
  "filled_fields" text[],
  primary key (id)
);
create index crm_registry_check_counterparty_id_checked_at_idx on crm_registry_check ("counterparty_id", "checked_at");
create index crm_registry_check_counterparty_id_idx on crm_registry_check ("counterparty_id");
create index crm_registry_check_checked_by_idx on crm_registry_check ("checked_by");
create index crm_registry_check_created_at_id_idx on crm_registry_check ("created_at", "id");

create table crm_product (
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
  "working_name" varchar(250) not null,
  "print_name" varchar(500) not null,
  "article" varchar(50),
  "kind" varchar(60) not null check ("kind" in ('goods', 'service')),
  "group_id" uuid not null,
  "price_group_id" uuid,
  "price_eur" numeric(15,2),
  "unit_id" uuid not null,
  "vat_rate_id" uuid not null,
  "hs_code" varchar(10),
  "full_name_for_customs" varchar(500),
  "weight_gross_kg" numeric(12,3),
  "weight_net_kg" numeric(12,3),
  "length_mm" integer,
  "width_mm" integer,
  "height_mm" integer,
  "load_volume" numeric(9,3),
  "cost_price" numeric(15,2),
  "is_custom" boolean not null,
  "macbuild_code" varchar(50),
  "is_regulated" boolean not null,
  "is_returnable_packaging" boolean not null,
  primary key (id),
  constraint crm_product_price_eur_not_negative_check check (price_eur >= 0),
  constraint crm_product_cost_not_negative_check check (cost_price >= 0),
  constraint crm_product_weights_not_negative_check check (weight_net_kg >= 0 and weight_gross_kg >= 0),
  constraint crm_product_net_within_gross_check check (weight_net_kg <= weight_gross_kg),
  constraint crm_product_dimensions_not_negative_check check (length_mm >= 0 and width_mm >= 0 and height_mm >= 0),
  constraint crm_product_load_volume_not_negative_check check (load_volume >= 0)
);
create unique index crm_product_code_key on crm_product ("code");
create index crm_product_group_id_idx on crm_product ("group_id");
create index crm_product_price_group_id_idx on crm_product ("price_group_id");
create index crm_product_article_idx on crm_product ("article");
create index crm_product_macbuild_code_idx on crm_product ("macbuild_code");
create index crm_product_working_name_idx on crm_product ("working_name");
create index crm_product_unit_id_idx on crm_product ("unit_id");
create index crm_product_vat_rate_id_idx on crm_product ("vat_rate_id");
create index crm_product_created_at_id_idx on crm_product ("created_at", "id");

create table crm_product_attribute (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "product_id" uuid not null,
  "line_no" integer not null,
  "characteristic" varchar(150) not null,
  "value" varchar(500) not null,
  primary key (id)
);
create index crm_product_attribute_product_id_line_no_idx on crm_product_attribute ("product_id", "line_no");
create index crm_product_attribute_product_id_idx on crm_product_attribute ("product_id");
create index crm_product_attribute_created_at_id_idx on crm_product_attribute ("created_at", "id");

create table crm_product_group (
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
  "parent_id" uuid,
  "price_group_id" uuid not null,
  primary key (id),
  constraint crm_product_group_not_own_parent_check check (parent_id <> id)
);
create unique index crm_product_group_code_key on crm_product_group ("code");
create index crm_product_group_parent_id_idx on crm_product_group ("parent_id");
create index crm_product_group_price_group_id_idx on crm_product_group ("price_group_id");
create index crm_product_group_created_at_id_idx on crm_product_group ("created_at", "id");

create table crm_price_group (
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
  "min_margin_pct" numeric(7,2),
  primary key (id),
  constraint crm_price_group_min_margin_in_range_check check (min_margin_pct <= 100)
);
create unique index crm_price_group_code_key on crm_price_group ("code");
create index crm_price_group_created_at_id_idx on crm_price_group ("created_at", "id");

create table crm_price_kind (
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
  "name" varchar(100) not null,
  "currency_id" uuid not null,
  "includes_vat" boolean not null,
  primary key (id)
);
create unique index crm_price_kind_code_key on crm_price_kind ("code");
create index crm_price_kind_currency_id_idx on crm_price_kind ("currency_id");
create index crm_price_kind_created_at_id_idx on crm_price_kind ("created_at", "id");

create table crm_product_price (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "product_id" uuid not null,
  "price_kind_id" uuid not null,
  "valid_from" date not null,
  "price" numeric(15,2) not null,
  primary key (id),
  constraint crm_product_price_price_not_negative_check check (price >= 0)
);
create unique index crm_product_price_product_id_price_kind_id_valid_from_key on crm_product_price ("product_id", "price_kind_id", "valid_from");
create index crm_product_price_price_kind_id_idx on crm_product_price ("price_kind_id");
create index crm_product_price_product_id_idx on crm_product_price ("product_id");
create index crm_product_price_created_at_id_idx on crm_product_price ("created_at", "id");

create table crm_currency (
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
  "iso_code" varchar(3) not null,
  "name" varchar(50) not null,
  primary key (id)
);
create unique index crm_currency_code_key on crm_currency ("code");
create unique index crm_currency_iso_code_key on crm_currency ("iso_code");
create index crm_currency_created_at_id_idx on crm_currency ("created_at", "id");

create table crm_currency_rate (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "currency_id" uuid not null,
  "date" date not null,
  "rate" numeric(15,6) not null,
  primary key (id),
  constraint crm_currency_rate_rate_positive_check check (rate > 0)
);
create unique index crm_currency_rate_currency_id_date_key on crm_currency_rate ("currency_id", "date");
create index crm_currency_rate_currency_id_idx on crm_currency_rate ("currency_id");
create index crm_currency_rate_created_at_id_idx on crm_currency_rate ("created_at", "id");

create table crm_unit (
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
  "name" varchar(20) not null,
  "okei_code" varchar(4),
  primary key (id)
);
create unique index crm_unit_code_key on crm_unit ("code");
create index crm_unit_created_at_id_idx on crm_unit ("created_at", "id");

create table crm_vat_rate (
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
  "name" varchar(20) not null,
  "rate" numeric(5,2),
  "valid_from" date,
  "valid_to" date,
  primary key (id),
  constraint crm_vat_rate_rate_in_range_check check (rate between 0 and 100),
  constraint crm_vat_rate_period_ordered_check check (valid_from <= valid_to)
);
create unique index crm_vat_rate_code_key on crm_vat_rate ("code");
create index crm_vat_rate_created_at_id_idx on crm_vat_rate ("created_at", "id");

create table crm_sector (
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
  "parent_id" uuid,
  primary key (id),
  constraint crm_sector_not_own_parent_check check (parent_id <> id)
);
create unique index crm_sector_code_key on crm_sector ("code");
create index crm_sector_parent_id_idx on crm_sector ("parent_id");
create index crm_sector_created_at_id_idx on crm_sector ("created_at", "id");

create table crm_service_type (
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
  primary key (id)
);
create unique index crm_service_type_code_key on crm_service_type ("code");
create index crm_service_type_created_at_id_idx on crm_service_type ("created_at", "id");

create table crm_interest_type (
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
  "process_mode" varchar(60) not null check ("process_mode" in ('strict', 'manual', 'no_stages')),
  "regulation_code" varchar(60),
  primary key (id)
);
create unique index crm_interest_type_code_key on crm_interest_type ("code");
create index crm_interest_type_created_at_id_idx on crm_interest_type ("created_at", "id");

create table crm_refusal_reason (
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
  "name_ru" varchar(150) not null,
  "name_en" varchar(150) not null,
  "applies_to" text[] not null,
  "is_reissue" boolean not null,
  primary key (id)
);
create unique index crm_refusal_reason_code_key on crm_refusal_reason ("code");
create index crm_refusal_reason_created_at_id_idx on crm_refusal_reason ("created_at", "id");

create table crm_inquiry (
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
  "received_at" timestamptz not null,
  "channel" varchar(60) not null check ("channel" in ('email', 'phone', 'list_import', 'web_form', 'exhibition', 'cold_call', 'self_service')),
  "from_email" varchar(254),
  "from_phone" varchar(32),
  "subject_line" varchar(500),
  "body" text,
  "contact_name" varchar(250),
  "company_name" varchar(250),
  "matched_partner_ids" uuid[],
  "partner_id" uuid,
  "interest_id" uuid,
  "state" varchar(60) not null,
  "refusal_reason_id" uuid,
  "assigned_to" uuid,
  "processed_at" timestamptz,
  "processed_by" uuid,
  "source_message_id" varchar(255),
  "campaign" varchar(150),
  "regulation_hash" text,
  primary key (id)
);
create unique index crm_inquiry_source_message_id_key on crm_inquiry ("source_message_id");
create index crm_inquiry_number_idx on crm_inquiry ("number");
create index crm_inquiry_state_received_at_idx on crm_inquiry ("state", "received_at");
create index crm_inquiry_assigned_to_state_idx on crm_inquiry ("assigned_to", "state");
create index crm_inquiry_partner_id_idx on crm_inquiry ("partner_id");
create index crm_inquiry_interest_id_idx on crm_inquiry ("interest_id");
create index crm_inquiry_from_email_idx on crm_inquiry ("from_email");
create index crm_inquiry_from_phone_idx on crm_inquiry ("from_phone");
create index crm_inquiry_refusal_reason_id_idx on crm_inquiry ("refusal_reason_id");
create index crm_inquiry_assigned_to_idx on crm_inquiry ("assigned_to");
create index crm_inquiry_processed_by_idx on crm_inquiry ("processed_by");
create index crm_inquiry_created_at_id_idx on crm_inquiry ("created_at", "id");

create table crm_interest (
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
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "interest_type_id" uuid not null,
  "partner_id" uuid not null,
  "counterparty_id" uuid,
  "contact_person_id" uuid,
  "service_type_id" uuid not null,
  "title" varchar(250),
  "expected_revenue" numeric(15,2),
  "probability_pct" numeric(5,2),
  "category" varchar(60) check ("category" in ('a', 'b', 'c')),
  "state" varchar(60) not null,
  "state_entered_at" timestamptz,
  "responsible_id" uuid not null,
  "next_interaction_id" uuid,
  "inquiry_id" uuid,
  "refusal_reason_id" uuid,
  "closed_at" timestamptz,
  "closed_by_rule" boolean not null,
  "lost_at_state" varchar(60) check ("lost_at_state" in ('primary_interest', 'offer_preparation', 'offer_agreement', 'issue_invoice', 'invoice_sent', 'order_to_place', 'order_placed', 'goods_in_stock', 'ready_to_ship', 'deferred_payment', 'won', 'lost', 'in_progress')),
  "process_mode" varchar(60) not null check ("process_mode" in ('strict', 'manual', 'no_stages')),
  "regulation_hash" text,
  primary key (id),
  constraint crm_interest_revenue_not_negative_check check (expected_revenue >= 0),
  constraint crm_interest_probability_in_range_check check (probability_pct between 0 and 100)
);
create index crm_interest_number_idx on crm_interest ("number");
create index crm_interest_state_updated_at_idx on crm_interest ("state", "updated_at");
create index crm_interest_responsible_id_state_updated_at_idx on crm_interest ("responsible_id", "state", "updated_at");
create index crm_interest_partner_id_state_idx on crm_interest ("partner_id", "state");
create index crm_interest_counterparty_id_idx on crm_interest ("counterparty_id");
create index crm_interest_inquiry_id_idx on crm_interest ("inquiry_id");
create index crm_interest_date_id_idx on crm_interest ("date", "id");
create index crm_interest_closed_at_idx on crm_interest ("closed_at");
create index crm_interest_author_id_idx on crm_interest ("author_id");
create index crm_interest_interest_type_id_idx on crm_interest ("interest_type_id");
create index crm_interest_partner_id_idx on crm_interest ("partner_id");
create index crm_interest_contact_person_id_idx on crm_interest ("contact_person_id");
create index crm_interest_service_type_id_idx on crm_interest ("service_type_id");
create index crm_interest_responsible_id_idx on crm_interest ("responsible_id");
create index crm_interest_next_interaction_id_idx on crm_interest ("next_interaction_id");
create index crm_interest_refusal_reason_id_idx on crm_interest ("refusal_reason_id");
create index crm_interest_created_at_id_idx on crm_interest ("created_at", "id");

create table crm_interaction (
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
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "kind" varchar(60) not null check ("kind" in ('phone_call', 'email', 'meeting', 'planned')),
  "direction" varchar(60) check ("direction" in ('incoming', 'outgoing')),
  "state" varchar(60) not null,
  "start_at" timestamptz not null,
  "end_at" timestamptz,
  "partner_id" uuid,
  "contact_person_id" uuid,
  "subject_entity" varchar(60),
  "subject_id" uuid,
  "topic" varchar(500),
  "content" text,
  "result" text,
  "responsible_id" uuid not null,
  "previous_id" uuid,
  "rule_code" varchar(60),
  "dedup_key" varchar(200),
  "message_id" varchar(255),
  "mail_to" text[],
  "mail_cc" text[],
  "mail_body_html" text,
  "mail_sent_at" timestamptz,
  "mail_error" varchar(500),
  "call_number" varchar(32),
  "call_duration_s" integer,
  "place" varchar(250),
  "regulation_hash" text,
  primary key (id),
  constraint crm_interaction_not_own_previous_check check (previous_id <> id),
  constraint crm_interaction_period_ordered_check check (start_at <= end_at),
  constraint crm_interaction_call_duration_not_negative_check check (call_duration_s >= 0)
);
create index crm_interaction_number_idx on crm_interaction ("number");
create index crm_interaction_subject_id_subject_entity_state_idx on crm_interaction ("subject_id", "subject_entity", "state");
create index crm_interaction_responsible_id_state_start_at_idx on crm_interaction ("responsible_id", "state", "start_at");
create index crm_interaction_state_start_at_idx on crm_interaction ("state", "start_at");
create index crm_interaction_partner_id_start_at_idx on crm_interaction ("partner_id", "start_at");
create index crm_interaction_contact_person_id_idx on crm_interaction ("contact_person_id");
create index crm_interaction_previous_id_idx on crm_interaction ("previous_id");
create index crm_interaction_dedup_key_idx on crm_interaction ("dedup_key");
create index crm_interaction_message_id_idx on crm_interaction ("message_id");
create index crm_interaction_author_id_idx on crm_interaction ("author_id");
create index crm_interaction_partner_id_idx on crm_interaction ("partner_id");
create index crm_interaction_responsible_id_idx on crm_interaction ("responsible_id");
create index crm_interaction_created_at_id_idx on crm_interaction ("created_at", "id");

create table crm_interaction_participant (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "interaction_id" uuid not null,
  "line_no" integer not null,
  "role" varchar(60) not null check ("role" in ('to', 'from', 'cc', 'attendee')),
  "presentation" varchar(250) not null,
  "contact_data" varchar(250),
  "contact_entity" varchar(60),
  "contact_id" uuid,
  primary key (id)
);
create index crm_interaction_participant_interaction_id_line_no_idx on crm_interaction_participant ("interaction_id", "line_no");
create index crm_interaction_participant_contact_id_idx on crm_interaction_participant ("contact_id");
create index crm_interaction_participant_interaction_id_idx on crm_interaction_participant ("interaction_id");
create index crm_interaction_participant_created_at_id_idx on crm_interaction_participant ("created_at", "id");

create table crm_work_plan_item (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "interest_id" uuid not null,
  "title" varchar(250) not null,
  "planned_start" date,
  "planned_end" date,
  "responsible_id" uuid not null,
  "state" varchar(60) not null check ("state" in ('planned', 'done', 'skipped')),
  "task_id" uuid,
  primary key (id),
  constraint crm_work_plan_item_period_ordered_check check (planned_start <= planned_end)
);
create index crm_work_plan_item_interest_id_planned_start_idx on crm_work_plan_item ("interest_id", "planned_start");
create index crm_work_plan_item_responsible_id_state_idx on crm_work_plan_item ("responsible_id", "state");
create index crm_work_plan_item_task_id_idx on crm_work_plan_item ("task_id");
create index crm_work_plan_item_interest_id_idx on crm_work_plan_item ("interest_id");
create index crm_work_plan_item_responsible_id_idx on crm_work_plan_item ("responsible_id");
create index crm_work_plan_item_created_at_id_idx on crm_work_plan_item ("created_at", "id");

create table crm_agreement (
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
  "name" varchar(200) not null,
  "kind" varchar(60) not null check ("kind" in ('typical', 'individual')),
  "typical_id" uuid,
  "partner_id" uuid,
  "audience" jsonb,
  "status" varchar(60) not null,
  "approved_by" uuid,
  "valid_from" date,
  "valid_to" date,
  "price_kind_id" uuid not null,
  "discount_pct" numeric(7,4),
  "delivery_days" integer,
  "payment_order" varchar(60) not null check ("payment_order" in ('rub_paid_in_rub', 'cur_paid_in_rub', 'cur_paid_in_cur')),
  "tax_regime" varchar(60) not null check ("tax_regime" in ('vat', 'no_vat', 'export_zero')),
  "sale_operation" varchar(60) not null check ("sale_operation" in ('wholesale', 'commission')),
  "uses_contracts" boolean not null,
  "uses_returnable_packaging" boolean not null,
  "min_margin_pct" numeric(7,2),
  "regulation_hash" text,
  primary key (id),
  constraint crm_agreement_individual_has_partner_check check (kind <> 'individual' or partner_id is not null),
  constraint crm_agreement_not_own_typical_check check (typical_id <> id),
  constraint crm_agreement_period_ordered_check check (valid_from <= valid_to),
  constraint crm_agreement_discount_in_range_check check (discount_pct >= -100),
  constraint crm_agreement_delivery_days_not_negative_check check (delivery_days >= 0),
  constraint crm_agreement_min_margin_in_range_check check (min_margin_pct <= 100)
);
create unique index crm_agreement_code_key on crm_agreement ("code");
create index crm_agreement_partner_id_status_idx on crm_agreement ("partner_id", "status");
create index crm_agreement_kind_status_idx on crm_agreement ("kind", "status");
create index crm_agreement_typical_id_idx on crm_agreement ("typical_id");
create index crm_agreement_partner_id_idx on crm_agreement ("partner_id");
create index crm_agreement_approved_by_idx on crm_agreement ("approved_by");
create index crm_agreement_price_kind_id_idx on crm_agreement ("price_kind_id");
create index crm_agreement_created_at_id_idx on crm_agreement ("created_at", "id");

create table crm_agreement_price (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "agreement_id" uuid not null,
  "line_no" integer not null,
  "product_id" uuid,
  "price_group_id" uuid,
  "price" numeric(15,2),
  "discount_pct" numeric(7,4),
  primary key (id),
  constraint crm_agreement_price_product_or_group_check check (num_nonnulls(product_id, price_group_id) = 1),
  constraint crm_agreement_price_price_or_discount_check check (num_nonnulls(price, discount_pct) = 1),
  constraint crm_agreement_price_price_not_negative_check check (price >= 0),
  constraint crm_agreement_price_discount_in_range_check check (discount_pct >= -100)
);
create index crm_agreement_price_agreement_id_line_no_idx on crm_agreement_price ("agreement_id", "line_no");
create index crm_agreement_price_product_id_idx on crm_agreement_price ("product_id");
create index crm_agreement_price_price_group_id_idx on crm_agreement_price ("price_group_id");
create index crm_agreement_price_agreement_id_idx on crm_agreement_price ("agreement_id");
create index crm_agreement_price_created_at_id_idx on crm_agreement_price ("created_at", "id");

create table crm_payment_schedule_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "agreement_id" uuid,
  "order_id" uuid,
  "line_no" integer not null,
  "stage_kind" varchar(60) not null check ("stage_kind" in ('advance', 'prepayment', 'credit')),
  "share_pct" numeric(7,4) not null,
  "amount" numeric(15,2),
  "shift_days" integer not null,
  "due_date" date,
  primary key (id),
  constraint crm_payment_schedule_line_one_owner_check check (num_nonnulls(agreement_id, order_id) = 1),
  constraint crm_payment_schedule_line_share_in_range_check check (share_pct between 0 and 100),
  constraint crm_payment_schedule_line_amount_not_negative_check check (amount >= 0),
  constraint crm_payment_schedule_line_shift_not_negative_check check (shift_days >= 0)
);
create index crm_payment_schedule_line_agreement_id_line_no_idx on crm_payment_schedule_line ("agreement_id", "line_no");
create index crm_payment_schedule_line_order_id_line_no_idx on crm_payment_schedule_line ("order_id", "line_no");
create index crm_payment_schedule_line_due_date_idx on crm_payment_schedule_line ("due_date");
create index crm_payment_schedule_line_agreement_id_idx on crm_payment_schedule_line ("agreement_id");
create index crm_payment_schedule_line_order_id_idx on crm_payment_schedule_line ("order_id");
create index crm_payment_schedule_line_created_at_id_idx on crm_payment_schedule_line ("created_at", "id");

create table crm_customer_order (
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
  "posting_state" varchar(60) not null check ("posting_state" in ('draft', 'posted', 'cancelled')),
  "author_id" uuid,
  "responsible_id" uuid,
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "date" timestamptz not null,
  "partner_id" uuid not null,
  "counterparty_id" uuid not null,
  "interest_id" uuid not null,
  "status" varchar(60) not null,
  "execution_stage" varchar(60) not null,
  "client_status" varchar(60) not null,
  "stage_date" timestamptz,
  "priority" varchar(60) not null check ("priority" in ('high', 'medium', 'low')),
  "organization_id" uuid not null,
  "warehouse_id" uuid not null,
  "consignee_id" uuid,
  "contract_id" uuid,
  "agreement_id" uuid,
  "macbuild_number" varchar(30),
  "macro_sector_id" uuid,
  "micro_sector_id" uuid,
  "delivery_term" integer,
  "delivery_term_unit" varchar(60) not null check ("delivery_term_unit" in ('days', 'weeks')),
  "available_in_stock" boolean not null,
  "delivery_method" varchar(60) not null check ("delivery_method" in ('pickup', 'to_client', 'by_carrier')),
  "delivery_address" varchar(500),
  "contact_person_id" uuid,
  "manager_id" uuid not null,
  "currency_id" uuid not null,
  "prices_include_vat" boolean not null,
  "event_date" date,
  "released_at" timestamptz,
  "promised_date" date,
  "cancel_reason_id" uuid,
  "cancelled_at" timestamptz,
  "replaced_order_id" uuid,
  "offer_accepted_at" timestamptz,
  "pickup_date" date,
  "total_net" numeric(15,2) not null,
  "total_vat" numeric(15,2) not null,
  "total" numeric(15,2) not null,
  "paid_total" numeric(15,2) not null,
  "paid_pct" numeric(7,4) not null,
  "advance_due" numeric(15,2) not null,
  "preship_due" numeric(15,2) not null,
  "cost_total" numeric(15,2),
  "margin" numeric(15,2),
  "margin_pct" numeric(15,4),
  "internal_approval" varchar(60) check ("internal_approval" in ('pending', 'approved', 'returned', 'rejected', 'withdrawn')),
  "regulation_hash" text,
  primary key (id),
  constraint crm_customer_order_not_replacing_itself_check check (replaced_order_id <> id),
  constraint crm_customer_order_delivery_term_not_negative_check check (delivery_term >= 0),
  constraint crm_customer_order_totals_not_negative_check check (total_net >= 0 and total_vat >= 0 and total >= 0),
  constraint crm_customer_order_paid_not_negative_check check (paid_total >= 0 and paid_pct >= 0),
  constraint crm_customer_order_dues_within_order_check check (advance_due >= 0 and advance_due <= preship_due)
);
create index crm_customer_order_number_idx on crm_customer_order ("number");
create index crm_customer_order_interest_id_date_idx on crm_customer_order ("interest_id", "date");
create index crm_customer_order_partner_id_date_idx on crm_customer_order ("partner_id", "date");
create index crm_customer_order_counterparty_id_idx on crm_customer_order ("counterparty_id");
create index crm_customer_order_manager_id_status_date_idx on crm_customer_order ("manager_id", "status", "date");
create index crm_customer_order_status_event_date_idx on crm_customer_order ("status", "event_date");
create index crm_customer_order_execution_stage_idx on crm_customer_order ("execution_stage");
create index crm_customer_order_date_id_idx on crm_customer_order ("date", "id");
create index crm_customer_order_contract_id_idx on crm_customer_order ("contract_id");
create index crm_customer_order_macbuild_number_idx on crm_customer_order ("macbuild_number");
create index crm_customer_order_replaced_order_id_idx on crm_customer_order ("replaced_order_id");
create index crm_customer_order_author_id_idx on crm_customer_order ("author_id");
create index crm_customer_order_responsible_id_idx on crm_customer_order ("responsible_id");
create index crm_customer_order_partner_id_idx on crm_customer_order ("partner_id");
create index crm_customer_order_interest_id_idx on crm_customer_order ("interest_id");
create index crm_customer_order_organization_id_idx on crm_customer_order ("organization_id");
create index crm_customer_order_consignee_id_idx on crm_customer_order ("consignee_id");
create index crm_customer_order_agreement_id_idx on crm_customer_order ("agreement_id");
create index crm_customer_order_macro_sector_id_idx on crm_customer_order ("macro_sector_id");
create index crm_customer_order_micro_sector_id_idx on crm_customer_order ("micro_sector_id");
create index crm_customer_order_contact_person_id_idx on crm_customer_order ("contact_person_id");
create index crm_customer_order_manager_id_idx on crm_customer_order ("manager_id");
create index crm_customer_order_currency_id_idx on crm_customer_order ("currency_id");
create index crm_customer_order_cancel_reason_id_idx on crm_customer_order ("cancel_reason_id");
create index crm_customer_order_created_at_id_idx on crm_customer_order ("created_at", "id");

create table crm_customer_order_line (
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
  "line_no" integer not null,
  "product_id" uuid not null,
  "description" varchar(1000),
  "quantity" numeric(15,3) not null,
  "unit_id" uuid not null,
  "price" numeric(15,2) not null,
  "discount_pct" numeric(7,4),
  "amount" numeric(15,2) not null,
  "vat_rate_id" uuid not null,
  "vat_amount" numeric(15,2) not null,
  "total" numeric(15,2) not null,
  "supply_action" varchar(60) check ("supply_action" in ('supply_separately', 'reserve', 'from_supplier_orders', 'ship', 'not_required')),
  "supply_state" varchar(60) not null check ("supply_state" in ('none', 'ordered', 'in_stock', 'shipped')),
  "supplier_order_line_id" uuid,
  "reserved_qty" numeric(15,3) not null,
  "shipped_qty" numeric(15,3) not null,
  "cancelled_qty" numeric(15,3) not null,
  "cost_price" numeric(15,2),
  "macbuild_line_no" integer,
  "is_unmatched" boolean not null,
  primary key (id),
  constraint crm_customer_order_line_quantity_positive_check check (quantity > 0),
  constraint crm_customer_order_line_price_not_negative_check check (price >= 0),
  constraint crm_customer_order_line_discount_in_range_check check (discount_pct between 0 and 100),
  constraint crm_customer_order_line_amounts_not_negative_check check (amount >= 0 and vat_amount >= 0 and total >= 0),
  constraint crm_customer_order_line_reserved_not_negative_check check (reserved_qty >= 0),
  constraint crm_customer_order_line_shipped_within_quantity_check check (shipped_qty >= 0 and cancelled_qty >= 0 and shipped_qty + cancelled_qty <= quantity),
  constraint crm_customer_order_line_cost_not_negative_check check (cost_price >= 0)
);
create index crm_customer_order_line_order_id_line_no_idx on crm_customer_order_line ("order_id", "line_no");
create index crm_customer_order_line_product_id_idx on crm_customer_order_line ("product_id");
create index crm_customer_order_line_supplier_order_line_id_idx on crm_customer_order_line ("supplier_order_line_id");
create index crm_customer_order_line_order_id_idx on crm_customer_order_line ("order_id");
create index crm_customer_order_line_unit_id_idx on crm_customer_order_line ("unit_id");
create index crm_customer_order_line_vat_rate_id_idx on crm_customer_order_line ("vat_rate_id");
create index crm_customer_order_line_created_at_id_idx on crm_customer_order_line ("created_at", "id");

create table crm_order_extra_cost (
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
  "line_no" integer not null,
  "kind" varchar(60) not null check ("kind" in ('transport_company', 'delivery', 'certificates', 'warranty', 'specialist_visit', 'documentation_translation', 'other')),
  "amount" numeric(15,2),
  "charged_to_client" boolean not null,
  "note" varchar(250),
  primary key (id),
  constraint crm_order_extra_cost_amount_not_negative_check check (amount >= 0),
  constraint crm_order_extra_cost_other_has_note_check check (kind <> 'other' or note is not null)
);
create unique index crm_order_extra_cost_order_id_kind_key on crm_order_extra_cost ("order_id", "kind");
create index crm_order_extra_cost_order_id_idx on crm_order_extra_cost ("order_id");
create index crm_order_extra_cost_created_at_id_idx on crm_order_extra_cost ("created_at", "id");

create table crm_commercial_offer (
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
  "version_no" integer not null,
  "manager_id" uuid,
  "printed_document_id" uuid not null,
  "approval_id" uuid,
  "sent_at" timestamptz,
  "interaction_id" uuid,
  "valid_until" date,
  "response" varchar(60) not null,
  "response_at" timestamptz,
  "response_comment" text,
  "regulation_hash" text,
  primary key (id),
  constraint crm_commercial_offer_version_positive_check check (version_no > 0)
);
create unique index crm_commercial_offer_order_id_version_no_key on crm_commercial_offer ("order_id", "version_no");
create index crm_commercial_offer_response_sent_at_idx on crm_commercial_offer ("response", "sent_at");
create index crm_commercial_offer_approval_id_idx on crm_commercial_offer ("approval_id");
create index crm_commercial_offer_manager_id_idx on crm_commercial_offer ("manager_id");
create index crm_commercial_offer_order_id_idx on crm_commercial_offer ("order_id");
create index crm_commercial_offer_printed_document_id_idx on crm_commercial_offer ("printed_document_id");
create index crm_commercial_offer_interaction_id_idx on crm_commercial_offer ("interaction_id");
create index crm_commercial_offer_created_at_id_idx on crm_commercial_offer ("created_at", "id");

create table crm_invoice (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "posting_state" varchar(60) not null check ("posting_state" in ('draft', 'posted', 'cancelled')),
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "number" varchar(20) not null,
  "date" timestamptz not null,
  "order_id" uuid not null,
  "interest_id" uuid not null,
  "partner_id" uuid not null,
  "counterparty_id" uuid not null,
  "organization_id" uuid not null,
  "status" varchar(60) not null check ("status" in ('on_approval', 'to_execute', 'closed', 'cancelled')),
  "execution_stage" varchar(60) not null check ("execution_stage" in ('not_placed', 'to_place', 'placed', 'in_transit', 'in_stock', 'shipped')),
  "client_status" varchar(60) not null check ("client_status" in ('awaiting_agreement', 'awaiting_advance', 'awaiting_supply', 'awaiting_balance', 'ready_to_ship', 'shipping', 'awaiting_deferred_payment', 'settled')),
  "stage_date" timestamptz,
  "priority" varchar(60) not null check ("priority" in ('high', 'medium', 'low')),
  "macbuild_number" varchar(30),
  "event_date" date,
  "state" varchar(60) not null,
  "sent_at" timestamptz,
  "author_id" uuid,
  "responsible_id" uuid,
  "total" numeric(15,2) not null,
  "paid" numeric(15,2) not null,
  "balance" numeric(15,2) not null,
  "payment_state" varchar(60) not null check ("payment_state" in ('unpaid', 'partially_paid', 'paid')),
  "remaining_qty" numeric(15,3) not null,
  "shipment_state" varchar(60) not null check ("shipment_state" in ('not_shipped', 'partially_shipped', 'shipped')),
  "is_overdue" boolean not null,
  "full_shipment_date" date,
  "regulation_hash" text,
  primary key (id),
  constraint crm_invoice_total_not_negative_check check (total >= 0),
  constraint crm_invoice_paid_not_negative_check check (paid >= 0),
  constraint crm_invoice_balance_not_negative_check check (balance >= 0),
  constraint crm_invoice_remaining_not_negative_check check (remaining_qty >= 0)
);
create unique index crm_invoice_order_id_key on crm_invoice ("order_id");
create index crm_invoice_number_idx on crm_invoice ("number");
create index crm_invoice_interest_id_state_idx on crm_invoice ("interest_id", "state");
create index crm_invoice_partner_id_date_idx on crm_invoice ("partner_id", "date");
create index crm_invoice_counterparty_id_idx on crm_invoice ("counterparty_id");
create index crm_invoice_responsible_id_state_idx on crm_invoice ("responsible_id", "state");
create index crm_invoice_state_event_date_idx on crm_invoice ("state", "event_date");
create index crm_invoice_payment_state_full_shipment_date_idx on crm_invoice ("payment_state", "full_shipment_date");
create index crm_invoice_date_id_idx on crm_invoice ("date", "id");
create index crm_invoice_order_id_idx on crm_invoice ("order_id");
create index crm_invoice_interest_id_idx on crm_invoice ("interest_id");
create index crm_invoice_partner_id_idx on crm_invoice ("partner_id");
create index crm_invoice_organization_id_idx on crm_invoice ("organization_id");
create index crm_invoice_author_id_idx on crm_invoice ("author_id");
create index crm_invoice_responsible_id_idx on crm_invoice ("responsible_id");
create index crm_invoice_created_at_id_idx on crm_invoice ("created_at", "id");

create table crm_invoice_line (
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
  "order_line_id" uuid not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "unit_id" uuid not null,
  "price" numeric(15,2) not null,
  "discount_pct" numeric(7,4),
  "amount" numeric(15,2) not null,
  "vat_amount" numeric(15,2) not null,
  "vat_rate_id" uuid not null,
  "total" numeric(15,2) not null,
  primary key (id),
  constraint crm_invoice_line_quantity_not_negative_check check (quantity >= 0),
  constraint crm_invoice_line_price_not_negative_check check (price >= 0),
  constraint crm_invoice_line_discount_in_range_check check (discount_pct between 0 and 100),
  constraint crm_invoice_line_amounts_not_negative_check check (amount >= 0 and vat_amount >= 0 and total >= 0)
);
create index crm_invoice_line_invoice_id_line_no_idx on crm_invoice_line ("invoice_id", "line_no");
create index crm_invoice_line_order_line_id_idx on crm_invoice_line ("order_line_id");
create index crm_invoice_line_product_id_idx on crm_invoice_line ("product_id");
create index crm_invoice_line_invoice_id_idx on crm_invoice_line ("invoice_id");
create index crm_invoice_line_unit_id_idx on crm_invoice_line ("unit_id");
create index crm_invoice_line_vat_rate_id_idx on crm_invoice_line ("vat_rate_id");
create index crm_invoice_line_created_at_id_idx on crm_invoice_line ("created_at", "id");

create table crm_invoice_payment (
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
  "payment_id" uuid not null,
  "payment_date" date not null,
  "document_number" varchar(20) not null,
  "amount" numeric(15,2) not null,
  "payer_id" uuid not null,
  "paid_total_after" numeric(15,2) not null,
  "balance_after" numeric(15,2) not null,
  primary key (id),
  constraint crm_invoice_payment_amount_positive_check check (amount > 0),
  constraint crm_invoice_payment_after_not_negative_check check (paid_total_after >= 0 and balance_after >= 0)
);
create index crm_invoice_payment_invoice_id_payment_date_idx on crm_invoice_payment ("invoice_id", "payment_date");
create index crm_invoice_payment_payment_id_idx on crm_invoice_payment ("payment_id");
create index crm_invoice_payment_payer_id_idx on crm_invoice_payment ("payer_id");
create index crm_invoice_payment_invoice_id_idx on crm_invoice_payment ("invoice_id");
create index crm_invoice_payment_created_at_id_idx on crm_invoice_payment ("created_at", "id");

create table crm_invoice_shipment (
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
  "order_line_id" uuid not null,
  "shipment_line_id" uuid not null,
  "shipment_date" date not null,
  "product_id" uuid not null,
  "quantity" numeric(15,3) not null,
  "unit_id" uuid not null,
  "amount" numeric(15,2) not null,
  "remaining_qty_after" numeric(15,3) not null,
  "remaining_amount_after" numeric(15,2) not null,
  primary key (id),
  constraint crm_invoice_shipment_quantity_positive_check check (quantity > 0),
  constraint crm_invoice_shipment_after_not_negative_check check (remaining_qty_after >= 0 and remaining_amount_after >= 0)
);
create index crm_invoice_shipment_invoice_id_shipment_date_idx on crm_invoice_shipment ("invoice_id", "shipment_date");
create index crm_invoice_shipment_shipment_line_id_idx on crm_invoice_shipment ("shipment_line_id");
create index crm_invoice_shipment_order_line_id_idx on crm_invoice_shipment ("order_line_id");
create index crm_invoice_shipment_product_id_idx on crm_invoice_shipment ("product_id");
create index crm_invoice_shipment_invoice_id_idx on crm_invoice_shipment ("invoice_id");
create index crm_invoice_shipment_unit_id_idx on crm_invoice_shipment ("unit_id");
create index crm_invoice_shipment_created_at_id_idx on crm_invoice_shipment ("created_at", "id");

alter table crm_partner add constraint crm_partner_partner_type_id_fkey foreign key ("partner_type_id") references crm_partner_type(id);
alter table crm_partner add constraint crm_partner_segment_id_fkey foreign key ("segment_id") references crm_segment(id);
alter table crm_partner add constraint crm_partner_main_manager_id_fkey foreign key ("main_manager_id") references core_user(id);
alter table crm_partner add constraint crm_partner_supervisor_id_fkey foreign key ("supervisor_id") references core_user(id);
alter table crm_partner add constraint crm_partner_agreement_id_fkey foreign key ("agreement_id") references crm_agreement(id);
alter table crm_partner add constraint crm_partner_source_inquiry_id_fkey foreign key ("source_inquiry_id") references crm_inquiry(id);
alter table crm_counterparty add constraint crm_counterparty_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_counterparty add constraint crm_counterparty_approved_by_fkey foreign key ("approved_by") references core_user(id);
alter table crm_counterparty add constraint crm_counterparty_export_country_id_fkey foreign key ("export_country_id") references crm_export_country(id);
alter table crm_contact_person add constraint crm_contact_person_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_contact_person add constraint crm_contact_person_position_id_fkey foreign key ("position_id") references crm_contact_position(id);
alter table crm_contact_person add constraint crm_contact_person_individual_id_fkey foreign key ("individual_id") references crm_individual(id);
alter table crm_partner_relation add constraint crm_partner_relation_from_partner_id_fkey foreign key ("from_partner_id") references crm_partner(id);
alter table crm_partner_relation add constraint crm_partner_relation_to_partner_id_fkey foreign key ("to_partner_id") references crm_partner(id);
alter table crm_individual_relation add constraint crm_individual_relation_from_individual_id_fkey foreign key ("from_individual_id") references crm_individual(id);
alter table crm_individual_relation add constraint crm_individual_relation_to_individual_id_fkey foreign key ("to_individual_id") references crm_individual(id);
alter table crm_individual_relation add constraint crm_individual_relation_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table crm_segment add constraint crm_segment_default_agreement_id_fkey foreign key ("default_agreement_id") references crm_agreement(id);
alter table crm_organization add constraint crm_organization_default_account_id_fkey foreign key ("default_account_id") references crm_bank_account(id);
alter table crm_bank_account add constraint crm_bank_account_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table crm_bank_account add constraint crm_bank_account_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table crm_bank_account add constraint crm_bank_account_bank_id_fkey foreign key ("bank_id") references crm_bank(id);
alter table crm_bank_account add constraint crm_bank_account_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table crm_registry_check add constraint crm_registry_check_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table crm_registry_check add constraint crm_registry_check_checked_by_fkey foreign key ("checked_by") references core_user(id);
alter table crm_product add constraint crm_product_group_id_fkey foreign key ("group_id") references crm_product_group(id);
alter table crm_product add constraint crm_product_price_group_id_fkey foreign key ("price_group_id") references crm_price_group(id);
alter table crm_product add constraint crm_product_unit_id_fkey foreign key ("unit_id") references crm_unit(id);
alter table crm_product add constraint crm_product_vat_rate_id_fkey foreign key ("vat_rate_id") references crm_vat_rate(id);
alter table crm_product_attribute add constraint crm_product_attribute_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table crm_product_group add constraint crm_product_group_parent_id_fkey foreign key ("parent_id") references crm_product_group(id);
alter table crm_product_group add constraint crm_product_group_price_group_id_fkey foreign key ("price_group_id") references crm_price_group(id);
alter table crm_price_kind add constraint crm_price_kind_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table crm_product_price add constraint crm_product_price_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table crm_product_price add constraint crm_product_price_price_kind_id_fkey foreign key ("price_kind_id") references crm_price_kind(id);
alter table crm_currency_rate add constraint crm_currency_rate_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table crm_sector add constraint crm_sector_parent_id_fkey foreign key ("parent_id") references crm_sector(id);
alter table crm_inquiry add constraint crm_inquiry_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_inquiry add constraint crm_inquiry_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table crm_inquiry add constraint crm_inquiry_refusal_reason_id_fkey foreign key ("refusal_reason_id") references crm_refusal_reason(id);
alter table crm_inquiry add constraint crm_inquiry_assigned_to_fkey foreign key ("assigned_to") references core_user(id);
alter table crm_inquiry add constraint crm_inquiry_processed_by_fkey foreign key ("processed_by") references core_user(id);
alter table crm_interest add constraint crm_interest_author_id_fkey foreign key ("author_id") references core_user(id);
alter table crm_interest add constraint crm_interest_interest_type_id_fkey foreign key ("interest_type_id") references crm_interest_type(id);
alter table crm_interest add constraint crm_interest_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_interest add constraint crm_interest_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table crm_interest add constraint crm_interest_contact_person_id_fkey foreign key ("contact_person_id") references crm_contact_person(id);
alter table crm_interest add constraint crm_interest_service_type_id_fkey foreign key ("service_type_id") references crm_service_type(id);
alter table crm_interest add constraint crm_interest_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table crm_interest add constraint crm_interest_next_interaction_id_fkey foreign key ("next_interaction_id") references crm_interaction(id);
alter table crm_interest add constraint crm_interest_inquiry_id_fkey foreign key ("inquiry_id") references crm_inquiry(id);
alter table crm_interest add constraint crm_interest_refusal_reason_id_fkey foreign key ("refusal_reason_id") references crm_refusal_reason(id);
alter table crm_interaction add constraint crm_interaction_author_id_fkey foreign key ("author_id") references core_user(id);
alter table crm_interaction add constraint crm_interaction_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_interaction add constraint crm_interaction_contact_person_id_fkey foreign key ("contact_person_id") references crm_contact_person(id);
alter table crm_interaction add constraint crm_interaction_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table crm_interaction add constraint crm_interaction_previous_id_fkey foreign key ("previous_id") references crm_interaction(id);
alter table crm_interaction_participant add constraint crm_interaction_participant_interaction_id_fkey foreign key ("interaction_id") references crm_interaction(id);
alter table crm_work_plan_item add constraint crm_work_plan_item_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table crm_work_plan_item add constraint crm_work_plan_item_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table crm_work_plan_item add constraint crm_work_plan_item_task_id_fkey foreign key ("task_id") references core_task(id);
alter table crm_agreement add constraint crm_agreement_typical_id_fkey foreign key ("typical_id") references crm_agreement(id);
alter table crm_agreement add constraint crm_agreement_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_agreement add constraint crm_agreement_approved_by_fkey foreign key ("approved_by") references core_user(id);
alter table crm_agreement add constraint crm_agreement_price_kind_id_fkey foreign key ("price_kind_id") references crm_price_kind(id);
alter table crm_agreement_price add constraint crm_agreement_price_agreement_id_fkey foreign key ("agreement_id") references crm_agreement(id);
alter table crm_agreement_price add constraint crm_agreement_price_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table crm_agreement_price add constraint crm_agreement_price_price_group_id_fkey foreign key ("price_group_id") references crm_price_group(id);
alter table crm_payment_schedule_line add constraint crm_payment_schedule_line_agreement_id_fkey foreign key ("agreement_id") references crm_agreement(id);
alter table crm_payment_schedule_line add constraint crm_payment_schedule_line_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table crm_customer_order add constraint crm_customer_order_author_id_fkey foreign key ("author_id") references core_user(id);
alter table crm_customer_order add constraint crm_customer_order_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table crm_customer_order add constraint crm_customer_order_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_customer_order add constraint crm_customer_order_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table crm_customer_order add constraint crm_customer_order_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table crm_customer_order add constraint crm_customer_order_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table crm_customer_order add constraint crm_customer_order_consignee_id_fkey foreign key ("consignee_id") references crm_counterparty(id);
alter table crm_customer_order add constraint crm_customer_order_agreement_id_fkey foreign key ("agreement_id") references crm_agreement(id);
alter table crm_customer_order add constraint crm_customer_order_macro_sector_id_fkey foreign key ("macro_sector_id") references crm_sector(id);
alter table crm_customer_order add constraint crm_customer_order_micro_sector_id_fkey foreign key ("micro_sector_id") references crm_sector(id);
alter table crm_customer_order add constraint crm_customer_order_contact_person_id_fkey foreign key ("contact_person_id") references crm_contact_person(id);
alter table crm_customer_order add constraint crm_customer_order_manager_id_fkey foreign key ("manager_id") references core_user(id);
alter table crm_customer_order add constraint crm_customer_order_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table crm_customer_order add constraint crm_customer_order_cancel_reason_id_fkey foreign key ("cancel_reason_id") references crm_refusal_reason(id);
alter table crm_customer_order add constraint crm_customer_order_replaced_order_id_fkey foreign key ("replaced_order_id") references crm_customer_order(id);
alter table crm_customer_order_line add constraint crm_customer_order_line_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table crm_customer_order_line add constraint crm_customer_order_line_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table crm_customer_order_line add constraint crm_customer_order_line_unit_id_fkey foreign key ("unit_id") references crm_unit(id);
alter table crm_customer_order_line add constraint crm_customer_order_line_vat_rate_id_fkey foreign key ("vat_rate_id") references crm_vat_rate(id);
alter table crm_order_extra_cost add constraint crm_order_extra_cost_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table crm_commercial_offer add constraint crm_commercial_offer_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table crm_commercial_offer add constraint crm_commercial_offer_manager_id_fkey foreign key ("manager_id") references core_user(id);
alter table crm_commercial_offer add constraint crm_commercial_offer_printed_document_id_fkey foreign key ("printed_document_id") references core_printed_document(id);
alter table crm_commercial_offer add constraint crm_commercial_offer_approval_id_fkey foreign key ("approval_id") references core_approval(id);
alter table crm_commercial_offer add constraint crm_commercial_offer_interaction_id_fkey foreign key ("interaction_id") references crm_interaction(id);
alter table crm_invoice add constraint crm_invoice_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table crm_invoice add constraint crm_invoice_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table crm_invoice add constraint crm_invoice_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table crm_invoice add constraint crm_invoice_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table crm_invoice add constraint crm_invoice_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table crm_invoice add constraint crm_invoice_author_id_fkey foreign key ("author_id") references core_user(id);
alter table crm_invoice add constraint crm_invoice_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table crm_invoice_line add constraint crm_invoice_line_invoice_id_fkey foreign key ("invoice_id") references crm_invoice(id);
alter table crm_invoice_line add constraint crm_invoice_line_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);
alter table crm_invoice_line add constraint crm_invoice_line_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table crm_invoice_line add constraint crm_invoice_line_unit_id_fkey foreign key ("unit_id") references crm_unit(id);
alter table crm_invoice_line add constraint crm_invoice_line_vat_rate_id_fkey foreign key ("vat_rate_id") references crm_vat_rate(id);
alter table crm_invoice_payment add constraint crm_invoice_payment_invoice_id_fkey foreign key ("invoice_id") references crm_invoice(id);
alter table crm_invoice_payment add constraint crm_invoice_payment_payer_id_fkey foreign key ("payer_id") references crm_counterparty(id);
alter table crm_invoice_shipment add constraint crm_invoice_shipment_invoice_id_fkey foreign key ("invoice_id") references crm_invoice(id);
alter table crm_invoice_shipment add constraint crm_invoice_shipment_order_line_id_fkey foreign key ("order_line_id") references crm_customer_order_line(id);
alter table crm_invoice_shipment add constraint crm_invoice_shipment_product_id_fkey foreign key ("product_id") references crm_product(id);
alter table crm_invoice_shipment add constraint crm_invoice_shipment_unit_id_fkey foreign key ("unit_id") references crm_unit(id);
