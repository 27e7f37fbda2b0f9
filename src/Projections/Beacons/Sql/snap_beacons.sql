-- $1 the beacons, $2 and $3 the middles of their cells.
update read_models.beacons as beacon
set lat = page.lat, lng = page.lng
from unnest($1, $2, $3) as page (beacon_id, lat, lng)
where beacon.beacon_id = page.beacon_id;
