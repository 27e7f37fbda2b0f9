update read_models.profile_settings set kept = '{}' where person_id = any ($1);
