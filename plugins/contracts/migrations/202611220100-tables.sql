create table contracts_contract (
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
  "number" varchar(50) not null,
  "date" date not null,
  "name" varchar(250),
  "print_name" varchar(250),
  "status" varchar(60) not null,
  "form" varchar(60) not null check ("form" in ('typical', 'counterparty')),
  "route" varchar(60) check ("route" in ('typical', 'counterparty_form', 'amendments', 'refusal')),
  "kind" varchar(60) not null check ("kind" in ('sale_purchase', 'supply', 'commission', 'services', 'export', 'with_supplier')),
  "export_country_id" uuid,
  "partner_id" uuid not null,
  "counterparty_id" uuid not null,
  "organization_id" uuid not null,
  "responsible_id" uuid not null,
  "organization_account_id" uuid not null,
  "buyer_account_id" uuid,
  "client_signatory" varchar(250) not null,
  "client_basis" varchar(250) not null,
  "company_signatory_id" uuid not null,
  "company_basis" varchar(250) not null,
  "settlement_detail" varchar(60) not null check ("settlement_detail" in ('by_orders', 'by_contracts', 'by_shipments')),
  "amount" numeric(15,2),
  "currency_id" uuid not null,
  "within_plan" boolean,
  "valid_until" date,
  "auto_renewal" boolean not null,
  "renewed_from_id" uuid,
  "interest_id" uuid,
  "process_run_id" uuid,
  "negotiation_round" integer not null,
  "sent_at" timestamptz,
  "signed_by_client_at" date,
  "signed_by_company_at" date,
  "signed_by_company_id" uuid,
  "signature_entered_by" uuid,
  "agreed_by" uuid,
  "agreed_at" timestamptz,
  "original_received_at" date,
  "refusal_reason_id" uuid,
  "supplier_contract_id" uuid,
  "regulation_hash" text,
  primary key (id),
  constraint contracts_contract_amount_positive_check check (amount > 0),
  constraint contracts_contract_negotiation_round_not_negative_check check (negotiation_round >= 0),
  constraint contracts_contract_valid_from_its_date_check check (valid_until >= date),
  constraint contracts_contract_renews_another_check check (renewed_from_id <> id),
  constraint contracts_contract_drawn_from_another_check check (supplier_contract_id <> id)
);
create index contracts_contract_status_valid_until_idx on contracts_contract ("status", "valid_until");
create index contracts_contract_number_idx on contracts_contract ("number");
create index contracts_contract_export_country_id_idx on contracts_contract ("export_country_id");
create index contracts_contract_partner_id_idx on contracts_contract ("partner_id");
create index contracts_contract_counterparty_id_idx on contracts_contract ("counterparty_id");
create index contracts_contract_organization_id_idx on contracts_contract ("organization_id");
create index contracts_contract_responsible_id_idx on contracts_contract ("responsible_id");
create index contracts_contract_organization_account_id_idx on contracts_contract ("organization_account_id");
create index contracts_contract_buyer_account_id_idx on contracts_contract ("buyer_account_id");
create index contracts_contract_company_signatory_id_idx on contracts_contract ("company_signatory_id");
create index contracts_contract_currency_id_idx on contracts_contract ("currency_id");
create index contracts_contract_valid_until_idx on contracts_contract ("valid_until");
create index contracts_contract_renewed_from_id_idx on contracts_contract ("renewed_from_id");
create index contracts_contract_interest_id_idx on contracts_contract ("interest_id");
create index contracts_contract_process_run_id_idx on contracts_contract ("process_run_id");
create index contracts_contract_signed_by_company_id_idx on contracts_contract ("signed_by_company_id");
create index contracts_contract_signature_entered_by_idx on contracts_contract ("signature_entered_by");
create index contracts_contract_agreed_by_idx on contracts_contract ("agreed_by");
create index contracts_contract_refusal_reason_id_idx on contracts_contract ("refusal_reason_id");
create index contracts_contract_supplier_contract_id_idx on contracts_contract ("supplier_contract_id");
create index contracts_contract_created_at_id_idx on contracts_contract ("created_at", "id");

