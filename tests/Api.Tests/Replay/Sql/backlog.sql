select (select max(last_position) from log.batches)
  - coalesce((select min(last_seq_id) from log.mt_event_progression where name like '%:All'), 0)
