-- What he placed is over, also what an importer has placed in the future, and of when he was erased it says nothing. Of a kind that
-- hides its point its cell goes too: it told where the person was.
update read_models.beacons as beacon
set title = null, ended_at = coalesce(beacon.ended_at, 'epoch'),
  lat = case when beacon.kind in ('social', 'cruising', 'meetup', 'hookup', 'private') then null else beacon.lat end,
  lng = case when beacon.kind in ('social', 'cruising', 'meetup', 'hookup', 'private') then null else beacon.lng end
where beacon.owner_id = any ($1);
