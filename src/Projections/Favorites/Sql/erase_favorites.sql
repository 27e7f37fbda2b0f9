delete from read_models.user_favorites where owner_id = any ($1) or person_id = any ($1);
