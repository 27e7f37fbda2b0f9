-- Why: the projections' tables, who may read which rows of them, and the views with the names that the front end knows.
-- Written from the declarations in src/Projections; a test compares, HOTMESS_REGENERATE=1 rewrites it.
-- Locks: none that matter, everything is new. Compatible with the previous release: there is none.

-- The caller's id, from the verified claim that this transaction took; null where nobody is signed in. Its body is bound to
-- what it names when it is created, whatever the search_path of whoever asks.
create function v1.caller() returns uuid language sql stable parallel safe
return nullif(current_setting('request.jwt.claim.sub', true), '')::uuid;

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

-- A JSON array of texts as an array.
create function read_models.texts(document jsonb) returns text[]
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select array(select jsonb_array_elements_text(document))
$$;

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

revoke all on all functions in schema read_models, v1 from public;
grant execute on all functions in schema read_models, v1 to anon, authenticated, service_role;

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
  using (person_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.identities to hotmess_app;
grant select on read_models.identities to anon, authenticated, service_role;

create table read_models.profiles (
  person_id uuid not null,
  shown jsonb not null default '{}',
  is_visible boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (person_id)
);
create index on read_models.profiles ((shown ->> 'username'));
alter table read_models.profiles enable row level security;
create policy writer on read_models.profiles for all to hotmess_app using (true) with check (true);
create policy service on read_models.profiles for select to service_role using (true);
create policy readers on read_models.profiles for select to authenticated
  using ((person_id = (select v1.caller()) or (is_visible and person_id <> all ((select read_models.caller_blocks())::uuid[]))));
grant select, insert, update, delete, truncate on read_models.profiles to hotmess_app;
grant select on read_models.profiles to anon, authenticated, service_role;

create table read_models.profile_settings (
  person_id uuid not null,
  kept jsonb not null default '{}',
  primary key (person_id)
);
alter table read_models.profile_settings enable row level security;
create policy writer on read_models.profile_settings for all to hotmess_app using (true) with check (true);
create policy service on read_models.profile_settings for select to service_role using (true);
create policy readers on read_models.profile_settings for select to authenticated
  using (person_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.profile_settings to hotmess_app;
grant select on read_models.profile_settings to anon, authenticated, service_role;

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
  using (person_id = (select v1.caller()));
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
  using ((from_id = (select v1.caller()) or (to_id = (select v1.caller()) and kind <> 'save')));
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
  using (((person_id = (select v1.caller()) and other_id <> all ((select read_models.caller_blocks())::uuid[])) or (other_id = (select v1.caller()) and person_id <> all ((select read_models.caller_blocks())::uuid[]))));
grant select, insert, update, delete, truncate on read_models.matches to hotmess_app;
grant select on read_models.matches to anon, authenticated, service_role;

create table read_models.chat_threads (
  thread_id uuid not null,
  version bigint not null,
  opened_at timestamptz not null,
  opened_by uuid,
  last_sequence bigint not null,
  last_message_at timestamptz,
  kind text not null default 'dm',
  title text,
  title_by uuid,
  suspended boolean not null default false,
  participant_ids uuid[] not null,
  last_text text,
  last_by uuid,
  primary key (thread_id)
) with (fillfactor = 70);
create index on read_models.chat_threads using gin (participant_ids);
alter table read_models.chat_threads enable row level security;
create policy writer on read_models.chat_threads for all to hotmess_app using (true) with check (true);
create policy service on read_models.chat_threads for select to service_role using (true);
create policy readers on read_models.chat_threads for select to authenticated
  using (participant_ids @> array[(select v1.caller())]);
grant select, insert, update, delete, truncate on read_models.chat_threads to hotmess_app;
grant select on read_models.chat_threads to anon, authenticated, service_role;

create table read_models.thread_participants (
  thread_id uuid not null,
  person_id uuid not null,
  own_messages bigint not null default 0,
  read_up_to bigint not null default 0,
  own_read bigint not null default 0,
  muted boolean not null default false,
  hidden_up_to bigint not null default -1,
  has_left boolean not null default false,
  primary key (thread_id, person_id)
) with (fillfactor = 70);
create index on read_models.thread_participants (person_id, thread_id);
alter table read_models.thread_participants enable row level security;
create policy writer on read_models.thread_participants for all to hotmess_app using (true) with check (true);
create policy service on read_models.thread_participants for select to service_role using (true);
create policy readers on read_models.thread_participants for select to authenticated
  using ((person_id = (select v1.caller()) or thread_id in (select unnest(read_models.caller_threads()))));
grant select, insert, update, delete, truncate on read_models.thread_participants to hotmess_app;
grant select on read_models.thread_participants to anon, authenticated, service_role;

create table read_models.messages (
  thread_id uuid not null,
  sequence bigint not null,
  message_id uuid not null,
  sender_id uuid not null,
  text text,
  sent_at timestamptz not null,
  version bigint not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (thread_id, sequence)
);
create index on read_models.messages (message_id);
alter table read_models.messages enable row level security;
create policy writer on read_models.messages for all to hotmess_app using (true) with check (true);
create policy service on read_models.messages for select to service_role using (true);
create policy readers on read_models.messages for select to authenticated
  using ((thread_id = any ((select read_models.caller_threads())::uuid[]) and (sender_id <> all ((select read_models.caller_blocks())::uuid[]) or thread_id = any ((select read_models.caller_suspended_threads())::uuid[]))));
grant select, insert, update, delete, truncate on read_models.messages to hotmess_app;
grant select on read_models.messages to anon, authenticated, service_role;

create table read_models.message_reactions (
  thread_id uuid not null,
  sequence bigint not null,
  person_id uuid not null,
  reactions jsonb not null,
  primary key (thread_id, sequence, person_id)
);
create index on read_models.message_reactions (person_id);
alter table read_models.message_reactions enable row level security;
create policy writer on read_models.message_reactions for all to hotmess_app using (true) with check (true);
create policy service on read_models.message_reactions for select to service_role using (true);
create policy readers on read_models.message_reactions for select to authenticated
  using ((thread_id in (select unnest(read_models.caller_threads())) and (person_id <> all ((select read_models.caller_blocks())::uuid[]) or thread_id = any ((select read_models.caller_suspended_threads())::uuid[]))));
grant select, insert, update, delete, truncate on read_models.message_reactions to hotmess_app;
grant select on read_models.message_reactions to anon, authenticated, service_role;

create table read_models.profiles_blocked (
  blocker_id uuid not null,
  blocked_id uuid not null,
  block_id uuid not null,
  reason text,
  blocked_at timestamptz not null,
  primary key (blocker_id, blocked_id)
);
create index on read_models.profiles_blocked (blocked_id);
alter table read_models.profiles_blocked enable row level security;
create policy writer on read_models.profiles_blocked for all to hotmess_app using (true) with check (true);
create policy service on read_models.profiles_blocked for select to service_role using (true);
create policy readers on read_models.profiles_blocked for select to authenticated
  using (blocker_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.profiles_blocked to hotmess_app;
grant select on read_models.profiles_blocked to anon, authenticated, service_role;

create table read_models.user_favorites (
  owner_id uuid not null,
  person_id uuid not null,
  favorite_id uuid not null,
  created_at timestamptz not null,
  primary key (owner_id, person_id)
);
create index on read_models.user_favorites (person_id);
alter table read_models.user_favorites enable row level security;
create policy writer on read_models.user_favorites for all to hotmess_app using (true) with check (true);
create policy service on read_models.user_favorites for select to service_role using (true);
create policy readers on read_models.user_favorites for select to authenticated
  using ((owner_id = (select v1.caller()) and person_id <> all ((select read_models.caller_blocks())::uuid[])));
grant select, insert, update, delete, truncate on read_models.user_favorites to hotmess_app;
grant select on read_models.user_favorites to anon, authenticated, service_role;

create table read_models.notifications (
  notification_id uuid not null,
  person_id uuid not null,
  position bigint not null,
  kind text not null,
  actor_id uuid not null,
  tap_id uuid,
  match_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (notification_id)
) with (fillfactor = 90);
create index on read_models.notifications (person_id, position);
create index on read_models.notifications (actor_id);
alter table read_models.notifications enable row level security;
create policy writer on read_models.notifications for all to hotmess_app using (true) with check (true);
create policy service on read_models.notifications for select to service_role using (true);
create policy readers on read_models.notifications for select to authenticated
  using ((person_id = (select v1.caller()) and actor_id <> all ((select read_models.caller_blocks())::uuid[])));
grant select, insert, update, delete, truncate on read_models.notifications to hotmess_app;
grant select on read_models.notifications to anon, authenticated, service_role;

create table read_models.sweat_coins (
  person_id uuid not null,
  position bigint not null,
  entry_id uuid not null,
  counter text not null,
  amount bigint not null,
  balance_after bigint not null,
  kind text not null,
  reference_type text,
  reference text,
  other_id uuid,
  reason text,
  policy text,
  cause bigint,
  created_at timestamptz not null,
  primary key (person_id, position)
);
alter table read_models.sweat_coins enable row level security;
create policy writer on read_models.sweat_coins for all to hotmess_app using (true) with check (true);
create policy service on read_models.sweat_coins for select to service_role using (true);
create policy readers on read_models.sweat_coins for select to authenticated
  using (person_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.sweat_coins to hotmess_app;
grant select on read_models.sweat_coins to anon, authenticated, service_role;

create table read_models.coin_accounts (
  account_id uuid not null,
  counter text,
  balance bigint not null,
  primary key (account_id)
) with (fillfactor = 80);
alter table read_models.coin_accounts enable row level security;
create policy writer on read_models.coin_accounts for all to hotmess_app using (true) with check (true);
create policy service on read_models.coin_accounts for select to service_role using (true);
create policy readers on read_models.coin_accounts for select to authenticated
  using (account_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.coin_accounts to hotmess_app;
grant select on read_models.coin_accounts to anon, authenticated, service_role;

create table read_models.xp_ledger (
  person_id uuid not null,
  position bigint not null,
  entry_id uuid not null,
  action text not null,
  amount bigint not null,
  balance_after bigint not null,
  reference_type text,
  reference text,
  reason text,
  percent bigint not null,
  policy text,
  cause bigint,
  created_at timestamptz not null,
  primary key (person_id, position)
);
alter table read_models.xp_ledger enable row level security;
create policy writer on read_models.xp_ledger for all to hotmess_app using (true) with check (true);
create policy service on read_models.xp_ledger for select to service_role using (true);
create policy readers on read_models.xp_ledger for select to authenticated
  using (person_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.xp_ledger to hotmess_app;
grant select on read_models.xp_ledger to anon, authenticated, service_role;

create table read_models.xp_accounts (
  person_id uuid not null,
  total bigint not null,
  level bigint not null,
  primary key (person_id)
) with (fillfactor = 80);
alter table read_models.xp_accounts enable row level security;
create policy writer on read_models.xp_accounts for all to hotmess_app using (true) with check (true);
create policy service on read_models.xp_accounts for select to service_role using (true);
create policy readers on read_models.xp_accounts for select to authenticated
  using ((person_id = (select v1.caller()) or person_id <> all ((select read_models.caller_blocks())::uuid[])));
grant select, insert, update, delete, truncate on read_models.xp_accounts to hotmess_app;
grant select on read_models.xp_accounts to anon, authenticated, service_role;

create table read_models.user_streaks (
  person_id uuid not null,
  current bigint not null,
  longest bigint not null,
  last_day date not null,
  updated_at timestamptz not null,
  primary key (person_id)
) with (fillfactor = 80);
alter table read_models.user_streaks enable row level security;
create policy writer on read_models.user_streaks for all to hotmess_app using (true) with check (true);
create policy service on read_models.user_streaks for select to service_role using (true);
create policy readers on read_models.user_streaks for select to authenticated
  using (person_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.user_streaks to hotmess_app;
grant select on read_models.user_streaks to anon, authenticated, service_role;

create table read_models.user_badges (
  person_id uuid not null,
  badge text not null,
  earned_at timestamptz not null,
  primary key (person_id, badge)
);
alter table read_models.user_badges enable row level security;
create policy writer on read_models.user_badges for all to hotmess_app using (true) with check (true);
create policy service on read_models.user_badges for select to service_role using (true);
create policy readers on read_models.user_badges for select to authenticated
  using ((person_id = (select v1.caller()) or person_id <> all ((select read_models.caller_blocks())::uuid[])));
grant select, insert, update, delete, truncate on read_models.user_badges to hotmess_app;
grant select on read_models.user_badges to anon, authenticated, service_role;

create table read_models.user_achievements (
  person_id uuid not null,
  achievement_id uuid not null,
  unlock_id uuid not null,
  unlocked_at timestamptz not null,
  primary key (person_id, achievement_id)
);
alter table read_models.user_achievements enable row level security;
create policy writer on read_models.user_achievements for all to hotmess_app using (true) with check (true);
create policy service on read_models.user_achievements for select to service_role using (true);
create policy readers on read_models.user_achievements for select to authenticated
  using ((person_id = (select v1.caller()) or person_id <> all ((select read_models.caller_blocks())::uuid[])));
grant select, insert, update, delete, truncate on read_models.user_achievements to hotmess_app;
grant select on read_models.user_achievements to anon, authenticated, service_role;

create table read_models.beacons (
  beacon_id uuid not null,
  owner_id uuid not null,
  kind text,
  venue_id text,
  title text,
  lat bigint,
  lng bigint,
  xp_scan bigint not null,
  ends_at timestamptz,
  ended_at timestamptz,
  placed_at timestamptz not null,
  primary key (beacon_id)
);
create index on read_models.beacons (owner_id);
create index on read_models.beacons (venue_id);
alter table read_models.beacons enable row level security;
create policy writer on read_models.beacons for all to hotmess_app using (true) with check (true);
create policy service on read_models.beacons for select to service_role using (true);
create policy readers on read_models.beacons for select to authenticated
  using ((owner_id = (select v1.caller()) or owner_id <> all ((select read_models.caller_blocks())::uuid[])));
grant select, insert, update, delete, truncate on read_models.beacons to hotmess_app;
grant select on read_models.beacons to anon, authenticated, service_role;

create table read_models.beacon_spots (
  beacon_id uuid not null,
  owner_id uuid not null,
  lat bigint not null,
  lng bigint not null,
  primary key (beacon_id)
);
create index on read_models.beacon_spots (owner_id);
alter table read_models.beacon_spots enable row level security;
create policy writer on read_models.beacon_spots for all to hotmess_app using (true) with check (true);
create policy service on read_models.beacon_spots for select to service_role using (true);
create policy readers on read_models.beacon_spots for select to authenticated
  using (owner_id = (select v1.caller()));
grant select, insert, update, delete, truncate on read_models.beacon_spots to hotmess_app;
grant select on read_models.beacon_spots to anon, authenticated, service_role;

create table read_models.user_checkins (
  check_in_id uuid not null,
  person_id uuid,
  venue_id text,
  beacon_id uuid,
  xp bigint not null,
  checked_in_at timestamptz not null,
  imported boolean not null,
  primary key (check_in_id)
);
create index on read_models.user_checkins (venue_id, checked_in_at);
create index on read_models.user_checkins (person_id, checked_in_at);
alter table read_models.user_checkins enable row level security;
create policy writer on read_models.user_checkins for all to hotmess_app using (true) with check (true);
create policy service on read_models.user_checkins for select to service_role using (true);
create policy readers on read_models.user_checkins for select to authenticated
  using (true);
grant select, insert, update, delete, truncate on read_models.user_checkins to hotmess_app;
grant select on read_models.user_checkins to anon, authenticated, service_role;

create table read_models.venue_kings (
  venue_id text not null,
  king_id uuid not null,
  scan_count bigint not null,
  decided_at timestamptz not null,
  last_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (venue_id)
) with (fillfactor = 70);
create index on read_models.venue_kings (king_id);
alter table read_models.venue_kings enable row level security;
create policy writer on read_models.venue_kings for all to hotmess_app using (true) with check (true);
create policy service on read_models.venue_kings for select to service_role using (true);
create policy readers on read_models.venue_kings for select to authenticated
  using (true);
grant select, insert, update, delete, truncate on read_models.venue_kings to hotmess_app;
grant select on read_models.venue_kings to anon, authenticated, service_role;

create table read_models.venue_wars (
  venue_id text not null,
  started_at timestamptz not null,
  started_by uuid,
  leader_id uuid,
  leader_count bigint not null default 0,
  primary key (venue_id, started_at)
);
create index on read_models.venue_wars (leader_id);
create index on read_models.venue_wars (started_by);
alter table read_models.venue_wars enable row level security;
create policy writer on read_models.venue_wars for all to hotmess_app using (true) with check (true);
create policy service on read_models.venue_wars for select to service_role using (true);
create policy readers on read_models.venue_wars for select to authenticated
  using (true);
grant select, insert, update, delete, truncate on read_models.venue_wars to hotmess_app;
grant select on read_models.venue_wars to anon, authenticated, service_role;

create view public.profiles with (security_invoker = true) as
select
  profile.person_id as id,
  profile.person_id as account_id,
  profile.person_id as auth_user_id,
  v1.email_seen(profile.person_id) as email,
  profile.shown ->> 'username' as username,
  profile.shown ->> 'display_name' as display_name,
  profile.shown ->> 'full_name' as full_name,
  profile.shown ->> 'avatar_url' as avatar_url,
  profile.shown ->> 'bio' as bio,
  profile.shown ->> 'location' as location,
  profile.shown ->> 'location' as city,
  profile.shown ->> 'location' as location_area,
  profile.shown ->> 'location_name' as location_name,
  profile.shown ->> 'gender' as gender,
  (profile.shown ->> 'age')::integer as age,
  profile.shown ->> 'position' as position,
  read_models.texts(profile.shown -> 'looking_for') as looking_for,
  read_models.texts(profile.shown -> 'tags') as tags,
  coalesce(profile.shown -> 'public_attributes', '{}') as public_attributes,
  coalesce(profile.shown ->> 'persona', 'listener') as persona,
  coalesce((profile.shown ->> 'is_visible')::boolean, 'true') as is_visible,
  settings.kept ->> 'persona_type' as persona_type,
  settings.kept ->> 'active_persona_id' as active_persona_id,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'age_verified')::boolean, 'false') end as age_verified,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'consent_accepted')::boolean, 'false') end as consent_accepted,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'has_agreed_terms')::boolean, 'false') end as has_agreed_terms,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'has_consented_data')::boolean, 'false') end as has_consented_data,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'has_consented_gps')::boolean, 'false') end as has_consented_gps,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'onboarding_complete')::boolean, 'false') end as onboarding_complete,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'onboarding_complete')::boolean, 'false') end as onboarding_completed,
  case when settings.person_id is not null then coalesce(settings.kept ->> 'onboarding_stage', 'start') end as onboarding_stage,
  (settings.kept ->> 'community_attested_at')::timestamptz as community_attested_at,
  case when settings.person_id is not null then coalesce(settings.kept -> 'consents_json', '{}') end as consents_json,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'location_opt_in')::boolean, 'false') end as location_opt_in,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'location_opt_in')::boolean, 'false') end as location_consent,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'telegram_opt_in')::boolean, 'false') end as telegram_opt_in,
  case when settings.person_id is not null then coalesce((settings.kept ->> 'push_opt_in')::boolean, 'false') end as push_opt_in,
  settings.kept ->> 'pin_code_hash' as pin_code_hash,
  settings.kept ->> 'location_precision' as location_precision,
  (settings.kept ->> 'discovery_radius')::integer as discovery_radius,
  (settings.kept ->> 'show_distance')::boolean as show_distance,
  (settings.kept ->> 'show_online_status')::boolean as show_online_status,
  (settings.kept ->> 'read_receipts')::boolean as read_receipts,
  (settings.kept ->> 'privacy_hide_proximity')::boolean as privacy_hide_proximity,
  settings.kept ->> 'allow_messages_from' as allow_messages_from,
  case when settings.person_id is not null then coalesce(settings.kept ->> 'default_travel_mode', 'WALK') end as default_travel_mode,
  (settings.kept ->> 'notif_messages')::boolean as notif_messages,
  (settings.kept ->> 'notif_events')::boolean as notif_events,
  (settings.kept ->> 'notif_orders')::boolean as notif_orders,
  (settings.kept ->> 'notif_likes')::boolean as notif_likes,
  (settings.kept ->> 'notif_marketing')::boolean as notif_marketing,
  settings.kept -> 'notification_prefs' as notification_prefs,
  settings.kept ->> 'telegram_username' as telegram_username,
  settings.kept ->> 'telegram_username' as tg_username,
  settings.kept ->> 'telegram_chat_id' as telegram_chat_id,
  (settings.kept ->> 'mfa_enabled')::boolean as mfa_enabled,
  (settings.kept ->> 'onboarding_completed_at')::timestamptz as onboarding_completed_at,
  coalesce(xp.total, 0) as xp,
  coalesce(xp.total, 0) as xp_balance,
  coalesce(xp.total, 0) as xp_points,
  coalesce(xp.level, 1) as level,
  case when settings.person_id is not null then coalesce(case when streak.last_day >= (now() at time zone 'utc')::date - 1 then streak.current else 0 end, 0) end as current_streak,
  case when settings.person_id is not null then coalesce(coins.balance, 0) end as sweat_coins,
  false as is_verified,
  false as verified,
  false as is_admin,
  false as is_business,
  false as is_organizer,
  false as is_demo,
  false as can_go_live,
  false as can_sell,
  false as is_online,
  'none'::text as verification_level,
  'user'::text as role,
  '{}'::jsonb as role_flags,
  'basic'::text as membership_tier,
  'active'::text as subscription_status,
  'FREE'::text as subscription_tier,
  null::jsonb as photos,
  null::jsonb as right_now_status,
  null::uuid as parent_profile_id,
  null::timestamptz as subscription_ends_at,
  null::timestamptz as last_seen,
  null::timestamptz as last_seen_at,
  null::timestamptz as last_loc_ts,
  null::float8 as last_lat,
  null::float8 as last_lng,
  null::float8 as latitude,
  null::float8 as longitude,
  null::integer as loc_accuracy_m,
  null::text as stripe_customer_id,
  null::text as stripe_subscription_id,
  null::text as referral_code,
  null::text as telegram_id,
  null::text as tg_id,
  null::text as google_sub,
  profile.created_at as created_at,
  profile.updated_at as updated_at,
  profile.created_at as created_date,
  profile.updated_at as updated_date
