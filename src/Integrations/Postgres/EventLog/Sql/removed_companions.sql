select person_id, kind, changed_at from keys.companions where body is null and changed_at >= $1 order by changed_at
