with actual as (
  select king.venue_id as venue, people.number as person, king.scan_count, king.last_at, king.expires_at
  from read_models.venue_kings as king
    left join raw.people as people on people.id = king.king_id
)
select count(*)
from raw.kings as expected
  full join actual using (venue)
where expected.person is distinct from actual.person
  or expected.times is distinct from actual.scan_count
  or expected.last_at is distinct from actual.last_at
  or expected.last_at + interval '1 day' is distinct from actual.expires_at
