update read_models.user_checkins as visit set person_id = null where visit.person_id = any ($1);
