delete from read_models.message_reactions where person_id = any ($1);
