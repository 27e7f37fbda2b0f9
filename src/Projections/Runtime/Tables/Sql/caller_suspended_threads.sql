-- The threads of two between whom a block stands, of the caller's: they are read on, and nothing is written into them. Of a
-- definer's rights, because a policy asks this for every row; without a search_path, as caller_blocks.
create function read_models.caller_suspended_threads() returns uuid[]
language plpgsql stable security definer as $$
declare
  caller pg_catalog.uuid := v1.caller();
begin
  return array(
    select thread.thread_id
    from read_models.thread_participants as participant
      join read_models.chat_threads as thread on thread.thread_id operator(pg_catalog.=) participant.thread_id
    where participant.person_id operator(pg_catalog.=) caller and thread.suspended);
end
$$;
