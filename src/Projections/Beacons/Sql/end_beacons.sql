update read_models.beacons as beacon
set ended_at = page.ended_at
from unnest($1, $2) as page (beacon_id, ended_at)
where beacon.beacon_id = page.beacon_id;
