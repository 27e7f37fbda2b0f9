-- Of a kind that hides its point its cell goes too: it told where the person was.
update read_models.beacons as beacon
set title = null,
  lat = case when beacon.kind in ('social', 'cruising', 'meetup', 'hookup', 'private') then null else beacon.lat end,
  lng = case when beacon.kind in ('social', 'cruising', 'meetup', 'hookup', 'private') then null else beacon.lng end
where beacon.owner_id = any ($1);
