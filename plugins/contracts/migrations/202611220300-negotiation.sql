-- What our side and the client sign with may wait until the contract is sent; a draft made with a new client knows none of it yet.
alter table contracts_contract alter column "organization_account_id" drop not null;
alter table contracts_contract alter column "client_signatory" drop not null;
alter table contracts_contract alter column "client_basis" drop not null;
alter table contracts_contract alter column "company_signatory_id" drop not null;
alter table contracts_contract alter column "company_basis" drop not null;

alter table contracts_contract add column "status_since" timestamptz;
alter table contracts_contract add column "form_file_id" uuid;
create index contracts_contract_form_file_id_idx on contracts_contract ("form_file_id");
alter table contracts_contract add constraint contracts_contract_form_file_id_fkey foreign key ("form_file_id") references core_attachment(id);

create table contracts_disagreement_protocol (
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
  "contract_id" uuid not null,
  "round_no" integer not null,
  "revision_no" integer not null,
  "origin" varchar(60) not null check ("origin" in ('client', 'manager')),
  "state" varchar(60) not null,
  "approval_id" uuid,
  "prepared_by" uuid,
  "previous_id" uuid,
  "sent_at" timestamptz,
  "signed_by_company_at" date,
  "signed_by" uuid,
  "signature_entered_by" uuid,
  "signed_by_client_at" date,
  "frozen_hash" varchar(64),
  "regulation_hash" text,
  primary key (id),
  constraint contracts_disagreement_protocol_counted_from_one_check check (round_no >= 1 and revision_no >= 1),
  constraint contracts_disagreement_protocol_replaces_another_check check (previous_id <> id)
);
create index contracts_disagreement_protocol_state_idx on contracts_disagreement_protocol ("state");
create index contracts_disagreement_protocol_number_idx on contracts_disagreement_protocol ("number");
create index contracts_disagreement_protocol_author_id_idx on contracts_disagreement_protocol ("author_id");
create index contracts_disagreement_protocol_responsible_id_idx on contracts_disagreement_protocol ("responsible_id");
create index contracts_disagreement_protocol_contract_id_idx on contracts_disagreement_protocol ("contract_id");
create index contracts_disagreement_protocol_approval_id_idx on contracts_disagreement_protocol ("approval_id");
create index contracts_disagreement_protocol_prepared_by_idx on contracts_disagreement_protocol ("prepared_by");
create index contracts_disagreement_protocol_previous_id_idx on contracts_disagreement_protocol ("previous_id");
create index contracts_disagreement_protocol_signed_by_idx on contracts_disagreement_protocol ("signed_by");
create index contracts_disagreement_protocol_signature_entered_by_idx on contracts_disagreement_protocol ("signature_entered_by");
create index contracts_disagreement_protocol_created_at_id_idx on contracts_disagreement_protocol ("created_at", "id");

create table contracts_disagreement_item (
  "id" uuid not null,
  "version" integer not null,
  "created_at" timestamptz not null,
  "updated_at" timestamptz not null,
  "created_by" uuid,
  "updated_by" uuid,
  "deletion_mark" boolean not null,
  "external_ids" jsonb,
  "custom" jsonb,
  "protocol_id" uuid not null,
  "line_no" integer not null,
  "clause" varchar(50) not null,
  "our_wording" text,
  "client_wording" text,
  "proposed_wording" text,
  "decision" varchar(60) not null check ("decision" in ('open', 'accept_client', 'keep_ours', 'compromise')),
  "added_in_revision" integer not null,
  "reviewer_comment" text,
  "carried_from_id" uuid,
  primary key (id),
  constraint contracts_disagreement_item_revision_counted_from_one_check check (added_in_revision >= 1)
);
create index contracts_disagreement_item_protocol_id_idx on contracts_disagreement_item ("protocol_id");
create index contracts_disagreement_item_carried_from_id_idx on contracts_disagreement_item ("carried_from_id");
create index contracts_disagreement_item_created_at_id_idx on contracts_disagreement_item ("created_at", "id");

alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_author_id_fkey foreign key ("author_id") references core_user(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_responsible_id_fkey foreign key ("responsible_id") references core_user(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_contract_id_fkey foreign key ("contract_id") references contracts_contract(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_approval_id_fkey foreign key ("approval_id") references core_approval(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_prepared_by_fkey foreign key ("prepared_by") references core_user(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_previous_id_fkey foreign key ("previous_id") references contracts_disagreement_protocol(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_signed_by_fkey foreign key ("signed_by") references core_user(id);
alter table contracts_disagreement_protocol add constraint contracts_disagreement_protocol_signature_entered_by_fkey foreign key ("signature_entered_by") references core_user(id);

alter table contracts_disagreement_item add constraint contracts_disagreement_item_protocol_id_fkey foreign key ("protocol_id") references contracts_disagreement_protocol(id);
alter table contracts_disagreement_item add constraint contracts_disagreement_item_carried_from_id_fkey foreign key ("carried_from_id") references contracts_disagreement_item(id);

-- A contract is negotiated by one protocol at a time: the next round replaces the one before it.
create unique index contracts_disagreement_protocol_live_key on contracts_disagreement_protocol (contract_id) where state <> 'superseded' and not deletion_mark;

-- What went to the client stays as it went, whoever writes: the last guard behind the rule of saving.
create function contracts_keep_sent_points() returns trigger language plpgsql as $$
declare
  sent boolean;
begin
  execute format('select frozen_hash is not null from %I.contracts_disagreement_protocol where id = $1', tg_table_schema)
    into sent using case when tg_op = 'INSERT' then new.protocol_id else old.protocol_id end;
  if sent then
    raise exception 'The points of a protocol that was sent do not change' using errcode = 'check_violation', constraint = 'contracts_sent_points_kept';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger contracts_disagreement_item_kept before insert or update or delete on contracts_disagreement_item for each row execute function contracts_keep_sent_points();
