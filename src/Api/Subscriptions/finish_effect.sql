update log.effects set done_at = now() where position = $1 and effect = $2 and receiver = $3 and done_at is null
