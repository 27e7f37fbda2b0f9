-- Those whom the caller has blocked, and those who have blocked him; one who did both, twice. Of a definer's rights: nobody may
-- read who blocked him. Policies ask this at every read, so it sets no search_path, which costs as much as the search
-- itself: every type, table and operator is named with its schema instead.
create function read_models.caller_blocks() returns uuid[]
language plpgsql stable security definer as $$
declare
  caller pg_catalog.uuid := v1.caller();
begin
  return array(
    select block.blocked_id
    from read_models.profiles_blocked as block
    where block.blocker_id operator(pg_catalog.=) caller
    union all
    select block.blocker_id
    from read_models.profiles_blocked as block
    where block.blocked_id operator(pg_catalog.=) caller);
end
$$;
