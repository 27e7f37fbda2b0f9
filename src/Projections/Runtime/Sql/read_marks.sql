-- The log's head, and Marten's high-water mark, which must never be above it.
select
  coalesce((select batch.last_position from log.batches as batch order by batch.last_position desc limit 1), 0),
  coalesce((select mark.last_seq_id from log.mt_event_progression as mark where mark.name = 'HighWaterMark'), 0);
