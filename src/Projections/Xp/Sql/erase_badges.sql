delete from read_models.user_badges where person_id = any ($1);