from read_models.profiles as profile
  left join read_models.profile_settings as settings on settings.person_id = profile.person_id
  left join read_models.coin_accounts as coins on coins.account_id = profile.person_id
  left join read_models.xp_accounts as xp on xp.person_id = profile.person_id
  left join read_models.user_streaks as streak on streak.person_id = profile.person_id;
grant select on public.profiles to anon, authenticated, service_role;
create view public."User" with (security_invoker = true) as select * from public.profiles;
grant select on public."User" to anon, authenticated, service_role;
create view public."users" with (security_invoker = true) as select * from public.profiles;
grant select on public."users" to anon, authenticated, service_role;
create view public."public_profiles" with (security_invoker = true) as select * from public.profiles;
grant select on public."public_profiles" to anon, authenticated, service_role;

create view public.taps with (security_invoker = true) as
select
  tap.tap_id as id,
  v1.email_seen(tap.from_id) as tapper_email,
  v1.email_seen(tap.to_id) as tapped_email,
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
    select v1.email_seen(match.person_id), v1.email_seen(match.other_id)
  ) as seen (email, other_email);
grant select on public.matches to anon, authenticated, service_role;

create view public.chat_threads with (security_invoker = true) as
select
  thread.thread_id as id,
  seats.emails as participant_emails,
  seats.emails as participants,
  thread.participant_ids as participant_ids,
  thread.kind as thread_type,
  not seats.hidden as active,
  jsonb_strip_nulls(jsonb_build_object('title', case when not partly.seen or thread.title_by <> all ((select read_models.caller_blocks())::uuid[]) then thread.title end)) as metadata,
  seats.unread as unread_count,
  seats.muted as muted_by,
  last.text as last_message,
  last.sent_at as last_message_at,
  null::text as telegram_chat_id,
  null::uuid as sender_persona_id,
  null::uuid as receiver_persona_id,
  v1.email_seen(thread.opened_by, thread.thread_id) as created_by,
  thread.opened_at as created_at,
  coalesce(last.sent_at, thread.opened_at) as updated_at,
  thread.opened_at as created_date,
  coalesce(last.sent_at, thread.opened_at) as updated_date
