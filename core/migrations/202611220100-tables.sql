create table core_department (
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
  "number" varchar(20),
  "parent_id" uuid,
  "head_id" uuid,
  primary key (id),
  constraint core_department_parent_is_another_check check (parent_id <> id)
);
create index core_department_parent_id_idx on core_department ("parent_id");
create index core_department_head_id_idx on core_department ("head_id");
create index core_department_created_at_id_idx on core_department ("created_at", "id");

create table core_user (
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
  "comment" text,
  "login" varchar(100),
  "full_name" varchar(200) not null,
  "full_name_genitive" varchar(200),
  "position" varchar(150),
  "position_genitive" varchar(150),
  "signature_basis" varchar(200),
  "signature_limit" numeric(15,2),
  "email" varchar(254) not null,
  "phone" varchar(32),
  "telephony_extension" varchar(10),
  "department_id" uuid,
  "hired_on" date,
  "is_supervised" boolean not null,
  "deputy_id" uuid,
  "absent_from" date,
  "absent_to" date,
  "locale" varchar(60) not null check ("locale" in ('ru', 'en')),
  "is_active" boolean not null,
  "is_system" boolean not null,
  primary key (id),
  constraint core_user_signature_limit_not_negative_check check (signature_limit >= 0),
  constraint core_user_deputy_is_another_check check (deputy_id <> id),
  constraint core_user_absent_in_order_check check (absent_to >= absent_from)
);
create unique index core_user_login_key on core_user ("login");
create index core_user_department_id_idx on core_user ("department_id");
create index core_user_deputy_id_idx on core_user ("deputy_id");
create index core_user_created_at_id_idx on core_user ("created_at", "id");

create table core_user_role (
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
  "role" varchar(60) not null,
  "organization_id" uuid,
  "valid_from" date,
  "valid_to" date,
  primary key (id),
  constraint core_user_role_valid_in_order_check check (valid_to >= valid_from)
);
create index core_user_role_user_id_idx on core_user_role ("user_id");
create index core_user_role_role_idx on core_user_role ("role");
create index core_user_role_created_at_id_idx on core_user_role ("created_at", "id");

create table core_process_run (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "definition_code" varchar(60) not null,
  "kind" varchar(60) check ("kind" in ('sequence', 'states')),
  "definition_version" integer,
  "subject_entity" varchar(60) not null,
  "subject_id" uuid not null,
  "state" varchar(60) not null,
  "outcome" varchar(60),
  "current_steps" text[],
  "steps" jsonb,
  "started_at" timestamptz,
  "finished_at" timestamptz,
  "initiator_id" uuid,
  "cost" numeric(15,2) not null,
  "regulation_hash" text,
  primary key (id),
  constraint core_process_run_ended_with_an_outcome_check check (state = 'running' or outcome is not null),
  constraint core_process_run_finished_after_start_check check (finished_at >= started_at),
  constraint core_process_run_cost_not_negative_check check (cost >= 0)
);
create index core_process_run_subject_entity_subject_id_idx on core_process_run ("subject_entity", "subject_id");
create index core_process_run_definition_code_state_idx on core_process_run ("definition_code", "state");
create index core_process_run_initiator_id_idx on core_process_run ("initiator_id");
create index core_process_run_created_at_id_idx on core_process_run ("created_at", "id");

create table core_approval (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "subject_kind" varchar(60) not null,
  "subject_entity" varchar(60) not null,
  "subject_id" uuid not null,
  "reasons" text[],
  "required_role" varchar(60) not null,
  "approver_id" uuid,
  "state" varchar(60) not null,
  "requested_by" uuid,
  "requested_at" timestamptz,
  "due_at" timestamptz,
  "decided_at" timestamptz,
  "decided_by" uuid,
  "on_behalf_of" uuid,
  "decision_comment" text,
  "escalated_to_role" varchar(60),
  "snapshot" jsonb,
  "content_hash" varchar(64),
  "round" integer not null,
  "step_no" integer not null,
  "regulation_hash" text,
  primary key (id),
  constraint core_approval_counted_from_one_check check (round >= 1 and step_no >= 1),
  constraint core_approval_refusal_has_comment_check check (state not in ('returned', 'rejected') or decision_comment is not null)
);
create index core_approval_subject_entity_subject_id_idx on core_approval ("subject_entity", "subject_id");
create index core_approval_required_role_state_due_at_idx on core_approval ("required_role", "state", "due_at");
create index core_approval_approver_id_idx on core_approval ("approver_id");
create index core_approval_requested_by_idx on core_approval ("requested_by");
create index core_approval_decided_by_idx on core_approval ("decided_by");
create index core_approval_on_behalf_of_idx on core_approval ("on_behalf_of");
create index core_approval_created_at_id_idx on core_approval ("created_at", "id");

