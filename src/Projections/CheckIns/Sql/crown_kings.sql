-- $1 the venues of the page, $2 the people whom it erases. Most check-ins in the seven days (168 hours, whatever the session's
-- zone) that end with the venue's newest one; of equals he whose last one is earlier. An erased person's count for nobody.
insert into read_models.venue_kings as standing (venue_id, king_id, scan_count, decided_at, last_at, expires_at)
select distinct on (venue_id) venue_id, person_id, scan_count, decided_at, last_at, last_at + interval '24 hours'
from (
  select touched.venue_id, visit.person_id, count(*) as scan_count, newest.decided_at, max(visit.checked_in_at) as last_at
  from
    (
      select venue_id from unnest($1) as page (venue_id)
      union
      select king.venue_id from read_models.venue_kings as king where king.king_id = any ($2)
    ) as touched
    cross join lateral (
      select last.checked_in_at
      from read_models.user_checkins as last
      where last.venue_id = touched.venue_id
      order by last.checked_in_at desc
      limit 1) as newest (decided_at)
    join read_models.user_checkins as visit
      on visit.venue_id = touched.venue_id
        and visit.checked_in_at > newest.decided_at - interval '168 hours'
  where visit.person_id is not null
  group by touched.venue_id, visit.person_id, newest.decided_at
) as tally
order by venue_id, scan_count desc, last_at, person_id
on conflict (venue_id) do update
set king_id = excluded.king_id, scan_count = excluded.scan_count, decided_at = excluded.decided_at,
  last_at = excluded.last_at, expires_at = excluded.expires_at;
