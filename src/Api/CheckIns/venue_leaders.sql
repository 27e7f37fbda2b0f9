-- Who was at a venue most often in its last seven days, as the answer's JSON. $1 the venue; $2 how many.
select json_build_object('venue_id', $1, 'leaders', coalesce(json_agg(
  json_build_object(
    'place', page.place,
    'person_id', page.person_id,
    'display_name', page.display_name,
    'check_ins', page.check_ins)
  order by page.place), '[]'))::text
from (
  select leader.*
  from v1.venue_leaders as leader
  where leader.venue_id = $1
  order by leader.place
  limit $2
) as page