create table contracts_archive_record (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "contract_id" uuid not null,
  "medium" varchar(60) not null check ("medium" in ('original', 'scan')),
  "received_from" uuid not null,
  "received_at" timestamptz not null,
  "placed_by" uuid not null,
  "placed_at" timestamptz not null,
  "storage_place" varchar(150) not null,
  "issued_to" uuid,
  "issued_at" timestamptz,
  "returned_at" timestamptz,
  primary key (id),
  constraint contracts_archive_record_placed_after_receipt_check check (placed_at >= received_at),
  constraint contracts_archive_record_issued_to_somebody_check check ((issued_at is null) = (issued_to is null)),
  constraint contracts_archive_record_returned_after_issue_check check (returned_at is null or (issued_at is not null and returned_at >= issued_at))
);
create index contracts_archive_record_contract_id_idx on contracts_archive_record ("contract_id");
create index contracts_archive_record_received_from_idx on contracts_archive_record ("received_from");
create index contracts_archive_record_placed_by_idx on contracts_archive_record ("placed_by");
create index contracts_archive_record_issued_to_idx on contracts_archive_record ("issued_to");
create index contracts_archive_record_created_at_id_idx on contracts_archive_record ("created_at", "id");

alter table contracts_contract add constraint contracts_contract_export_country_id_fkey foreign key ("export_country_id") references crm_export_country(id);
alter table contracts_contract add constraint contracts_contract_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table contracts_contract add constraint contracts_contract_counterparty_id_fkey foreign key ("counterparty_id") references crm_counterparty(id);
alter table contracts_contract add constraint contracts_contract_organization_id_fkey foreign key ("organization_id") references crm_organization(id);
alter table contracts_contract add constraint contracts_contract_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table contracts_contract add constraint contracts_contract_organization_account_id_fkey foreign key ("organization_account_id") references crm_bank_account(id);
alter table contracts_contract add constraint contracts_contract_buyer_account_id_fkey foreign key ("buyer_account_id") references crm_bank_account(id);
alter table contracts_contract add constraint contracts_contract_company_signatory_id_fkey foreign key ("company_signatory_id") references core_user(id);
alter table contracts_contract add constraint contracts_contract_currency_id_fkey foreign key ("currency_id") references crm_currency(id);
alter table contracts_contract add constraint contracts_contract_renewed_from_id_fkey foreign key ("renewed_from_id") references contracts_contract(id);
alter table contracts_contract add constraint contracts_contract_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table contracts_contract add constraint contracts_contract_process_run_id_fkey foreign key ("process_run_id") references core_process_run(id);
alter table contracts_contract add constraint contracts_contract_signed_by_company_id_fkey foreign key ("signed_by_company_id") references core_user(id);
alter table contracts_contract add constraint contracts_contract_signature_entered_by_fkey foreign key ("signature_entered_by") references core_user(id);
alter table contracts_contract add constraint contracts_contract_agreed_by_fkey foreign key ("agreed_by") references core_user(id);
alter table contracts_contract add constraint contracts_contract_refusal_reason_id_fkey foreign key ("refusal_reason_id") references crm_refusal_reason(id);
alter table contracts_contract add constraint contracts_contract_supplier_contract_id_fkey foreign key ("supplier_contract_id") references contracts_contract(id);
alter table contracts_archive_record add constraint contracts_archive_record_contract_id_fkey foreign key ("contract_id") references contracts_contract(id);
alter table contracts_archive_record add constraint contracts_archive_record_received_from_fkey foreign key ("received_from") references core_user(id);
alter table contracts_archive_record add constraint contracts_archive_record_placed_by_fkey foreign key ("placed_by") references core_user(id);
alter table contracts_archive_record add constraint contracts_archive_record_issued_to_fkey foreign key ("issued_to") references core_user(id);
