create table accounting_payment (
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
  "date" date not null,
  "incoming_number" varchar(20) not null,
  "incoming_date" date,
  "operation" varchar(60) not null check ("operation" in ('from_client', 'refund_to_client', 'from_supplier', 'other')),
  "account_id" uuid not null,
  "amount" numeric(15,2) not null,
  "currency_id" uuid not null,
  "payer_id" uuid not null,
  "payer_account_id" uuid,
  "purpose" varchar(500),
  "unallocated" numeric(15,2) not null,
  "regulation_hash" text,
  primary key (id),
  constraint accounting_payment_amount_positive_check check (amount > 0),
  constraint accounting_payment_unallocated_within_amount_check check (unallocated >= 0 and unallocated <= amount)
);
create index accounting_payment_account_id_date_idx on accounting_payment ("account_id", "date");
create index accounting_payment_payer_id_date_incoming_number_idx on accounting_payment ("payer_id", "date", "incoming_number");
create index accounting_payment_author_id_idx on accounting_payment ("author_id");
create index accounting_payment_responsible_id_idx on accounting_payment ("responsible_id");
create index accounting_payment_account_id_idx on accounting_payment ("account_id");
create index accounting_payment_currency_id_idx on accounting_payment ("currency_id");
create index accounting_payment_payer_id_idx on accounting_payment ("payer_id");
create index accounting_payment_payer_account_id_idx on accounting_payment ("payer_account_id");
create index accounting_payment_created_at_id_idx on accounting_payment ("created_at", "id");

create table accounting_payment_allocation (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "payment_id" uuid not null,
  "invoice_id" uuid not null,
  "amount" numeric(15,2) not null,
  primary key (id),
  constraint accounting_payment_allocation_amount_positive_check check (amount > 0)
);
create index accounting_payment_allocation_payment_id_idx on accounting_payment_allocation ("payment_id");
create index accounting_payment_allocation_invoice_id_idx on accounting_payment_allocation ("invoice_id");
create index accounting_payment_allocation_created_at_id_idx on accounting_payment_allocation ("created_at", "id");

create table accounting_advance_tax_invoice (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "posting_state" varchar(60) not null,
  "author_id" uuid,
  "responsible_id" uuid,
  "comment" text,
  "based_on_entity" varchar(60),
  "based_on_id" uuid,
  "number" varchar(20),
  "date" date not null,
  "payment_id" uuid not null,
  "invoice_id" uuid,
  "counterparty_id" uuid not null,
  "amount" numeric(15,2) not null,
  "vat_rate_id" uuid not null,
  "vat_amount" numeric(15,2) not null,
  "payment_document" varchar(60),
  "regulation_hash" text,
  primary key (id),
  constraint accounting_advance_tax_invoice_amount_positive_check check (amount > 0),
  constraint accounting_advance_tax_invoice_vat_within_amount_check check (vat_amount >= 0 and vat_amount < amount)
);
create index accounting_advance_tax_invoice_date_idx on accounting_advance_tax_invoice ("date");
create index accounting_advance_tax_invoice_payment_id_vat_rate_id_idx on accounting_advance_tax_invoice ("payment_id", "vat_rate_id");
create index accounting_advance_tax_invoice_author_id_idx on accounting_advance_tax_invoice ("author_id");
create index accounting_advance_tax_invoice_responsible_id_idx on accounting_advance_tax_invoice ("responsible_id");
create index accounting_advance_tax_invoice_payment_id_idx on accounting_advance_tax_invoice ("payment_id");
create index accounting_advance_tax_invoice_invoice_id_idx on accounting_advance_tax_invoice ("invoice_id");
create index accounting_advance_tax_invoice_counterparty_id_idx on accounting_advance_tax_invoice ("counterparty_id");
create index accounting_advance_tax_invoice_vat_rate_id_idx on accounting_advance_tax_invoice ("vat_rate_id");
create index accounting_advance_tax_invoice_created_at_id_idx on accounting_advance_tax_invoice ("created_at", "id");

create table accounting_period_close (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "organization_id" uuid not null,
  "month" date not null,
  "state" varchar(60) not null,
  "closed_at" timestamptz,
  "closed_by" uuid,
  "regulation_hash" text,
  primary key (id),
  constraint accounting_period_close_month_by_its_first_day_check check (extract(day from month) = 1),
  constraint accounting_period_close_closed_by_somebody_check check ((closed_at is null) = (closed_by is null))
);
create unique index accounting_period_close_organization_id_month_key on accounting_period_close ("organization_id", "month");
create index accounting_period_close_organization_id_idx on accounting_period_close ("organization_id");
create index accounting_period_close_closed_by_idx on accounting_period_close ("closed_by");
create index accounting_period_close_created_at_id_idx on accounting_period_close ("created_at", "id");

alter table accounting_payment add constraint accounting_payment_author_id_fkey foreign key ("author_id") references core_user(id);
alter table accounting_payment add constraint accounting_payment_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table accounting_payment add constraint accounting_payment_account_id_fkey foreign key ("account_id") references crm_bank_account(id);
alter table accounting_payment add constraint accounting_payment_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table accounting_payment add constraint accounting_payment_payer_id_fkey foreign key ("payer_id") references crm_counterparty(id);
alter table accounting_payment add constraint accounting_payment_payer_account_id_fkey foreign key ("payer_account_id") references crm_bank_account(id);
alter table accounting_payment_allocation add constraint accounting_payment_allocation_payment_id_fkey foreign key ("payment_id") references accounting_payment(id);
alter table accounting_payment_allocation add constraint accounting_payment_allocation_invoice_id_fkey foreign key ("invoice_id") references crm_invoice(id);
alter table accounting_advance_tax_invoice add constraint accounting_advance_tax_invoice_author_id_fkey foreign key ("author_id") references core_user(id);
alter table accounting_advance_tax_invoice add constraint accounting_advance_tax_invoice_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table accounting_advance_tax_invoice add constraint accounting_advance_tax_invoice_payment_id_fkey foreign key ("payment_id") references accounting_payment(id);
alter table accounting_advance_tax_invoice add constraint accounting_advance_tax_invoice_invoice_id_fkey foreign key ("invoice_id") references crm_invoice(id);
alter table accounting_advance_tax_invoice add constraint accounting_advance_tax_invoice_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table accounting_advance_tax_invoice add constraint accounting_advance_tax_invoice_vat_rate_id_fkey foreign key ("vat_rate_id") references crm_vat_rate(id);
alter table accounting_period_close add constraint accounting_period_close_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table accounting_period_close add constraint accounting_period_close_closed_by_fkey foreign key ("closed_by") references core_user(id);
