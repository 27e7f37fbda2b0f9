select p.position from log.publish() p(position), pg_notify('log_published', p.position::text)