from read_models.chat_threads as thread
  cross join lateral (
    select thread.kind = 'group' and cardinality((select read_models.caller_blocks())) > 0
  ) as partly (seen)
  left join lateral (
    select message.sequence, left(message.text, 100), message.sent_at
    from read_models.messages as message
    where partly.seen and message.thread_id = thread.thread_id
    order by message.sequence desc
    limit 1
  ) as newest (sequence, text, sent_at) on true
  cross join lateral (
    select
      case when partly.seen then coalesce(newest.sequence, 0) else thread.last_sequence end,
      case when partly.seen then newest.text else thread.last_text end,
      case when partly.seen then newest.sent_at else thread.last_message_at end
  ) as last (sequence, text, sent_at)
  cross join lateral (
    select
      array_agg(seat.email order by seat.person_id),
      jsonb_object_agg(seat.email, seat.unread),
      coalesce(array_agg(seat.email) filter (where seat.muted and seat.own), '{}'),
      coalesce(bool_or(seat.hidden and seat.own), false)
    from (
      select
        participant.person_id,
        v1.email_seen(participant.person_id, participant.thread_id) as email,
        participant.person_id = (select v1.caller()) as own,
        participant.muted,
        participant.hidden_up_to >= last.sequence as hidden,
        case when partly.seen and participant.person_id = (select v1.caller()) then (
          select count(*)
          from read_models.messages as message
          where message.thread_id = participant.thread_id
            and message.sequence > participant.read_up_to
            and message.sender_id <> participant.person_id)
        else thread.last_sequence - participant.own_messages
          - (participant.read_up_to - participant.own_read)
        end as unread
      from read_models.thread_participants as participant
      where participant.thread_id = thread.thread_id and not participant.has_left
    ) as seat
  ) as seats (emails, unread, muted, hidden)
