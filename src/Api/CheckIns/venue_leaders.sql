-- Who was at a venue most often in the seven days (168 hours) that end with its newest check-in, as the answer's JSON; of
-- equals first he whose last one is earlier, as for its king. $1 the venue; $2 how many. Whom a block or his own settings
-- keep from the caller is left out, and leaves his place empty.
with tally as (
  select visit.person_id, count(*) as check_ins,
    row_number() over (order by count(*) desc, max(visit.checked_in_at), visit.person_id) as place
  from
    (
      select last.checked_in_at
      from read_models.user_checkins as last
      where last.venue_id = $1
      order by last.checked_in_at desc
      limit 1) as newest
    join read_models.user_checkins as visit
      on visit.venue_id = $1 and visit.checked_in_at > newest.checked_in_at - interval '168 hours'
  where visit.person_id is not null
  group by visit.person_id
), page as (
  select tally.place, tally.check_ins, profile.person_id, profile.shown ->> 'display_name' as display_name
  from tally
    join read_models.profiles as profile on profile.person_id = tally.person_id
  order by tally.place
  limit $2
)
select json_build_object('venue_id', $1, 'leaders', coalesce(json_agg(
  json_build_object(
    'place', page.place,
    'person_id', page.person_id,
    'display_name', page.display_name,
    'check_ins', page.check_ins)
  order by page.place), '[]'))::text
from page
