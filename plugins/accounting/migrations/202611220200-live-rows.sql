-- A cancelled payment may be entered anew, and a reallocated one gets new tax invoices: what is unique is what is in force.
create unique index accounting_payment_bank_line_live_key on accounting_payment (payer_id, date, incoming_number) where posting_state <> 'cancelled' and not deletion_mark;
create unique index accounting_advance_tax_invoice_live_key on accounting_advance_tax_invoice (payment_id, vat_rate_id) where posting_state <> 'cancelled' and not deletion_mark;
