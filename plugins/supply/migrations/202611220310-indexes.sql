-- A reference is free again once its order is cancelled.
create unique index supply_supplier_order_reference_live_key on supply_supplier_order (reference) where reference is not null and state <> 'cancelled';
-- Which invoice position covers a line of a truck.
create index supply_truck_invoice_line_truck_line_ids_idx on supply_truck_invoice_line using gin (truck_line_ids);
-- What may still be loaded.
create index supply_supplier_order_line_open_idx on supply_supplier_order_line (supplier_order_id) where loaded_qty < quantity;
-- Promises that still hold.
create index supply_incoming_allocation_live_idx on supply_incoming_allocation (customer_order_line_id, supplier_order_line_id) where released_at is null;
