delete from log.parked_projections where projection = any($1)
