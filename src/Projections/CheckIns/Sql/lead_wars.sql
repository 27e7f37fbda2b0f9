-- $1 the venues and $2 the times of the page's check-ins and declarations, $3 the people whom it erases. Whoever has most
-- check-ins in a war's 24 hours leads it; of equals he whose last one is earlier.
update read_models.venue_wars as war
set leader_id = told.person_id, leader_count = coalesce(told.check_ins, 0)
from (
  select fought.venue_id, fought.started_at, leader.person_id, leader.check_ins
  from
    (
      select touched.venue_id, touched.started_at
      from unnest($1, $2) as page (venue_id, at)
        join read_models.venue_wars as touched
          on touched.venue_id = page.venue_id
            and touched.started_at <= page.at and touched.started_at > page.at - interval '24 hours'
      union
      select led.venue_id, led.started_at from read_models.venue_wars as led where led.leader_id = any ($3)
    ) as fought
    left join lateral (
      select visit.person_id, count(*) as check_ins
      from read_models.user_checkins as visit
      where visit.venue_id = fought.venue_id
        and visit.checked_in_at >= fought.started_at and visit.checked_in_at < fought.started_at + interval '24 hours'
        and visit.person_id is not null
      group by visit.person_id
      order by count(*) desc, max(visit.checked_in_at), visit.person_id
      limit 1) as leader on true
) as told
where war.venue_id = told.venue_id and war.started_at = told.started_at
  and (war.leader_id, war.leader_count) is distinct from (told.person_id, coalesce(told.check_ins, 0));
