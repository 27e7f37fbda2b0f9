update read_models.sweat_coins as entry
set reason = null
where entry.person_id = any ($1) and entry.reason is not null;
