insert into read_models.policy_counts (policy, person_id, total, day, today)
select policy, person_id, total, day, today
from unnest($1, $2, $3, $4, $5) as page (policy, person_id, total, day, today)
on conflict (policy, person_id) do update
set total = excluded.total, day = excluded.day, today = excluded.today
