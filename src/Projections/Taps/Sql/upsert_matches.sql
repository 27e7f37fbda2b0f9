insert into read_models.matches (person_id, other_id, match_id, kind, matched_at, active)
select side.person_id, side.other_id, page.match_id, page.kind, page.matched_at, page.active
from
  unnest($1, $2, $3, $4, $5, $6) as page (first_id, second_id, match_id, kind, matched_at, active),
  lateral (values (page.first_id, page.second_id), (page.second_id, page.first_id)) as side (person_id, other_id)
on conflict (person_id, other_id) do update
set match_id = excluded.match_id, kind = excluded.kind, matched_at = excluded.matched_at, active = excluded.active;
