select body from keys.companions where person_id = $1 and kind = $2
