insert into read_models.user_streaks (person_id, current, longest, last_day, updated_at)
select person_id, current, longest, '1970-01-01'::date + last_day::int, updated_at
from unnest($1, $2, $3, $4, $5) as page (person_id, current, longest, last_day, updated_at)
on conflict (person_id) do update
set
  current = excluded.current,
  longest = greatest(user_streaks.longest, excluded.longest),
  last_day = excluded.last_day,
  updated_at = excluded.updated_at;
