-- Payment requests, the files they leave for the bank in, and the lines of bank statements.
create table accounting_bank_file (
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
  "account_id" uuid not null,
  "pay_until" date,
  "total" numeric(15,2) not null,
  "regulation_hash" text,
  primary key (id),
  constraint accounting_bank_file_total_not_negative_check check (total >= 0)
);
create index accounting_bank_file_account_id_date_idx on accounting_bank_file ("account_id", "date");
create index accounting_bank_file_author_id_idx on accounting_bank_file ("author_id");
create index accounting_bank_file_responsible_id_idx on accounting_bank_file ("responsible_id");
create index accounting_bank_file_account_id_idx on accounting_bank_file ("account_id");
create index accounting_bank_file_created_at_id_idx on accounting_bank_file ("created_at", "id");

create table accounting_payment_request (
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
  "date" date not null,
  "state" varchar(60) not null,
  "initiator_id" uuid not null,
  "account_id" uuid not null,
  "payee_id" uuid not null,
  "payee_account_id" uuid,
  "supplier_invoice_number" varchar(50),
  "supplier_invoice_date" date,
  "amount" numeric(15,2) not null,
  "currency_id" uuid not null,
  "purpose" varchar(210),
  "pay_by" date,
  "approval_id" uuid,
  "remark" varchar(500),
  "bank_file_id" uuid,
  "sent_to_bank_at" timestamptz,
  "paid_on" date,
  "regulation_hash" text,
  primary key (id),
  constraint accounting_payment_request_amount_positive_check check (amount > 0),
  constraint accounting_payment_request_sent_in_a_file_check check ((sent_to_bank_at is null) = (bank_file_id is null))
);
create index accounting_payment_request_state_pay_by_idx on accounting_payment_request ("state", "pay_by");
create index accounting_payment_request_payee_id_state_idx on accounting_payment_request ("payee_id", "state");
create index accounting_payment_request_date_id_idx on accounting_payment_request ("date", "id");
create index accounting_payment_request_author_id_idx on accounting_payment_request ("author_id");
create index accounting_payment_request_responsible_id_idx on accounting_payment_request ("responsible_id");
create index accounting_payment_request_initiator_id_idx on accounting_payment_request ("initiator_id");
create index accounting_payment_request_account_id_idx on accounting_payment_request ("account_id");
create index accounting_payment_request_payee_id_idx on accounting_payment_request ("payee_id");
create index accounting_payment_request_payee_account_id_idx on accounting_payment_request ("payee_account_id");
create index accounting_payment_request_currency_id_idx on accounting_payment_request ("currency_id");
create index accounting_payment_request_approval_id_idx on accounting_payment_request ("approval_id");
create index accounting_payment_request_bank_file_id_idx on accounting_payment_request ("bank_file_id");
create index accounting_payment_request_created_at_id_idx on accounting_payment_request ("created_at", "id");

create table accounting_bank_file_order (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "bank_file_id" uuid not null,
  "request_id" uuid not null,
  "order_number" varchar(6),
  "amount" numeric(15,2),
  primary key (id)
);
create index accounting_bank_file_order_bank_file_id_idx on accounting_bank_file_order ("bank_file_id");
create index accounting_bank_file_order_request_id_idx on accounting_bank_file_order ("request_id");
create index accounting_bank_file_order_created_at_id_idx on accounting_bank_file_order ("created_at", "id");

create table accounting_bank_statement_line (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "account_id" uuid not null,
  "direction" varchar(60) not null check ("direction" in ('incoming', 'outgoing')),
  "booked_on" date not null,
  "document_number" varchar(20) not null,
  "document_date" date not null,
  "amount" numeric(15,2) not null,
  "other_name" varchar(250),
  "other_inn" varchar(12),
  "other_kpp" varchar(9),
  "other_account" varchar(34),
  "purpose" varchar(500),
  "outcome" varchar(60) not null check ("outcome" in ('payment', 'request_paid', 'other', 'unknown_payer', 'refused')),
  "payment_id" uuid,
  "request_id" uuid,
  "line_key" varchar(64) not null,
  "file_name" varchar(255),
  "file_line" integer,
  primary key (id),
  constraint accounting_bank_statement_line_amount_positive_check check (amount > 0)
);
create unique index accounting_bank_statement_line_line_key_key on accounting_bank_statement_line ("line_key");
create index accounting_bank_statement_line_account_id_booked_on_idx on accounting_bank_statement_line ("account_id", "booked_on");
create index accounting_bank_statement_line_outcome_booked_on_idx on accounting_bank_statement_line ("outcome", "booked_on");
create index accounting_bank_statement_line_account_id_idx on accounting_bank_statement_line ("account_id");
create index accounting_bank_statement_line_payment_id_idx on accounting_bank_statement_line ("payment_id");
create index accounting_bank_statement_line_request_id_idx on accounting_bank_statement_line ("request_id");
create index accounting_bank_statement_line_created_at_id_idx on accounting_bank_statement_line ("created_at", "id");

alter table accounting_bank_file add constraint accounting_bank_file_author_id_fkey foreign key ("author_id") references core_user(id);
alter table accounting_bank_file add constraint accounting_bank_file_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table accounting_bank_file add constraint accounting_bank_file_account_id_fkey foreign key ("account_id") references crm_bank_account(id);

alter table accounting_payment_request add constraint accounting_payment_request_author_id_fkey foreign key ("author_id") references core_user(id);
alter table accounting_payment_request add constraint accounting_payment_request_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table accounting_payment_request add constraint accounting_payment_request_initiator_id_fkey foreign key ("initiator_id") references core_user(id);
alter table accounting_payment_request add constraint accounting_payment_request_account_id_fkey foreign key ("account_id") references crm_bank_account(id);
alter table accounting_payment_request add constraint accounting_payment_request_payee_id_fkey foreign key ("payee_id") references crm_counterparty(id);
alter table accounting_payment_request add constraint accounting_payment_request_payee_account_id_fkey foreign key ("payee_account_id") references crm_bank_account(id);
alter table accounting_payment_request add constraint accounting_payment_request_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table accounting_payment_request add constraint accounting_payment_request_approval_id_fkey foreign key ("approval_id") references core_approval(id);
alter table accounting_payment_request add constraint accounting_payment_request_bank_file_id_fkey foreign key ("bank_file_id") references accounting_bank_file(id);

alter table accounting_bank_file_order add constraint accounting_bank_file_order_bank_file_id_fkey foreign key ("bank_file_id") references accounting_bank_file(id);
alter table accounting_bank_file_order add constraint accounting_bank_file_order_request_id_fkey foreign key ("request_id") references accounting_payment_request(id);

alter table accounting_bank_statement_line add constraint accounting_bank_statement_line_account_id_fkey foreign key ("account_id") references crm_bank_account(id);
alter table accounting_bank_statement_line add constraint accounting_bank_statement_line_payment_id_fkey foreign key ("payment_id") references accounting_payment(id);
alter table accounting_bank_statement_line add constraint accounting_bank_statement_line_request_id_fkey foreign key ("request_id") references accounting_payment_request(id);
