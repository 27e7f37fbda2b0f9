update read_models.xp_ledger as entry
set reason = null
where entry.person_id = any ($1) and entry.reason is not null;
