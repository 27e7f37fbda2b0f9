-- Whom the caller means by an address: an alias names its person; an address names whoever has it, where the caller may know it.
create function v1.person_addressed(address text) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  person uuid;
begin
  if address ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@users\.hotmess\.invalid$' then
    return split_part(address, '@', 1)::uuid;
  end if;
  select identity.person_id into person from read_models.identities as identity where identity.email = lower(address);
  if person is not null and v1.email_seen(person) = lower(address) then
    return person;
  end if;
  return null;
end
$$;
