insert into read_models.sessions (session_id, person_id, opened_at)
select session_id, person_id, opened_at
from unnest($1, $2, $3) as page (session_id, person_id, opened_at);
