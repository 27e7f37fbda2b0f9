-- The caller's sessions that have not ended, newest first, as the answer's JSON. $1 the one that he asks with, or ''.
select json_build_object('sessions', coalesce(
  json_agg(
    json_build_object(
      'session_id', session.session_id,
      'opened_at', to_char(session.opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'current', session.session_id::text = $1)
    order by session.opened_at desc, session.session_id desc),
  '[]'))::text
from v1.sessions as session
where session.person_id = (select v1.caller()) and session.ended_at is null
