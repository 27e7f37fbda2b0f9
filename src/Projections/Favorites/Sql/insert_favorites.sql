insert into read_models.user_favorites (owner_id, person_id, favorite_id, created_at)
select owner_id, person_id, favorite_id, created_at
from unnest($1, $2, $3, $4) as page (owner_id, person_id, favorite_id, created_at);
