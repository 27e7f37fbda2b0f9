-- Moves each shard's position from where this process left it; one that is locked is left out, one that is elsewhere is told.
with held as (
  select shard.name, shard.last_seq_id = quiet.floor as own, quiet.ceiling
  from unnest($1, $2, $3) as quiet (name, floor, ceiling)
    join log.mt_event_progression as shard on shard.name = quiet.name
  for update of shard skip locked
), moved as (
  update log.mt_event_progression as shard
  set last_seq_id = held.ceiling, last_updated = transaction_timestamp()
  from held
  where shard.name = held.name and held.own
)
select held.name, held.own from held;