create table core_task (
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
  "kind" varchar(60) not null,
  "title" varchar(250) not null,
  "description" text,
  "subject_entity" varchar(60) not null,
  "subject_id" uuid not null,
  "assignee_user_id" uuid,
  "assignee_role" varchar(60),
  "author_id" uuid,
  "due_at" timestamptz,
  "state" varchar(60) not null,
  "process_run_id" uuid,
  "process_step_code" varchar(60),
  "rule_code" varchar(60),
  "dedup_key" varchar(200),
  "approval_id" uuid,
  "result_required" boolean not null,
  "escalated_at" timestamptz,
  "result" text,
  "completed_at" timestamptz,
  "entered_state" varchar(60),
  "regulation_hash" text,
  primary key (id),
  constraint core_task_assigned_check check (assignee_user_id is not null or assignee_role is not null)
);
create index core_task_subject_entity_subject_id_idx on core_task ("subject_entity", "subject_id");
create index core_task_assignee_user_id_state_due_at_idx on core_task ("assignee_user_id", "state", "due_at");
create index core_task_assignee_role_state_due_at_idx on core_task ("assignee_role", "state", "due_at");
create index core_task_assignee_user_id_idx on core_task ("assignee_user_id");
create index core_task_author_id_idx on core_task ("author_id");
create index core_task_process_run_id_idx on core_task ("process_run_id");
create index core_task_dedup_key_idx on core_task ("dedup_key");
create index core_task_approval_id_idx on core_task ("approval_id");
create index core_task_created_at_id_idx on core_task ("created_at", "id");

create table core_reminder (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "recipient_id" uuid not null,
  "text" varchar(500) not null,
  "subject_entity" varchar(60) not null,
  "subject_id" uuid not null,
  "remind_at" timestamptz not null,
  "sequence_no" integer not null,
  "base_date" date,
  "rule_code" varchar(60),
  "state" varchar(60) not null,
  "done_at" timestamptz,
  "regulation_hash" text,
  primary key (id),
  constraint core_reminder_sequence_from_one_check check (sequence_no >= 1)
);
create index core_reminder_subject_entity_subject_id_idx on core_reminder ("subject_entity", "subject_id");
create index core_reminder_recipient_id_state_remind_at_idx on core_reminder ("recipient_id", "state", "remind_at");
create index core_reminder_recipient_id_idx on core_reminder ("recipient_id");
create index core_reminder_created_at_id_idx on core_reminder ("created_at", "id");

create table core_notification (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "recipient_id" uuid not null,
  "text" varchar(500) not null,
  "subject_entity" varchar(60),
  "subject_id" uuid,
  "channel" varchar(60) not null check ("channel" in ('ui', 'email')),
  "dedup_key" varchar(250),
  "read_at" timestamptz,
  primary key (id)
);
create index core_notification_recipient_id_read_at_created_at_idx on core_notification ("recipient_id", "read_at", "created_at");
create index core_notification_recipient_id_idx on core_notification ("recipient_id");
create index core_notification_created_at_id_idx on core_notification ("created_at", "id");

create table core_attachment (
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
  "kind" varchar(60) not null,
  "file_name" varchar(255) not null,
  "mime_type" varchar(100),
  "size_bytes" integer,
  "sha256" varchar(64),
  "storage_key" varchar(255),
  "external_url" varchar(1000),
  "note" varchar(250),
  primary key (id),
  constraint core_attachment_kept_or_linked_check check (storage_key is not null or external_url is not null),
  constraint core_attachment_size_not_negative_check check (size_bytes >= 0)
);
create index core_attachment_owner_entity_owner_id_kind_idx on core_attachment ("owner_entity", "owner_id", "kind");
create index core_attachment_sha256_idx on core_attachment ("sha256");
create index core_attachment_created_at_id_idx on core_attachment ("created_at", "id");

