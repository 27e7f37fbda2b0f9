-- Why: the projections' tables, who may read which rows of them, and the views with the names that the front end knows.
-- Written from the declarations in src/Projections; a test compares, HOTMESS_REGENERATE=1 rewrites it.
-- Locks: none that matter, everything is new. Compatible with the previous release: there is none.

-- The caller's id, from the verified claims of this transaction; null where nobody is signed in.
create function read_models.caller() returns uuid language sql stable parallel safe as $$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

-- The threads that the caller takes part in. Of a definer's rights, because the table's own policy asks this.
create function read_models.caller_threads() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select participant.thread_id
    from read_models.thread_participants as participant
    where participant.person_id = read_models.caller());
end
$$;

-- A person's address as the caller may see it: his own, and that of people with whom he shares a thread or a tap (a bookmark
-- shares nothing); else an alias that says no more than the id. in_thread only saves the search for a thread that both share.
create function read_models.email_seen(person uuid, in_thread uuid default null) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  caller uuid := read_models.caller();
  address text;
begin
  if person is null then
    return null;
  end if;
  select identity.email into address from read_models.identities as identity where identity.person_id = person;
  if address is null then
    return person || '@users.hotmess.invalid';
  end if;
  if current_setting('role') = 'service_role' or person = caller
    or (in_thread is not null
      and exists (
        select from read_models.thread_participants as own
        where own.thread_id = in_thread and own.person_id = caller)
      and exists (
        select from read_models.thread_participants as other
        where other.thread_id = in_thread and other.person_id = person))
    or exists (
      select from read_models.taps as sent
      where sent.from_id = caller and sent.to_id = person and sent.kind <> 'save')
    or exists (
      select from read_models.taps as received
      where received.from_id = person and received.to_id = caller and received.kind <> 'save')
    or exists (
      select from read_models.thread_participants as own
        join read_models.thread_participants as other on other.thread_id = own.thread_id
      where own.person_id = caller and other.person_id = person)
  then
    return address;
  end if;
  return person || '@users.hotmess.invalid';
end
$$;

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

revoke all on all functions in schema read_models from public;
grant execute on all functions in schema read_models to anon, authenticated, service_role;

create table read_models.identities (
  person_id uuid not null,
  email text,
  erased boolean not null default false,
  primary key (person_id)
);
create index on read_models.identities (email);
alter table read_models.identities enable row level security;
create policy writer on read_models.identities for all to hotmess_app using (true) with check (true);
create policy service on read_models.identities for select to service_role using (true);
create policy readers on read_models.identities for select to authenticated
  using (person_id = (select read_models.caller()));
grant select, insert, update, delete, truncate on read_models.identities to hotmess_app;
grant select on read_models.identities to anon, authenticated, service_role;

create table read_models.profiles (
  person_id uuid not null,
  display_name text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (person_id)
);
alter table read_models.profiles enable row level security;
create policy writer on read_models.profiles for all to hotmess_app using (true) with check (true);
create policy service on read_models.profiles for select to service_role using (true);
create policy readers on read_models.profiles for select to authenticated
  using (true);
grant select, insert, update, delete, truncate on read_models.profiles to hotmess_app;
grant select on read_models.profiles to anon, authenticated, service_role;

create table read_models.sessions (
  session_id uuid not null,
  person_id uuid not null,
  opened_at timestamptz not null,
  ended_at timestamptz,
  primary key (session_id)
) with (fillfactor = 80);
create index on read_models.sessions (person_id);
alter table read_models.sessions enable row level security;
create policy writer on read_models.sessions for all to hotmess_app using (true) with check (true);
create policy service on read_models.sessions for select to service_role using (true);
create policy readers on read_models.sessions for select to authenticated
  using (person_id = (select read_models.caller()));
grant select, insert, update, delete, truncate on read_models.sessions to hotmess_app;
grant select on read_models.sessions to anon, authenticated, service_role;

create table read_models.taps (
  from_id uuid not null,
  to_id uuid not null,
  kind text not null,
  tap_id uuid not null,
  created_at timestamptz not null,
  primary key (from_id, to_id, kind)
);
create index on read_models.taps (to_id);
alter table read_models.taps enable row level security;
create policy writer on read_models.taps for all to hotmess_app using (true) with check (true);
create policy service on read_models.taps for select to service_role using (true);
create policy readers on read_models.taps for select to authenticated
  using ((from_id = (select read_models.caller()) or (to_id = (select read_models.caller()) and kind <> 'save')));
grant select, insert, update, delete, truncate on read_models.taps to hotmess_app;
grant select on read_models.taps to anon, authenticated, service_role;

create table read_models.matches (
  person_id uuid not null,
  other_id uuid not null,
  match_id uuid not null,
  kind text not null,
  matched_at timestamptz not null,
  active boolean not null,
  primary key (person_id, other_id)
);
create index on read_models.matches (other_id);
alter table read_models.matches enable row level security;
create policy writer on read_models.matches for all to hotmess_app using (true) with check (true);
create policy service on read_models.matches for select to service_role using (true);
create policy readers on read_models.matches for select to authenticated
  using ((person_id = (select read_models.caller()) or other_id = (select read_models.caller())));
grant select, insert, update, delete, truncate on read_models.matches to hotmess_app;
grant select on read_models.matches to anon, authenticated, service_role;

