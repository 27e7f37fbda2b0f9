select greatest((select max(last_position) from log.batches), (select max(seq_id) from log.mt_events))
