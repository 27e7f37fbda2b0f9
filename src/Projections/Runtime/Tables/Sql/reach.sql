-- Refuses to go on until each of the projections has reached a position, in the snapshot of whoever asks: its own position
-- is there, or nothing that it handles lies between. handled: the stored names of each one's events, with commas.
-- HM002: not yet. HM003: no event has that position.
create function v1.reach(projections text[], handled text[], target bigint) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off set enable_seqscan = off as $$
declare
  head bigint;
  waits boolean;
begin
  select coalesce(bool_or(progression.last_seq_id is null or progression.last_seq_id < target - 1000 or exists (
      select from log.mt_events as event
      where event.seq_id > progression.last_seq_id and event.seq_id <= target
        and event.type = any (string_to_array(wanted.handled, ',')))), false)
    into waits
    from unnest(projections, handled) as wanted (projection, handled)
      left join log.mt_event_progression as progression on progression.name = wanted.projection
    where progression.last_seq_id is null or progression.last_seq_id < target;
  if not waits and target <= coalesce((select min(progression.last_seq_id)
      from log.mt_event_progression as progression where progression.name = any (projections)), 0) then
    return;
  end if;
  select batch.last_position into head from log.batches as batch order by batch.last_position desc limit 1;
  if target > coalesce(head, 0) then
    raise exception 'position % is beyond the log', target using errcode = 'HM003';
  end if;
  if waits then
    raise exception 'position % is not yet reached', target using errcode = 'HM002';
  end if;
end
$$;