create table read_models.chat_threads (
  thread_id uuid not null,
  version bigint not null,
  opened_at timestamptz not null,
  opened_by uuid,
  last_sequence bigint not null,
  last_message_at timestamptz,
  primary key (thread_id)
) with (fillfactor = 70);
alter table read_models.chat_threads enable row level security;
create policy writer on read_models.chat_threads for all to hotmess_app using (true) with check (true);
create policy service on read_models.chat_threads for select to service_role using (true);
create policy readers on read_models.chat_threads for select to authenticated
  using (thread_id = any ((select read_models.caller_threads())::uuid[]));
grant select, insert, update, delete, truncate on read_models.chat_threads to hotmess_app;
grant select on read_models.chat_threads to anon, authenticated, service_role;

create table read_models.thread_participants (
  thread_id uuid not null,
  person_id uuid not null,
  own_messages bigint not null default 0,
  read_up_to bigint not null default 0,
  own_read bigint not null default 0,
  primary key (thread_id, person_id)
) with (fillfactor = 70);
create index on read_models.thread_participants (person_id, thread_id);
alter table read_models.thread_participants enable row level security;
create policy writer on read_models.thread_participants for all to hotmess_app using (true) with check (true);
create policy service on read_models.thread_participants for select to service_role using (true);
create policy readers on read_models.thread_participants for select to authenticated
  using (thread_id = any ((select read_models.caller_threads())::uuid[]));
grant select, insert, update, delete, truncate on read_models.thread_participants to hotmess_app;
grant select on read_models.thread_participants to anon, authenticated, service_role;

create table read_models.messages (
  thread_id uuid not null,
  sequence bigint not null,
  message_id uuid not null,
  sender_id uuid not null,
  text text,
  sent_at timestamptz not null,
  primary key (thread_id, sequence)
);
alter table read_models.messages enable row level security;
create policy writer on read_models.messages for all to hotmess_app using (true) with check (true);
create policy service on read_models.messages for select to service_role using (true);
create policy readers on read_models.messages for select to authenticated
  using (thread_id = any ((select read_models.caller_threads())::uuid[]));
grant select, insert, update, delete, truncate on read_models.messages to hotmess_app;
grant select on read_models.messages to anon, authenticated, service_role;

create view public.profiles with (security_invoker = true) as
select
  profile.person_id as id,
  profile.person_id as account_id,
  read_models.email_seen(profile.person_id) as email,
  profile.display_name as display_name,
  profile.created_at as created_at,
  profile.updated_at as updated_at
from read_models.profiles as profile;
grant select on public.profiles to anon, authenticated, service_role;

create view public.taps with (security_invoker = true) as
select
  tap.tap_id as id,
  read_models.email_seen(tap.from_id) as tapper_email,
  read_models.email_seen(tap.to_id) as tapped_email,
  tap.kind as tap_type,
  tap.from_id as from_user_id,
  tap.to_id as to_user_id,
  tap.created_at as created_at
from read_models.taps as tap;
grant select on public.taps to anon, authenticated, service_role;

create view public.matches with (security_invoker = true) as
select
  case when match.person_id < match.other_id then match.match_id else md5(match.match_id::text)::uuid end as id,
  least(seen.email, seen.other_email) as user1_email,
  greatest(seen.email, seen.other_email) as user2_email,
  match.person_id as user_id,
  match.other_id as matched_user_id,
  match.matched_at as matched_at,
  match.kind as tap_type,
  match.active as active,
  match.matched_at as created_at
from read_models.matches as match
  cross join lateral (
    select read_models.email_seen(match.person_id), read_models.email_seen(match.other_id)
  ) as seen (email, other_email);
grant select on public.matches to anon, authenticated, service_role;

create view public.chat_threads with (security_invoker = true) as
select
  thread.thread_id as id,
  seats.emails as participant_emails,
  seats.emails as participants,
  seats.ids as participant_ids,
  'dm'::text as thread_type,
  true as active,
  '{}'::jsonb as metadata,
  seats.unread as unread_count,
  '{}'::text[] as muted_by,
  left(last.text, 100) as last_message,
  thread.last_message_at as last_message_at,
  read_models.email_seen(thread.opened_by, thread.thread_id) as created_by,
  thread.opened_at as created_at,
  coalesce(thread.last_message_at, thread.opened_at) as updated_at,
  thread.opened_at as created_date,
  coalesce(thread.last_message_at, thread.opened_at) as updated_date
from read_models.chat_threads as thread
  left join read_models.messages as last
    on last.thread_id = thread.thread_id and last.sequence = thread.last_sequence
  cross join lateral (
    select
      array_agg(seat.email order by seat.person_id),
      array_agg(seat.person_id order by seat.person_id),
      jsonb_object_agg(seat.email, seat.unread)
    from (
      select
        participant.person_id,
        read_models.email_seen(participant.person_id, participant.thread_id) as email,
        thread.last_sequence - participant.own_messages
          - (participant.read_up_to - participant.own_read) as unread
      from read_models.thread_participants as participant
      where participant.thread_id = thread.thread_id
    ) as seat
  ) as seats (emails, ids, unread);
grant select on public.chat_threads to anon, authenticated, service_role;

create view public.messages with (security_invoker = true) as
select
  message.message_id as id,
  message.thread_id as thread_id,
  sender.email as sender_email,
  message.sender_id as sender_id,
  message.text as content,
  'text'::text as message_type,
  '{}'::jsonb as metadata,
  null::text as media_url,
  null::text[] as media_urls,
  message.sequence as seq,
  sender.email as created_by,
  message.sent_at as created_at,
  message.sent_at as updated_at,
  message.sent_at as created_date,
  message.sent_at as updated_date
from read_models.messages as message
  cross join lateral (
    select read_models.email_seen(message.sender_id, message.thread_id)
  ) as sender (email);
grant select on public.messages to anon, authenticated, service_role;
