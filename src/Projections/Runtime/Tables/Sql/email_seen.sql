-- A person's address as the caller may see it: his own, and that of people with whom he shares a thread or a tap (a bookmark
-- shares nothing) and no block; else an alias that says no more than the id. in_thread only saves the search for a thread that both share.
create function v1.email_seen(person uuid, in_thread uuid default null) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  caller uuid := v1.caller();
  address text;
begin
  if person is null then
    return null;
  end if;
  select identity.email into address from read_models.identities as identity where identity.person_id = person;
  if address is null then
    return person || '@users.hotmess.invalid';
  end if;
  if current_setting('role') = 'service_role' or person = caller then
    return address;
  end if;
  if exists (
      select from read_models.profiles_blocked as block where block.blocker_id = caller and block.blocked_id = person)
    or exists (
      select from read_models.profiles_blocked as block where block.blocker_id = person and block.blocked_id = caller)
  then
    return person || '@users.hotmess.invalid';
  end if;
  if (in_thread is not null
      and exists (
        select from read_models.thread_participants as own
        where own.thread_id = in_thread and own.person_id = caller and not own.has_left)
      and exists (
        select from read_models.thread_participants as other
        where other.thread_id = in_thread and other.person_id = person and not other.has_left))
    or exists (
      select from read_models.taps as sent
      where sent.from_id = caller and sent.to_id = person and sent.kind <> 'save')
    or exists (
      select from read_models.taps as received
      where received.from_id = person and received.to_id = caller and received.kind not in ('save', 'boo'))
    or exists (
      select from read_models.thread_participants as own
        join read_models.thread_participants as other on other.thread_id = own.thread_id
      where own.person_id = caller and other.person_id = person and not own.has_left and not other.has_left)
  then
    return address;
  end if;
  return person || '@users.hotmess.invalid';
end
$$;
