update read_models.matches as match
set active = false
where match.active and (match.person_id = any ($1) or match.other_id = any ($1));
