-- The log's head; Marten's high-water mark, which must never be above it; the oldest snapshot; what slots keep of the WAL.
select
  coalesce((select batch.last_position from log.batches as batch order by batch.last_position desc limit 1), 0),
  coalesce((select mark.last_seq_id from log.mt_event_progression as mark where mark.name = 'HighWaterMark'), 0),
  log.oldest_snapshot(),
  coalesce((
    select max(pg_wal_lsn_diff(pg_current_wal_lsn(), slot.restart_lsn))::bigint from pg_replication_slots as slot), 0);
