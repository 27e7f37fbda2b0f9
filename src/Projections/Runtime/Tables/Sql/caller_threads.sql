-- The threads that the caller takes part in. Of a definer's rights, because the table's own policy asks this; without a
-- search_path, as caller_blocks.
create function read_models.caller_threads() returns uuid[]
language plpgsql stable security definer as $$
declare
  caller pg_catalog.uuid := v1.caller();
begin
  return array(
    select participant.thread_id
    from read_models.thread_participants as participant
    where participant.person_id operator(pg_catalog.=) caller and not participant.has_left);
end
$$;
