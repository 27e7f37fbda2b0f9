update read_models.venue_wars as war set started_by = null where war.started_by = any ($1);
