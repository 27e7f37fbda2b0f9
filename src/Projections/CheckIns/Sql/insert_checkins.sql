insert into read_models.user_checkins (check_in_id, person_id, venue_id, beacon_id, xp, checked_in_at, imported)
select check_in_id, person_id, venue_id, beacon_id::uuid, xp, checked_in_at, imported
from unnest($1, $2, $3, $4, $5, $6, $7)
  as page (check_in_id, person_id, venue_id, beacon_id, xp, checked_in_at, imported);
