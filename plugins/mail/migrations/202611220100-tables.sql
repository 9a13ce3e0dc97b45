create table mail_letter (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "message_id" varchar(255) not null,
  "content_hash" varchar(64) not null,
  "from_email" varchar(254),
  "from_name" varchar(250),
  "mail_to" text[],
  "mail_cc" text[],
  "subject_line" varchar(500),
  "received_at" timestamptz not null,
  "in_reply_to" varchar(255),
  "related_entity" varchar(60),
  "related_id" uuid,
  "is_automatic" boolean not null,
  "is_bounce" boolean not null,
  "state" varchar(60) not null check ("state" in ('registered', 'refused')),
  "refusal" varchar(1000),
  "inquiry_id" uuid,
  "skipped_files" text[],
  primary key (id)
);
create unique index mail_letter_message_id_content_hash_key on mail_letter ("message_id", "content_hash");
create index mail_letter_state_received_at_idx on mail_letter ("state", "received_at");
create index mail_letter_in_reply_to_idx on mail_letter ("in_reply_to");
create index mail_letter_related_id_related_entity_idx on mail_letter ("related_id", "related_entity");
create index mail_letter_inquiry_id_idx on mail_letter ("inquiry_id");
create index mail_letter_created_at_id_idx on mail_letter ("created_at", "id");

alter table mail_letter add constraint mail_letter_inquiry_id_fkey foreign key ("inquiry_id") references crm_inquiry(id);