where not thread.suspended;
grant select on public.chat_threads to anon, authenticated, service_role;
create view public."ChatThread" with (security_invoker = true) as select * from public.chat_threads;
grant select on public."ChatThread" to anon, authenticated, service_role;

create view public.messages with (security_invoker = true) as
select
  message.message_id as id,
  message.thread_id as thread_id,
  message.thread_id as conversation_id,
  sender.email as sender_email,
  message.sender_id as sender_id,
  profile.shown ->> 'display_name' as sender_name,
  message.text as content,
  'text'::text as message_type,
  jsonb_strip_nulls(jsonb_build_object('reactions', given.reactions, 'deleted', case when message.deleted_at is not null then true end)) as metadata,
  array(
    select v1.email_seen(seat.person_id, seat.thread_id)
    from read_models.thread_participants as seat
    where seat.thread_id = message.thread_id
      and seat.person_id <> message.sender_id
      and seat.read_up_to >= message.sequence
    order by seat.person_id) as read_by,
  null::timestamptz as read_at,
  null::timestamptz as expires_at,
  null::uuid as sender_persona_id,
  null::text as media_url,
  null::text[] as media_urls,
  message.sequence as seq,
  sender.email as created_by,
  message.sent_at as created_at,
  coalesce(message.edited_at, message.sent_at) as updated_at,
  message.sent_at as created_date,
  coalesce(message.edited_at, message.sent_at) as updated_date
