update log.parked_projections set asked_at = clock_timestamp() where projection = $1 returning asked_at
