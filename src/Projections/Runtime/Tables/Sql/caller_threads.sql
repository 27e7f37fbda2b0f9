-- The threads that the caller takes part in. Of a definer's rights, because the table's own policy asks this.
create function read_models.caller_threads() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select participant.thread_id
    from read_models.thread_participants as participant
    where participant.person_id = read_models.caller() and not participant.has_left);
end
$$;
