-- A badge is had once, from the first row of days that was long enough.
insert into read_models.user_badges (person_id, badge, earned_at)
select person_id, badge, earned_at
from unnest($1, $2, $3) as page (person_id, badge, earned_at)
on conflict (person_id, badge) do nothing;
