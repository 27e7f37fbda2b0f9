insert into read_models.beacons (beacon_id, owner_id, kind, venue_id, title, xp_scan, ends_at, placed_at)
select beacon_id, owner_id, kind, venue_id, title, xp_scan, ends_at::timestamptz, placed_at
from unnest($1, $2, $3, $4, $5, $6, $7, $8)
  as page (beacon_id, owner_id, kind, venue_id, title, xp_scan, ends_at, placed_at);
