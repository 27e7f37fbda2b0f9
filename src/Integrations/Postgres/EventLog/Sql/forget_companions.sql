select log.forget_companions($1)
