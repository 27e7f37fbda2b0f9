insert into read_models.profile_settings (person_id, kept)
select person_id, '{}'
from unnest($1) as page (person_id)
on conflict (person_id) do update set kept = excluded.kept;
