-- What a row refers to names the check-in or the tap that it was for, and so where he was: it refers to itself from then on.
update read_models.xp_ledger as entry
set reason = null, reference = case when entry.reference is not null then entry.entry_id::text end
where entry.person_id = any ($1);
