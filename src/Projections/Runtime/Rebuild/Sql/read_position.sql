select coalesce((select shard.last_seq_id from log.mt_event_progression as shard where shard.name = $1 || ':All'), 0);
