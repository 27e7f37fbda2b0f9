select person_id, version, total, last_entry, tier
from read_models.xp_accounts
where person_id = any ($1) and version >= $2;
