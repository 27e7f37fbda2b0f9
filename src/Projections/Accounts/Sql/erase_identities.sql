update read_models.identities set email = null, erased = true where person_id = any ($1);