create table core_document_template (
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
  "form_code" varchar(40) not null,
  "name" varchar(150) not null,
  "format" varchar(60) not null check ("format" in ('docx', 'xlsx', 'pdf')),
  "locale" varchar(2) not null,
  "file_id" uuid not null,
  "conditions" jsonb,
  "placeholders" text[],
  "valid_from" date not null,
  primary key (id)
);
create index core_document_template_form_code_format_locale_valid_from_idx on core_document_template ("form_code", "format", "locale", "valid_from");
create index core_document_template_file_id_idx on core_document_template ("file_id");
create index core_document_template_created_at_id_idx on core_document_template ("created_at", "id");

create table core_printed_document (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "form_code" varchar(40) not null,
  "subject_entity" varchar(60) not null,
  "subject_id" uuid not null,
  "template_id" uuid,
  "template_version" integer,
  "format" varchar(60) not null check ("format" in ('docx', 'xlsx', 'pdf')),
  "file_id" uuid,
  "data_snapshot" jsonb,
  "was_edited" boolean not null,
  "printed_at" timestamptz,
  "printed_by" uuid,
  primary key (id)
);
create index core_printed_document_subject_entity_subject_id_form_code_idx on core_printed_document ("subject_entity", "subject_id", "form_code");
create index core_printed_document_template_id_idx on core_printed_document ("template_id");
create index core_printed_document_file_id_idx on core_printed_document ("file_id");
create index core_printed_document_printed_by_idx on core_printed_document ("printed_by");
create index core_printed_document_created_at_id_idx on core_printed_document ("created_at", "id");

alter table core_department add constraint core_department_parent_id_fkey foreign key ("parent_id") references core_department(id);
alter table core_department add constraint core_department_head_id_fkey foreign key ("head_id") references core_user(id);
alter table core_user add constraint core_user_department_id_fkey foreign key ("department_id") references core_department(id);
alter table core_user add constraint core_user_deputy_id_fkey foreign key ("deputy_id") references core_user(id);
alter table core_user_role add constraint core_user_role_user_id_fkey foreign key ("user_id") references core_user(id);
alter table core_process_run add constraint core_process_run_initiator_id_fkey foreign key ("initiator_id") references core_user(id);
alter table core_approval add constraint core_approval_approver_id_fkey foreign key ("approver_id") references core_user(id);
alter table core_approval add constraint core_approval_requested_by_fkey foreign key ("requested_by") references core_user(id);
alter table core_approval add constraint core_approval_decided_by_fkey foreign key ("decided_by") references core_user(id);
alter table core_approval add constraint core_approval_on_behalf_of_fkey foreign key ("on_behalf_of") references core_user(id);
alter table core_task add constraint core_task_assignee_user_id_fkey foreign key ("assignee_user_id") references core_user(id);
alter table core_task add constraint core_task_author_id_fkey foreign key ("author_id") references core_user(id);
alter table core_task add constraint core_task_process_run_id_fkey foreign key ("process_run_id") references core_process_run(id);
alter table core_task add constraint core_task_approval_id_fkey foreign key ("approval_id") references core_approval(id);
alter table core_reminder add constraint core_reminder_recipient_id_fkey foreign key ("recipient_id") references core_user(id);
alter table core_notification add constraint core_notification_recipient_id_fkey foreign key ("recipient_id") references core_user(id);
alter table core_document_template add constraint core_document_template_file_id_fkey foreign key ("file_id") references core_attachment(id);
alter table core_printed_document add constraint core_printed_document_template_id_fkey foreign key ("template_id") references core_document_template(id);
alter table core_printed_document add constraint core_printed_document_file_id_fkey foreign key ("file_id") references core_attachment(id);
alter table core_printed_document add constraint core_printed_document_printed_by_fkey foreign key ("printed_by") references core_user(id);