from read_models.messages as message
  left join read_models.profiles as profile on profile.person_id = message.sender_id
  cross join lateral (
    select v1.email_seen(message.sender_id, message.thread_id)
  ) as sender (email)
  cross join lateral (
    select jsonb_object_agg(v1.email_seen(reaction.person_id, reaction.thread_id), reaction.reactions)
    from read_models.message_reactions as reaction
    where reaction.thread_id = message.thread_id and reaction.sequence = message.sequence
  ) as given (reactions);
grant select on public.messages to anon, authenticated, service_role;
create view public."chat_messages" with (security_invoker = true) as select * from public.messages;
grant select on public."chat_messages" to anon, authenticated, service_role;
create view public."Message" with (security_invoker = true) as select * from public.messages;
grant select on public."Message" to anon, authenticated, service_role;

create view public.profiles_blocked with (security_invoker = true) as
select
  block.block_id as id,
  seen.blocker as blocker_email,
  seen.blocked as blocked_email,
  block.blocker_id as profile_id,
  block.blocker_id as blocker_id,
  block.blocked_id as blocked_user_id,
  block.blocked_id as blocked_id,
  block.reason as reason,
  block.blocked_at as blocked_at,
  seen.blocker as created_by,
  block.blocked_at as created_at,
  block.blocked_at as updated_at,
  block.blocked_at as created_date,
  block.blocked_at as updated_date
from read_models.profiles_blocked as block
  cross join lateral (
    select v1.email_seen(block.blocker_id), v1.email_seen(block.blocked_id)
  ) as seen (blocker, blocked);
grant select on public.profiles_blocked to anon, authenticated, service_role;
create view public."user_blocks" with (security_invoker = true) as select * from public.profiles_blocked;
grant select on public."user_blocks" to anon, authenticated, service_role;
create view public."profile_blocklist_users" with (security_invoker = true) as select * from public.profiles_blocked;
grant select on public."profile_blocklist_users" to anon, authenticated, service_role;
create view public."blocks" with (security_invoker = true) as select * from public.profiles_blocked;
grant select on public."blocks" to anon, authenticated, service_role;

create view public.user_favorites with (security_invoker = true) as
select
  favorite.favorite_id as id,
  favorite.owner_id as user_id,
  favorite.owner_id as favoriting_id,
  v1.email_seen(favorite.owner_id) as user_email,
  favorite.person_id as favorited_id,
  v1.email_seen(favorite.person_id) as favorite_email,
  favorite.created_at as created_at
from read_models.user_favorites as favorite;
grant select on public.user_favorites to anon, authenticated, service_role;

create view public.notifications with (security_invoker = true) as
select
  notification.notification_id as id,
  v1.email_seen(notification.person_id) as user_email,
  notification.person_id as user_id,
  notification.kind as type,
  told.title as title,
  told.body as body,
  told.body as message,
  null::text as link,
  told.metadata as metadata,
  told.metadata as payload,
  notification.read_at is not null as read,
  notification.read_at as read_at,
  notification.created_at as created_at,
  coalesce(notification.read_at, notification.created_at) as updated_at,
  notification.created_at as created_date,
  coalesce(notification.read_at, notification.created_at) as updated_date,
  null::text as created_by
from read_models.notifications as notification
  left join read_models.profiles as actor
    on actor.person_id = notification.actor_id and notification.kind <> 'boo'
  cross join lateral (
    select
      case notification.kind
        when 'match' then 'It''s a match!'
        when 'boo' then 'Someone boo''d you'
        else 'New ' || initcap(notification.kind) || '!'
      end,
      case notification.kind
        when 'match' then 'You and ' || coalesce(actor.shown ->> 'display_name', 'someone') || ' match.'
        when 'boo' then 'Boo back to learn who it is.'
        else coalesce(actor.shown ->> 'display_name', 'Someone') || ' sent you a ' || notification.kind || '.'
      end,
      jsonb_strip_nulls(jsonb_build_object(
        'user_id', actor.person_id,
        'match_id', notification.match_id,
        'tap_id', case when notification.kind <> 'boo' then notification.tap_id end))
  ) as told (title, body, metadata);
grant select on public.notifications to anon, authenticated, service_role;

create view public.sweat_coins with (security_invoker = true) as
select
  entry.entry_id as id,
  v1.email_seen(entry.person_id) as user_email,
  entry.person_id as user_id,
  entry.amount as amount,
  entry.kind as transaction_type,
  entry.reference_type as reference_type,
  entry.reference as reference_id,
  jsonb_strip_nulls(jsonb_build_object('position', entry.position, 'user_id', entry.other_id, 'reason', entry.reason, 'policy', entry.policy, 'cause', entry.cause)) as metadata,
  entry.balance_after as balance_after,
  null::text as created_by,
  entry.created_at as created_at,
  entry.created_at as updated_at,
  entry.created_at as created_date,
  entry.created_at as updated_date
from read_models.sweat_coins as entry;
grant select on public.sweat_coins to anon, authenticated, service_role;

create view public.xp_ledger with (security_invoker = true) as
select
  entry.entry_id as id,
  v1.email_seen(entry.person_id) as user_email,
  entry.person_id as user_id,
  entry.amount as amount,
  entry.action as transaction_type,
  coalesce(entry.reason, entry.action) as reason,
  entry.reference_type as reference_type,
  entry.reference as reference_id,
  jsonb_strip_nulls(jsonb_build_object('position', entry.position, 'percent', entry.percent, 'policy', entry.policy, 'cause', entry.cause)) as metadata,
  entry.balance_after as balance_after,
  null::text as counterparty_email,
  null::text as created_by,
  entry.reason as notes,
  0 as platform_fee,
  entry.created_at as created_at,
  entry.created_at as updated_at,
  entry.created_at as created_date,
  entry.created_at as updated_date
from read_models.xp_ledger as entry;
grant select on public.xp_ledger to anon, authenticated, service_role;
create view public."xp_transactions" with (security_invoker = true) as select * from public.xp_ledger;
grant select on public."xp_transactions" to anon, authenticated, service_role;

