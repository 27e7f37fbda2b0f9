-- $1 the beacon.
select title from v1.beacons where beacon_id = $1
