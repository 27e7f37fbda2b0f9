update read_models.profiles as profile
set shown = (profile.shown || page.given::jsonb) - page.cleared::text[],
  is_visible = coalesce((((profile.shown || page.given::jsonb) - page.cleared::text[]) ->> 'is_visible')::boolean, true),
  updated_at = page.changed_at
from unnest($1, $2, $3, $4) as page (person_id, given, cleared, changed_at)
where profile.person_id = page.person_id;
