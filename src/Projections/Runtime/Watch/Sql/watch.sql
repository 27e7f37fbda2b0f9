-- Since when this process's row in Wolverine's table of nodes is there, and what is parked of the projections given.
select
  (select node.started from wolverine.wolverine_nodes as node where node.id = $1),
  parked.projection,
  parked.asked_at is not null
from (select) as once
  left join log.parked_projections as parked on parked.projection = any($2)
