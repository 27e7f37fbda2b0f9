with actual as (
  select people.number as person, visit.venue_id as venue, visit.checked_in_at as at, visit.check_in_id
  from read_models.user_checkins as visit
    left join raw.people as people on people.id = visit.person_id
)
select count(*)
from raw.so_far as expected
  full join actual using (person, venue, at)
where expected is null or actual.check_in_id is null
