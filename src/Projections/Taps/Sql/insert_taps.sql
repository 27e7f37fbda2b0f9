insert into read_models.taps (from_id, to_id, kind, tap_id, created_at)
select from_id, to_id, kind, tap_id, created_at
from unnest($1, $2, $3, $4, $5) as page (from_id, to_id, kind, tap_id, created_at);
