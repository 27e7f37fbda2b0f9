update read_models.sessions as session
set ended_at = page.ended_at
from unnest($1, $2) as page (session_id, ended_at)
where session.session_id = page.session_id;
