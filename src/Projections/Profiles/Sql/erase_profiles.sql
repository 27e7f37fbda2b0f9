update read_models.profiles as profile
set shown = '{}', is_visible = false, updated_at = page.erased_at
from unnest($1, $2) as page (person_id, erased_at)
where profile.person_id = page.person_id;
