insert into read_models.notifications
  (notification_id, person_id, position, kind, actor_id, tap_id, match_id, created_at, read_at)
select notification_id, person_id, position, kind, actor_id, tap_id::uuid, match_id::uuid, created_at, read_at::timestamptz
from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
  as page (notification_id, person_id, position, kind, actor_id, tap_id, match_id, created_at, read_at);
