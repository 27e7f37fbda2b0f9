-- How far each projection is, who runs it, on which event it failed, and when the first event was stored that it has not seen.
select
  name.projection,
  coalesce(progression.last_seq_id, 0),
  parked.position,
  parked.event_type,
  parked.reason,
  assigned.node_number,
  (
    select batch.at
    from log.batches as batch
    where batch.last_position > coalesce(progression.last_seq_id, 0)
    order by batch.last_position
    limit 1
  )
from unnest($1) as name (projection)
  left join log.mt_event_progression as progression on progression.name = name.projection || ':All'
  left join log.parked_projections as parked on parked.projection = name.projection
  left join lateral (
    select node.node_number
    from wolverine.wolverine_node_assignments as assignment
      join wolverine.wolverine_nodes as node on node.id = assignment.node_id
    where assignment.id ilike '%/' || name.projection || '/all' and node.health_check > now() - $2
    limit 1
  ) as assigned on true;
