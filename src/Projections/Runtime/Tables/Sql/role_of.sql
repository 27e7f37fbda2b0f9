-- The role that a person's token takes: of one who was erased it opens no more than nobody's. Asked before each read under a
-- token without a session, so it sets no search_path, as caller_blocks.
create function read_models.role_of(role text, person uuid) returns text
language plpgsql stable security definer as $$
begin
  if exists (
    select from read_models.identities as identity
    where identity.person_id operator(pg_catalog.=) person and identity.erased)
  then
    return 'anon';
  end if;
  return role;
end
$$
