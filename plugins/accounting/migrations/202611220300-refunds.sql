-- Money given back to a client is taken from what the payment has left.
alter table accounting_payment add column "refunded" numeric(15,2) not null default 0;
alter table accounting_payment alter column "refunded" drop default;
alter table accounting_payment drop constraint accounting_payment_unallocated_within_amount_check;
alter table accounting_payment add constraint accounting_payment_unallocated_within_amount_check check (unallocated >= 0 and refunded >= 0 and unallocated + refunded <= amount);
create index accounting_payment_based_on_id_idx on accounting_payment ("based_on_id");
