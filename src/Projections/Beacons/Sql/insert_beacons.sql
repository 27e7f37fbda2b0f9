insert into read_models.beacons (beacon_id, owner_id, kind, venue_id, title, lat, lng, xp_scan, ends_at, placed_at)
select beacon_id, owner_id, kind, venue_id, title, lat::bigint, lng::bigint, xp_scan, ends_at::timestamptz, placed_at
from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  as page (beacon_id, owner_id, kind, venue_id, title, lat, lng, xp_scan, ends_at, placed_at);
