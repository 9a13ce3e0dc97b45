-- Who entered a state within a period: criteria of efficiency and the funnel ask it of a whole company, whatever the length of its history.
create index core_history_reached_idx on core_history (entity, region, to_value, at) include (item_id, from_value);
