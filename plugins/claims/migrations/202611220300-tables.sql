create table claims_claim_reason (
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
create unique index claims_claim_reason_code_key on claims_claim_reason ("code");
create index claims_claim_reason_created_at_id_idx on claims_claim_reason ("created_at", "id");

create table claims_claim (
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
  "registered_at" timestamptz not null,
  "claimant_kind" varchar(60) not null check ("claimant_kind" in ('client', 'supplier', 'competitor', 'dealer', 'other')),
  "partner_id" uuid,
  "claimant_name" varchar(250) not null,
  "claimant_company" varchar(250),
  "claimant_email" varchar(254),
  "claimant_phone" varchar(32),
  "contact_person_id" uuid,
  "interest_id" uuid,
  "order_id" uuid,
  "invoice_id" uuid,
  "document_entity" varchar(60),
  "document_id" uuid,
  "interaction_id" uuid,
  "department_id" uuid,
  "guilty_user_id" uuid,
  "essence" text not null,
  "reason_id" uuid,
  "cause_text" text,
  "state" varchar(60) not null,
  "result" text,
  "compensation_amount" numeric(15,2),
  "responsible_id" uuid not null,
  "self_registered" boolean not null,
  "due_at" timestamptz,
  "escalated_at" timestamptz,
  "closed_at" timestamptz,
  "regulation_hash" text,
  primary key (id),
  constraint claims_claim_compensation_not_negative_check check (compensation_amount >= 0)
);
create unique index claims_claim_number_key on claims_claim ("number");
create index claims_claim_partner_id_registered_at_idx on claims_claim ("partner_id", "registered_at");
create index claims_claim_responsible_id_state_idx on claims_claim ("responsible_id", "state");
create index claims_claim_state_due_at_idx on claims_claim ("state", "due_at");
create index claims_claim_registered_at_idx on claims_claim ("registered_at");
create index claims_claim_department_id_idx on claims_claim ("department_id");
create index claims_claim_guilty_user_id_idx on claims_claim ("guilty_user_id");
create index claims_claim_reason_id_idx on claims_claim ("reason_id");
create index claims_claim_order_id_idx on claims_claim ("order_id");
create index claims_claim_interest_id_idx on claims_claim ("interest_id");
create index claims_claim_invoice_id_idx on claims_claim ("invoice_id");
create index claims_claim_interaction_id_idx on claims_claim ("interaction_id");
create index claims_claim_document_id_document_entity_idx on claims_claim ("document_id", "document_entity");
create index claims_claim_partner_id_idx on claims_claim ("partner_id");
create index claims_claim_contact_person_id_idx on claims_claim ("contact_person_id");
create index claims_claim_responsible_id_idx on claims_claim ("responsible_id");
create index claims_claim_created_at_id_idx on claims_claim ("created_at", "id");

create table claims_claim_plan_item (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "claim_id" uuid not null,
  "line_no" integer not null,
  "title" varchar(250) not null,
  "planned_at" timestamptz not null,
  "responsible_id" uuid not null,
  "state" varchar(60) not null check ("state" in ('planned', 'done', 'skipped')),
  "task_id" uuid,
  "result" text,
  primary key (id)
);
create index claims_claim_plan_item_claim_id_planned_at_idx on claims_claim_plan_item ("claim_id", "planned_at");
create index claims_claim_plan_item_task_id_idx on claims_claim_plan_item ("task_id");
create index claims_claim_plan_item_responsible_id_state_idx on claims_claim_plan_item ("responsible_id", "state");
create index claims_claim_plan_item_claim_id_idx on claims_claim_plan_item ("claim_id");
create index claims_claim_plan_item_responsible_id_idx on claims_claim_plan_item ("responsible_id");
create index claims_claim_plan_item_created_at_id_idx on claims_claim_plan_item ("created_at", "id");

create table claims_self_service_account (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "user_id" uuid not null,
  "partner_id" uuid not null,
  "contact_person_id" uuid,
  "is_active" boolean not null,
  primary key (id)
);
create unique index claims_self_service_account_user_id_key on claims_self_service_account ("user_id");
create index claims_self_service_account_partner_id_idx on claims_self_service_account ("partner_id");
create index claims_self_service_account_user_id_idx on claims_self_service_account ("user_id");
create index claims_self_service_account_contact_person_id_idx on claims_self_service_account ("contact_person_id");
create index claims_self_service_account_created_at_id_idx on claims_self_service_account ("created_at", "id");

create table claims_public_form (
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
  "key" varchar(43) not null,
  "responsible_id" uuid,
  primary key (id)
);
create unique index claims_public_form_code_key on claims_public_form ("code");
create unique index claims_public_form_key_key on claims_public_form ("key");
create index claims_public_form_responsible_id_idx on claims_public_form ("responsible_id");
create index claims_public_form_created_at_id_idx on claims_public_form ("created_at", "id");

create table claims_form_submission (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "claim_id" uuid not null,
  "form_id" uuid not null,
  "submitted_at" timestamptz not null,
  "key_hash" varchar(64) not null,
  "sender_hash" varchar(64) not null,
  primary key (id)
);
create unique index claims_form_submission_claim_id_key on claims_form_submission ("claim_id");
create index claims_form_submission_form_id_submitted_at_idx on claims_form_submission ("form_id", "submitted_at");
create index claims_form_submission_sender_hash_submitted_at_idx on claims_form_submission ("sender_hash", "submitted_at");
create index claims_form_submission_claim_id_idx on claims_form_submission ("claim_id");
create index claims_form_submission_form_id_idx on claims_form_submission ("form_id");
create index claims_form_submission_created_at_id_idx on claims_form_submission ("created_at", "id");

alter table claims_claim add constraint claims_claim_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table claims_claim add constraint claims_claim_contact_person_id_fkey foreign key ("contact_person_id") references crm_contact_person(id);
alter table claims_claim add constraint claims_claim_interest_id_fkey foreign key ("interest_id") references crm_interest(id);
alter table claims_claim add constraint claims_claim_order_id_fkey foreign key ("order_id") references crm_customer_order(id);
alter table claims_claim add constraint claims_claim_invoice_id_fkey foreign key ("invoice_id") references crm_invoice(id);
alter table claims_claim add constraint claims_claim_interaction_id_fkey foreign key ("interaction_id") references crm_interaction(id);
alter table claims_claim add constraint claims_claim_department_id_fkey foreign key ("department_id") references core_department(id);
alter table claims_claim add constraint claims_claim_guilty_user_id_fkey foreign key ("guilty_user_id") references core_user(id);
alter table claims_claim add constraint claims_claim_reason_id_fkey foreign key ("reason_id") references claims_claim_reason(id);
alter table claims_claim add constraint claims_claim_responsible_id_fkey foreign key ("responsible_id") references core_user(id);

alter table claims_claim_plan_item add constraint claims_claim_plan_item_claim_id_fkey foreign key ("claim_id") references claims_claim(id);
alter table claims_claim_plan_item add constraint claims_claim_plan_item_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table claims_claim_plan_item add constraint claims_claim_plan_item_task_id_fkey foreign key ("task_id") references core_task(id);

alter table claims_self_service_account add constraint claims_self_service_account_user_id_fkey foreign key ("user_id") references core_user(id);
alter table claims_self_service_account add constraint claims_self_service_account_partner_id_fkey foreign key ("partner_id") references crm_partner(id);
alter table claims_self_service_account add constraint claims_self_service_account_contact_person_id_fkey foreign key ("contact_person_id") references crm_contact_person(id);

alter table claims_public_form add constraint claims_public_form_responsible_id_fkey foreign key ("responsible_id") references core_user(id);

alter table claims_form_submission add constraint claims_form_submission_claim_id_fkey foreign key ("claim_id") references claims_claim(id);
alter table claims_form_submission add constraint claims_form_submission_form_id_fkey foreign key ("form_id") references claims_public_form(id);
