-- One open interaction per rule and occasion: a timer that runs twice plans one call.
create unique index crm_interaction_dedup_key_open_idx on crm_interaction (dedup_key) where dedup_key is not null and state in ('planned', 'deferred');

-- Exactly one reason means that an order is entered anew.
create unique index crm_refusal_reason_is_reissue_idx on crm_refusal_reason (is_reissue) where is_reissue and not deletion_mark;

-- The list of deals by their last change, whatever their state.
create index crm_interest_updated_at_id_idx on crm_interest (updated_at, id);

-- Names that look alike, in the normal form that the search uses.
create index crm_partner_working_name_norm_idx on crm_partner using gin ((regexp_replace(regexp_replace(regexp_replace(regexp_replace(' ' || translate(working_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁёÄÖÜÉÈÀÇÑ«»„“”‘’‚‹›"''`´()[]{}.,;:!/\|_*~-‐‑‒–—―' || chr(9) || chr(10) || chr(13) || chr(63) || chr(160) || chr(8199) || chr(8239), 'abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяееäöüéèàçñ                                             ') || ' ', ' +', '  ', 'g'), ' (общество  с  ограниченной  ответственностью|непубличное  акционерное  общество|публичное  акционерное  общество|индивидуальный  предприниматель|закрытое  акционерное  общество|открытое  акционерное  общество|limited  liability  company|акционерное  общество|joint  stock  company|limited|s  p  a|s  r  l|фгуп|corp|gmbh|sarl|ojsc|cjsc|pjsc|ооо|оао|зао|пао|нао|гуп|муп|тоо|одо|кфх|s  a|b  v|spa|srl|llc|llp|ltd|inc|jsc|plc|ао|ип|чп|oy|bv) ', ' ', 'g'), ' +', ' ', 'g'), '^ | $', '', 'g')) gin_trgm_ops);
