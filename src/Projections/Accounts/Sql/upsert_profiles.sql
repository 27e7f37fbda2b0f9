insert into read_models.profiles (person_id, display_name, created_at, updated_at)
select person_id, display_name, created_at, updated_at
from unnest($1, $2, $3, $4) as page (person_id, display_name, created_at, updated_at)
on conflict (person_id) do update
set display_name = excluded.display_name, created_at = excluded.created_at, updated_at = excluded.updated_at;