create view public.user_streaks with (security_invoker = true) as
select
  streak.person_id as id,
  streak.person_id as user_id,
  v1.email_seen(streak.person_id) as user_email,
  case when streak.last_day >= (now() at time zone 'utc')::date - 1 then streak.current else 0 end as current_streak,
  streak.longest as longest_streak,
  streak.last_day as last_checkin_date,
  streak.updated_at as updated_at
from read_models.user_streaks as streak;
grant select on public.user_streaks to anon, authenticated, service_role;

create view public.user_badges with (security_invoker = true) as
select
  badge.person_id as user_id,
  v1.email_seen(badge.person_id) as user_email,
  badge.badge as badge_name,
  badge.earned_at as earned_at,
  badge.earned_at as created_at
from read_models.user_badges as badge;
grant select on public.user_badges to anon, authenticated, service_role;

create view public.achievements with (security_invoker = true) as
select
  listed.id as id,
  listed.title as name,
  listed.title as title,
  listed.name as key,
  listed.description as description,
  listed.icon as icon,
  listed.icon as icon_emoji,
  listed.color as color,
  null::bigint as xp_required,
  jsonb_build_object('metric', listed.metric, 'count', listed.number) as criteria,
  null::text as created_by,
  listed.created_at as created_at,
  listed.created_at as updated_at,
  listed.created_at as created_date,
  listed.created_at as updated_date
from (values
  ('6296d9f6-6b19-8e3a-8a9e-8b6602984d6c'::uuid, 'first_steps', 'First Steps', 'Send a first message', '👣', '#39ff14', 'messages_sent', 1::bigint, '2026-01-01 00:00:00+00'::timestamptz),
  ('68d274d9-bc19-886c-aaf0-c6ea9c64afe2'::uuid, 'social_butterfly', 'Social Butterfly', 'Send 50 messages', '🦋', '#ff1493', 'messages_sent', 50::bigint, '2026-01-01 00:00:01+00'::timestamptz),
  ('227c83ba-cb1d-87a6-b194-90830ec01f95'::uuid, 'party_animal', 'Party Animal', 'Attend 5 events', '🎉', '#b026ff', 'events_attended', 5::bigint, '2026-01-01 00:00:02+00'::timestamptz),
  ('bea328fe-d14b-8fee-8d2b-21225d015711'::uuid, 'streak_week', 'Week Streak', 'Check in 7 days in a row', '🔥', '#ff6b35', 'streak_days', 7::bigint, '2026-01-01 00:00:03+00'::timestamptz),
  ('c4894491-4a24-888e-9c60-6469f977883b'::uuid, 'streak_month', 'Month Streak', 'Check in 30 days in a row', '🌙', '#00d9ff', 'streak_days', 30::bigint, '2026-01-01 00:00:04+00'::timestamptz),
  ('a7982f1f-58ee-8f63-a349-5c0fab05acfd'::uuid, 'big_spender', 'Big Spender', 'Spend £100', '💎', '#ffd700', 'pence_spent', 10000::bigint, '2026-01-01 00:00:05+00'::timestamptz),
  ('e34d6bb8-3e3c-87c7-9843-a17ec71d60f5'::uuid, 'safety_first', 'Safety First', 'Answer 10 safety check-ins', '🛟', '#00b894', 'safety_checkins', 10::bigint, '2026-01-01 00:00:06+00'::timestamptz),
  ('635fea06-866b-8415-81f4-be1c2f8f02dd'::uuid, 'trendsetter', 'Trendsetter', 'Be first to RSVP 3 times', '✨', '#e17055', 'first_rsvps', 3::bigint, '2026-01-01 00:00:07+00'::timestamptz)) as listed
  (id, name, title, description, icon, color, metric, number, created_at);
grant select on public.achievements to anon, authenticated, service_role;

create view public.user_achievements with (security_invoker = true) as
select
  unlocked.unlock_id as id,
  v1.email_seen(unlocked.person_id) as user_email,
  unlocked.person_id as user_id,
  unlocked.achievement_id as achievement_id,
  unlocked.unlocked_at as unlocked_at,
  unlocked.unlocked_at as unlocked_date,
  unlocked.unlocked_at as created_at,
  unlocked.unlocked_at as updated_at,
  unlocked.unlocked_at as created_date,
  unlocked.unlocked_at as updated_date
from read_models.user_achievements as unlocked;
grant select on public.user_achievements to anon, authenticated, service_role;

create view public.beacons with (security_invoker = true) as
select
  beacon.beacon_id as id,
  beacon.kind as kind,
  beacon.kind as type,
  beacon.kind as beacon_category,
  case when live.it then 'active' else 'ended' end as mode,
  beacon.title as title,
  beacon.title as event_title,
  case when live.it then 'published' else 'expired' end as status,
  live.it as active,
  case when own.it then v1.email_seen(beacon.owner_id) else beacon.owner_id || '@users.hotmess.invalid' end as owner_email,
  case when own.it then v1.email_seen(beacon.owner_id) else beacon.owner_id || '@users.hotmess.invalid' end as created_by,
  beacon.owner_id as owner_id,
  beacon.owner_id as promoter_id,
  beacon.owner_id as creator_id,
  place.lat as lat,
  place.lat as latitude,
  place.lat as geo_lat,
  place.lng as lng,
  place.lng as longitude,
  place.lng as geo_lng,
  beacon.venue_id as venue_id,
  'public' as visibility,
  beacon.placed_at as starts_at,
  beacon.placed_at as event_date,
  beacon.placed_at as event_start,
  beacon.placed_at as event_start_at,
  over.at as end_at,
  over.at as ends_at,
  over.at as event_end,
  over.at as beacon_expires_at,
  over.at as expires_at,
  beacon.xp_scan as xp_scan,
  false as is_shadow,
  false as sponsored,
  false as is_verified,
  false as is_featured,
  false as is_persistent,
  0 as rsvp_count,
  0 as view_count,
  0 as click_count,
  null::integer as ticket_price_cents,
  null::integer as capacity,
  null::integer as checkin_count,
  null::float8 as intensity,
  null::float8 as globe_size_base,
  null::text as description,
  null::text as event_description,
  null::text as venue_name,
  null::text as venue_address,
  null::text as city,
  null::text as city_id,
  null::text as city_slug,
  null::text as image_url,
  null::text as video_url,
  null::text as ticket_url,
  null::text as tier_id,
  null::text as release_slug,
  null::text as release_title,
  null::text as soundcloud_urn,
  null::text as shopify_handle,
  null::text as audio_url,
  null::text as track_id,
  null::text as code,
  null::text as globe_color,
  null::text as globe_pulse_type,
  null::timestamptz as release_at,
  jsonb_strip_nulls(jsonb_build_object('title', beacon.title)) as metadata,
  beacon.placed_at as created_at,
  beacon.placed_at as updated_at,
  beacon.placed_at as created_date,
  beacon.placed_at as updated_date
