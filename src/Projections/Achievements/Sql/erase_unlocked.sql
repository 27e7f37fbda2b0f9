delete from read_models.user_achievements where person_id = any ($1);
