-- A number is taken while its contract may still come into force; a refused one gives it back.
create unique index contracts_contract_number_live_key on contracts_contract (organization_id, number) where status <> 'refused' and not deletion_mark;

-- The contract in force of a counterparty is asked for on every release of an order.
create index contracts_contract_in_force_idx on contracts_contract (counterparty_id, organization_id, status);
