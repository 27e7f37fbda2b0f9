select log.shred($1)
