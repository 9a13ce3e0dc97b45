-- A manager answers for what belongs to his clients: a permission granted as «own» needs to know whose a row is.
alter table crm_counterparty add column "manager_id" uuid;
update crm_counterparty c set manager_id = p.main_manager_id from crm_partner p where p.id = c.partner_id;
alter table crm_counterparty add constraint crm_counterparty_manager_id_fkey foreign key ("manager_id") references core_user(id);
create index crm_counterparty_manager_id_idx on crm_counterparty ("manager_id");

alter table crm_contact_person add column "manager_id" uuid;
update crm_contact_person n set manager_id = p.main_manager_id from crm_partner p where p.id = n.partner_id;
alter table crm_contact_person add constraint crm_contact_person_manager_id_fkey foreign key ("manager_id") references core_user(id);
create index crm_contact_person_manager_id_idx on crm_contact_person ("manager_id");

alter table crm_bank_account add column "manager_id" uuid;
update crm_bank_account a set manager_id = c.manager_id from crm_counterparty c where c.id = a.counterparty_id;
alter table crm_bank_account add constraint crm_bank_account_manager_id_fkey foreign key ("manager_id") references core_user(id);
create index crm_bank_account_manager_id_idx on crm_bank_account ("manager_id");

alter table crm_contact_detail add column "manager_id" uuid;
update crm_contact_detail d set manager_id = owner.manager_id
  from (select 'crm.partner' as entity, id, main_manager_id as manager_id from crm_partner
        union all select 'crm.counterparty', id, manager_id from crm_counterparty
        union all select 'crm.contact_person', id, manager_id from crm_contact_person) owner
 where owner.entity = d.owner_entity and owner.id = d.owner_id;
alter table crm_contact_detail add constraint crm_contact_detail_manager_id_fkey foreign key ("manager_id") references core_user(id);
create index crm_contact_detail_manager_id_idx on crm_contact_detail ("manager_id");

-- A letter or call that needs no answer leaves the list of what was not dealt with.
alter table crm_interaction add column "answer_not_needed" boolean not null default false;
alter table crm_interaction alter column "answer_not_needed" drop default;
create index crm_interaction_direction_state_start_at_idx on crm_interaction ("direction", "state", "start_at");

-- Where the price of a line comes from a price list in another currency: that price, and the rate it was brought to the order's currency by.
alter table crm_customer_order_line add column "price_currency_id" uuid;
alter table crm_customer_order_line add column "currency_price" numeric(15, 2);
alter table crm_customer_order_line add column "exchange_rate" numeric(15, 6);
alter table crm_customer_order_line add constraint crm_customer_order_line_price_currency_id_fkey foreign key ("price_currency_id") references crm_currency(id);
alter table crm_customer_order_line add constraint crm_customer_order_line_rate_positive_check check (exchange_rate > 0);
create index crm_customer_order_line_price_currency_id_idx on crm_customer_order_line ("price_currency_id");
