select log.swap_companion($1, $2, $3, $4)
