update read_models.profile_settings as settings
set kept = (settings.kept || page.given::jsonb) - page.cleared::text[]
from unnest($1, $2, $3) as page (person_id, given, cleared)
where settings.person_id = page.person_id and (page.given <> '{}' or page.cleared <> '{}');
