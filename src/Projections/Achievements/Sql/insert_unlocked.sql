insert into read_models.user_achievements (person_id, achievement_id, unlock_id, unlocked_at)
select person_id, achievement_id, unlock_id, unlocked_at
from unnest($1, $2, $3, $4) as page (person_id, achievement_id, unlock_id, unlocked_at);
