select at from log.parked_projections where projection = $1
