-- Had the first message of each to each been a tap, who has answered whom would match, seen from both sides.
with expected as (
  select sender as me, receiver as other from raw.file
  intersect
  select receiver, sender from raw.file
), actual as (
  select me.number as me, other.number as other
  from read_models.matches as match
    join raw.people as me on me.id = match.person_id
    join raw.people as other on other.id = match.other_id
  where match.active
)
select count(*)
from expected
  full join actual using (me, other)
where expected is null or actual is null
