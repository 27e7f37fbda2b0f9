insert into log.parked_projections (projection, position, event_type, reason, at)
values ($1, $2, $3, $4, clock_timestamp())
on conflict (projection) do update
  set position = excluded.position, event_type = excluded.event_type, reason = excluded.reason, at = excluded.at,
    asked_at = null
