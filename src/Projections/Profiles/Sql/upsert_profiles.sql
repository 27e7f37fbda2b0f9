insert into read_models.profiles (person_id, shown, is_visible, created_at, updated_at)
select person_id, shown::jsonb, true, created_at, updated_at
from unnest($1, $2, $3, $4) as page (person_id, shown, created_at, updated_at)
on conflict (person_id) do update
set shown = excluded.shown, is_visible = true, created_at = excluded.created_at, updated_at = excluded.updated_at;