from read_models.beacons as beacon
  left join read_models.beacon_spots as spot on spot.beacon_id = beacon.beacon_id
  cross join lateral (select least(beacon.ends_at, beacon.ended_at)) as over (at)
  cross join lateral (select coalesce(over.at > now(), true)) as live (it)
  cross join lateral (select
    coalesce(spot.lat, beacon.lat) / 1000000::float8, coalesce(spot.lng, beacon.lng) / 1000000::float8)
    as place (lat, lng)
  cross join lateral (select beacon.owner_id = (select v1.caller())
    or current_setting('role') = 'service_role') as own (it)
where live.it or own.it;
grant select on public.beacons to anon, authenticated, service_role;
create view public."Beacon" with (security_invoker = true) as select * from public.beacons;
grant select on public."Beacon" to anon, authenticated, service_role;

create view public.user_checkins with (security_invoker = true) as
select
  visit.check_in_id as id,
  v1.email_seen(seen.person_id) as user_email,
  seen.person_id as user_id,
  visit.venue_id as venue_id,
  visit.beacon_id as beacon_id,
  beacon.title as beacon_title,
  visit.checked_in_at as checked_in_at,
  (visit.checked_in_at at time zone 'utc')::date as checkin_date,
  visit.xp as xp_earned,
  visit.xp as earned_xp,
  case when visit.beacon_id is null then 'venue' else 'scan' end as source,
  null::text as city_id,
  null::text as photo_url,
  null::text as note,
  null::integer as streak_day,
  case when seen.person_id is not null then visit.check_in_id::text end as dedupe_key,
  v1.email_seen(seen.person_id) as created_by,
  visit.checked_in_at as created_at,
  visit.checked_in_at as updated_at,
  visit.checked_in_at as created_date,
  visit.checked_in_at as updated_date
from read_models.user_checkins as visit
  left join read_models.beacons as beacon on beacon.beacon_id = visit.beacon_id
  cross join lateral (select case when visit.person_id = (select v1.caller())
    or current_setting('role') = 'service_role' then visit.person_id end) as seen (person_id);
grant select on public.user_checkins to anon, authenticated, service_role;
create view public."beacon_checkins" with (security_invoker = true) as select * from public.user_checkins;
grant select on public."beacon_checkins" to anon, authenticated, service_role;
create view public."checkins" with (security_invoker = true) as select * from public.user_checkins;
grant select on public."checkins" to anon, authenticated, service_role;
create view public."venue_checkins" with (security_invoker = true) as select * from public.user_checkins;
grant select on public."venue_checkins" to anon, authenticated, service_role;

create view public.venue_kings with (security_invoker = true) as
select
  md5('venue_king ' || standing.venue_id)::uuid as id,
  standing.venue_id as venue_id,
  coalesce((select beacon.title from read_models.beacons as beacon where beacon.venue_id = standing.venue_id and beacon.kind = 'venue' and beacon.title is not null order by beacon.placed_at, beacon.beacon_id limit 1), standing.venue_id) as venue_name,
  seen.email as king_email,
  seen.email as user_email,
  profile.person_id as user_id,
  profile.shown ->> 'display_name' as king_name,
  king.scan_count as scan_count,
  king.scan_count as count,
  0 as total_tax_collected,
  king.expires_at as expires_at,
  coalesce(now() < war.started_at + interval '24 hours', false) as war_active,
  war.started_at as war_started_at,
  seen.challenger as war_started_by,
  null::text as created_by,
  standing.last_at as created_at,
  standing.decided_at as updated_at,
  standing.last_at as created_date,
  standing.decided_at as updated_date
from read_models.venue_kings as standing
  left join lateral (
    select fought.started_at, fought.started_by
    from read_models.venue_wars as fought
    where fought.venue_id = standing.venue_id and fought.started_at <= now()
    order by fought.started_at desc
    limit 1) as war on true
  left join lateral (
    select won.leader_id, won.leader_count, won.started_at + interval '48 hours' as expires_at
    from read_models.venue_wars as won
    where won.venue_id = standing.venue_id and won.leader_id is not null
      and won.started_at <= now() - interval '24 hours' and won.started_at > now() - interval '48 hours'
    order by won.started_at desc
    limit 1) as took on true
  cross join lateral (select
    coalesce(took.leader_id, standing.king_id),
    coalesce(took.leader_count, standing.scan_count),
    coalesce(took.expires_at, standing.expires_at)
    offset 0)
    as king (king_id, scan_count, expires_at)
  left join read_models.profiles as profile on profile.person_id = king.king_id
  cross join lateral (select
    case when king.king_id = (select v1.caller())
      or current_setting('role') = 'service_role' then v1.email_seen(king.king_id) end,
    case when war.started_by = (select v1.caller())
      or current_setting('role') = 'service_role' then v1.email_seen(war.started_by) end)
    as seen (email, challenger);
grant select on public.venue_kings to anon, authenticated, service_role;

create view v1.identities with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.email as email
from read_models.identities as plain;
grant select on v1.identities to anon, authenticated, service_role;

create view v1.sessions with (security_invoker = true) as
select
  plain.session_id as session_id,
  plain.person_id as person_id,
  plain.opened_at as opened_at,
  plain.ended_at as ended_at
from read_models.sessions as plain;
grant select on v1.sessions to anon, authenticated, service_role;

create view v1.profiles with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.shown as shown,
  plain.created_at as created_at,
  plain.updated_at as updated_at
from read_models.profiles as plain;
grant select on v1.profiles to anon, authenticated, service_role;

create view v1.profile_settings with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.kept as kept
from read_models.profile_settings as plain;
grant select on v1.profile_settings to anon, authenticated, service_role;

create view v1.matches with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.other_id as other_id,
  plain.match_id as match_id,
  plain.kind as kind,
  plain.matched_at as matched_at,
  plain.active as active
from read_models.matches as plain;
grant select on v1.matches to anon, authenticated, service_role;

create view v1.threads with (security_invoker = true) as
select
  thread.thread_id as thread_id,
  thread.kind as kind,
  case when not partly.seen or thread.title_by <> all ((select read_models.caller_blocks())::uuid[]) then thread.title end as title,
  thread.participant_ids as participant_ids,
  thread.suspended as suspended,
  seat.muted as muted,
  seat.hidden_up_to >= last.sequence as hidden,
  seat.read_up_to as read_up_to,
  last.sequence as last_sequence,
  last.text as last_message,
  last.sent_at as last_message_at,
  coalesce(last.sent_at, thread.opened_at) as active_at,
  case when partly.seen then (
    select count(*)
    from read_models.messages as message
    where message.thread_id = thread.thread_id
      and message.sequence > seat.read_up_to
      and message.sender_id <> seat.person_id)
  else thread.last_sequence - seat.own_messages - (seat.read_up_to - seat.own_read) end as unread_count
