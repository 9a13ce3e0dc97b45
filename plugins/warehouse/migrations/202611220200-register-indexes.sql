-- Held goods are asked for on every shipment and release; what was given back is history.
create index warehouse_stock_reservation_held_idx on warehouse_stock_reservation (order_line_id, warehouse_id) where released_at is null and not deletion_mark;
