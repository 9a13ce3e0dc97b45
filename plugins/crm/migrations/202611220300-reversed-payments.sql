-- A cancelled or moved payment is taken back by a row of the opposite sign, so that the section «Оплата» keeps both.
alter table crm_invoice_payment drop constraint crm_invoice_payment_amount_positive_check;
alter table crm_invoice_payment add constraint crm_invoice_payment_amount_not_zero_check check (amount <> 0);
