-- Builds that nobody is at and that an erasure has come after: what they hold of that person nobody would take out.
select build.projection
from read_models_next.builds as build
where exists (
    select from log.mt_events as event
    where event.seq_id > build.position and event.type = 'person_erased')
  and pg_try_advisory_xact_lock(7016996765293437283 # hashtext(build.projection)::bigint);
