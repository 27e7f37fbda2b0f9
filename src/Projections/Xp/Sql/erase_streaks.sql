delete from read_models.user_streaks where person_id = any ($1);
