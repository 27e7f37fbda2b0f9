-- Ends sessions of this login that hold a lock everybody waits for, whose process shows no life: the leader's ($1), where
-- nobody who is alive leads and it has not asked for $3; the log's ($2), which no session holds for longer than a call.
with silent as (
  select activity.pid
  from pg_locks as held
    join pg_stat_activity as activity on activity.pid = held.pid
    cross join lateral (values ((held.classid::bigint << 32) | held.objid::bigint)) as lock (key)
  where held.locktype = 'advisory'
    and held.granted
    and held.database = (select oid from pg_database where datname = current_database())
    and activity.usename = current_user
    and (
      lock.key = $1
        and activity.state_change < clock_timestamp() - $3
        and not exists (
          select
          from wolverine.wolverine_node_assignments as leader
            join wolverine.wolverine_nodes as node on node.id = leader.node_id
          where leader.id like 'wolverine://leader%' and node.health_check > clock_timestamp() - $3)
      or lock.key = any($2) and activity.xact_start < clock_timestamp() - $3)
)
select silent.pid from silent where pg_terminate_backend(silent.pid)
