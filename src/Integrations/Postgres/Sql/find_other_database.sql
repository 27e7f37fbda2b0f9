-- Another database for which the role $1 has a session; none where it has none.
select activity.datname::text
from pg_stat_activity as activity
where activity.usename = $1 and activity.datname <> current_database()
limit 1
