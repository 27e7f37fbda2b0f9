delete from read_models.sessions where person_id = any ($1);
