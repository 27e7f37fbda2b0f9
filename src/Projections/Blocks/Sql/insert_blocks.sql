insert into read_models.profiles_blocked (blocker_id, blocked_id, block_id, reason, blocked_at)
select blocker_id, blocked_id, block_id, reason, blocked_at
from unnest($1, $2, $3, $4, $5) as page (blocker_id, blocked_id, block_id, reason, blocked_at);
