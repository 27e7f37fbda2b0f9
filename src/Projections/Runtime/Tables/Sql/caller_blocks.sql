-- Those whom the caller has blocked, and those who have blocked him. Of a definer's rights: nobody may read who blocked him.
create function read_models.caller_blocks() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  caller uuid := read_models.caller();
begin
  return array(
    select block.blocked_id from read_models.profiles_blocked as block where block.blocker_id = caller
    union
    select block.blocker_id from read_models.profiles_blocked as block where block.blocked_id = caller);
end
$$