-- Refuses to go on until each of the projections has reached a position, in the snapshot of whoever asks.
-- HM002: not yet. HM003: no event has that position.
create function read_models.reach(projections text[], target bigint) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  head bigint;
  reached int;
begin
  select count(*) into reached
    from log.mt_event_progression as progression
    where progression.name = any (projections) and progression.last_seq_id >= target;
  if reached = cardinality(projections) then
    return;
  end if;
  select batch.last_position into head from log.batches as batch order by batch.last_position desc limit 1;
  if target > coalesce(head, 0) then
    raise exception 'position % is beyond the log', target using errcode = 'HM003';
  end if;
  raise exception 'position % is not yet reached', target using errcode = 'HM002';
end
$$;
