-- $1 the beacon.
select title from read_models.beacons where beacon_id = $1
