-- Transactions that may look through a snapshot older than now: all of this database but the server's own, which never
-- keep one for longer than a statement, and the builder's.
select session.pid::text || ' ' || held.virtualtransaction
from pg_stat_activity as session
  join pg_locks as held on held.pid = session.pid and held.locktype = 'virtualxid' and held.granted
where session.datname = current_database()
  and session.usename <> 'hotmess_app'
  and not (session.usename = current_user and session.application_name = 'hotmess rebuild')
  and not session.pid = any ($1);
