update read_models.matches as match
set active = false
from
  unnest($1, $2, $3) as page (first_id, second_id, match_id),
  lateral (values (page.first_id, page.second_id), (page.second_id, page.first_id)) as side (person_id, other_id)
where match.person_id = side.person_id and match.other_id = side.other_id and match.match_id = page.match_id;