from read_models.thread_participants as seat
  join read_models.chat_threads as thread on thread.thread_id = seat.thread_id
  cross join lateral (
    select thread.kind = 'group' and cardinality((select read_models.caller_blocks())) > 0
  ) as partly (seen)
  left join lateral (
    select message.sequence, left(message.text, 100), message.sent_at
    from read_models.messages as message
    where partly.seen and message.thread_id = thread.thread_id
    order by message.sequence desc
    limit 1
  ) as newest (sequence, text, sent_at) on true
  cross join lateral (
    select
      case when partly.seen then coalesce(newest.sequence, 0) else thread.last_sequence end,
      case when partly.seen then newest.text else thread.last_text end,
      case when partly.seen then newest.sent_at else thread.last_message_at end
  ) as last (sequence, text, sent_at)
where seat.person_id = (select v1.caller()) and not seat.has_left;
grant select on v1.threads to anon, authenticated, service_role;

create view v1.messages with (security_invoker = true) as
select
  plain.thread_id as thread_id,
  plain.sequence as sequence,
  plain.message_id as message_id,
  plain.sender_id as sender_id,
  plain.text as text,
  plain.sent_at as sent_at,
  plain.version as version,
  plain.edited_at as edited_at,
  plain.deleted_at as deleted_at
from read_models.messages as plain;
grant select on v1.messages to anon, authenticated, service_role;

create view v1.message_reactions with (security_invoker = true) as
select
  plain.thread_id as thread_id,
  plain.sequence as sequence,
  plain.person_id as person_id,
  plain.reactions as reactions
from read_models.message_reactions as plain;
grant select on v1.message_reactions to anon, authenticated, service_role;

create view v1.profiles_blocked with (security_invoker = true) as
select
  plain.blocker_id as blocker_id,
  plain.blocked_id as blocked_id,
  plain.block_id as block_id,
  plain.reason as reason,
  plain.blocked_at as blocked_at
from read_models.profiles_blocked as plain;
grant select on v1.profiles_blocked to anon, authenticated, service_role;

create view v1.user_favorites with (security_invoker = true) as
select
  plain.owner_id as owner_id,
  plain.person_id as person_id,
  plain.favorite_id as favorite_id,
  plain.created_at as created_at
from read_models.user_favorites as plain;
grant select on v1.user_favorites to anon, authenticated, service_role;

create view v1.notifications with (security_invoker = true) as
select
  notification.notification_id as notification_id,
  notification.person_id as person_id,
  notification.position as position,
  notification.kind as kind,
  case when notification.kind <> 'boo' then notification.actor_id end as actor_id,
  case when notification.kind <> 'boo' then notification.tap_id end as tap_id,
  notification.match_id as match_id,
  notification.created_at as created_at,
  notification.read_at as read_at
from read_models.notifications as notification;
grant select on v1.notifications to anon, authenticated, service_role;

create view v1.sweat_coins with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.position as position,
  plain.entry_id as entry_id,
  plain.counter as counter,
  plain.amount as amount,
  plain.balance_after as balance_after,
  plain.kind as kind,
  plain.reference_type as reference_type,
  plain.reference as reference,
  plain.other_id as other_id,
  plain.reason as reason,
  plain.policy as policy,
  plain.cause as cause,
  plain.created_at as created_at
from read_models.sweat_coins as plain;
grant select on v1.sweat_coins to anon, authenticated, service_role;

create view v1.coin_accounts with (security_invoker = true) as
select
  plain.account_id as account_id,
  plain.counter as counter,
  plain.balance as balance
from read_models.coin_accounts as plain;
grant select on v1.coin_accounts to anon, authenticated, service_role;

create view v1.xp_ledger with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.position as position,
  plain.entry_id as entry_id,
  plain.action as action,
  plain.amount as amount,
  plain.balance_after as balance_after,
  plain.reference_type as reference_type,
  plain.reference as reference,
  plain.reason as reason,
  plain.percent as percent,
  plain.policy as policy,
  plain.cause as cause,
  plain.created_at as created_at
from read_models.xp_ledger as plain;
grant select on v1.xp_ledger to anon, authenticated, service_role;

create view v1.xp_accounts with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.total as total,
  plain.level as level
from read_models.xp_accounts as plain;
grant select on v1.xp_accounts to anon, authenticated, service_role;

create view v1.user_streaks with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.current as current,
  plain.longest as longest,
  plain.last_day as last_day,
  plain.updated_at as updated_at
from read_models.user_streaks as plain;
grant select on v1.user_streaks to anon, authenticated, service_role;

create view v1.user_badges with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.badge as badge,
  plain.earned_at as earned_at
from read_models.user_badges as plain;
grant select on v1.user_badges to anon, authenticated, service_role;

create view v1.user_achievements with (security_invoker = true) as
select
  plain.person_id as person_id,
  plain.achievement_id as achievement_id,
  plain.unlock_id as unlock_id,
  plain.unlocked_at as unlocked_at
from read_models.user_achievements as plain;
grant select on v1.user_achievements to anon, authenticated, service_role;

create view v1.beacons with (security_invoker = true) as
select
  plain.beacon_id as beacon_id,
  plain.title as title
from read_models.beacons as plain;
grant select on v1.beacons to anon, authenticated, service_role;

create view v1.check_ins with (security_invoker = true) as
select
  visit.check_in_id as check_in_id,
  visit.venue_id as venue_id,
  visit.beacon_id as beacon_id,
  beacon.title as beacon_title,
  visit.xp as xp,
  visit.checked_in_at as checked_in_at
from read_models.user_checkins as visit
  left join read_models.beacons as beacon on beacon.beacon_id = visit.beacon_id
where visit.person_id = (select v1.caller());
grant select on v1.check_ins to anon, authenticated, service_role;

create view v1.venue_leaders with (security_invoker = true) as
select
  standing.venue_id as venue_id,
  tally.place as place,
  profile.person_id as person_id,
  profile.shown ->> 'display_name' as display_name,
  tally.check_ins as check_ins
from read_models.venue_kings as standing
  cross join lateral (
    select
      visit.person_id,
      count(*),
      row_number() over (order by count(*) desc, max(visit.checked_in_at), visit.person_id)
    from read_models.user_checkins as visit
    where visit.venue_id = standing.venue_id
      and visit.checked_in_at > standing.decided_at - interval '168 hours'
      and visit.person_id is not null
    group by visit.person_id
  ) as tally (person_id, check_ins, place)
  join read_models.profiles as profile on profile.person_id = tally.person_id;
grant select on v1.venue_leaders to anon, authenticated, service_role;

create view v1.venue_wars with (security_invoker = true) as
select
  war.venue_id as venue_id,
  war.started_at as started_at,
  profile.person_id as declared_by
from read_models.venue_wars as war
  left join read_models.profiles as profile on profile.person_id = war.started_by;
grant select on v1.venue_wars to anon, authenticated, service_role;
