-- $1 the venues and $2 the people of the page's check-ins, $3 the people whom it erases. Most check-ins in the seven days (168
-- hours, whatever the session's zone) that end with the venue's newest one; of equals he whose last one is earlier. An erased
-- person's count for nobody. Whoever is not of the page has come no nearer to the crown, for time only takes check-ins out of
-- the week: so the page's people are counted and the king, and everybody only where the king is less than he was.
with rival as (
  select
    named.venue_id, named.person_id, own.scan_count, newest.decided_at, own.last_at,
    bool_or(coalesce(
      named.person_id = standing.king_id
        and (own.scan_count, standing.last_at) >= (standing.scan_count, own.last_at), false))
      over (partition by named.venue_id) as king_holds
  from (
      select venue_id, person_id from unnest($1, $2) as page (venue_id, person_id)
      union
      select king.venue_id, king.king_id
      from unnest($1) as page (venue_id) join read_models.venue_kings as king on king.venue_id = page.venue_id
      union
      select king.venue_id, king.king_id from read_models.venue_kings as king where king.king_id = any ($3)
    ) as named
    cross join lateral (
      select last.checked_in_at
      from read_models.user_checkins as last
      where last.venue_id = named.venue_id
      order by last.checked_in_at desc
      limit 1) as newest (decided_at)
    cross join lateral (
      select count(*), max(visit.checked_in_at)
      from (
        -- Fenced, so that it is found by the person, who has few of them, and not by the venue, which has many.
        select week.venue_id, week.checked_in_at
        from read_models.user_checkins as week
        where week.person_id = named.person_id and week.checked_in_at > newest.decided_at - interval '168 hours'
        offset 0) as visit
      where visit.venue_id = named.venue_id) as own (scan_count, last_at)
    left join read_models.venue_kings as standing on standing.venue_id = named.venue_id
)
insert into read_models.venue_kings as standing (venue_id, king_id, scan_count, decided_at, last_at, expires_at)
select distinct on (venue_id) venue_id, person_id, scan_count, decided_at, last_at, last_at + interval '24 hours'
from (
  select venue_id, person_id, scan_count, decided_at, last_at
  from rival
  where king_holds and scan_count > 0
  union all
  select open.venue_id, first.person_id, first.scan_count, open.decided_at, first.last_at
  from (select distinct venue_id, decided_at from rival where not king_holds) as open
    cross join lateral (
      select visit.person_id, count(*), max(visit.checked_in_at)
      from read_models.user_checkins as visit
      where visit.venue_id = open.venue_id
        and visit.checked_in_at > open.decided_at - interval '168 hours'
        and visit.person_id is not null
      group by visit.person_id
      order by count(*) desc, max(visit.checked_in_at), visit.person_id
      limit 1) as first (person_id, scan_count, last_at)
) as tally
order by venue_id, scan_count desc, last_at, person_id
on conflict (venue_id) do update
set king_id = excluded.king_id, scan_count = excluded.scan_count, decided_at = excluded.decided_at,
  last_at = excluded.last_at, expires_at = excluded.expires_at;
