-- Who wrote a request is the system's to fill in; a payment order always has its sum.
alter table accounting_payment_request alter column "initiator_id" drop not null;
update accounting_bank_file_order o set "amount" = r.amount from accounting_payment_request r where r.id = o.request_id and o."amount" is null;
alter table accounting_bank_file_order alter column "amount" set not null;
