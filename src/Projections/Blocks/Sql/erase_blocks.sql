delete from read_models.profiles_blocked where blocker_id = any ($1);
