-- Why: what the appender keeps beside Marten's tables (batches, tree, commands, sealed fields, keys), the functions
-- that append, publish and guard pages, and the triggers that keep the log append-only.
-- Locks: none that matter, everything is new. Compatible with the previous release: there is none.

-- One row per commit that stored events; the newest is the log's head. Leaves are 32 bytes each, in order.
-- frontier[level + 1] is the complete subtree of 2^level leaves at the right edge, or null. gap: positions left out
-- before this batch, normally 0.
create table log.batches (
  last_position bigint primary key,
  first_position bigint not null,
  first_leaf bigint not null,
  leaf_count int not null,
  leaves bytea not null,
  frontier bytea[] not null,
  root bytea not null,
  at timestamptz not null,
  gap bigint not null default 0,
  check (first_position <= last_position),
  check (leaf_count = last_position - first_position + 1),
  check (length(leaves) = 32 * leaf_count)
);
alter table log.batches alter leaves set storage external, alter frontier set storage main;

-- Complete subtrees of 256, 65,536, ... leaves: level 8, 16, ...; index counts from 0.
create table log.tree_nodes (
  level int not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- Every accepted command, for ever. made: a JSON object of names and uuids in order, or null.
create table log.commands (
  key bytea primary key,
  input_hash bytea not null,
  subject uuid,
  outcome smallint not null,
  position bigint not null,
  made text
);

create table log.sealed_fields (
  person_id uuid not null,
  event_id uuid not null,
  field smallint not null,
  position bigint not null,
  envelope bytea not null,
  primary key (person_id, event_id, field)
);

create table log.projection_pages (
  projection text primary key,
  position bigint not null
) with (fillfactor = 50);

-- The projections that stand at something that they cannot get over, told by the process that runs them. position: the
-- event's, where one is to blame. asked_at: since when somebody, in whichever process, wants it tried again.
create table log.parked_projections (
  projection text primary key,
  position bigint,
  event_type text,
  reason text not null,
  at timestamptz not null,
  asked_at timestamptz
);

create table keys.person_keys (
  person_id uuid not null,
  key_number smallint not null check (key_number between 1 and 255),
  wrapped bytea not null,
  primary key (person_id, key_number)
);

-- What belongs to a person and stands in no event: one body of each kind, written and removed by commands that append.
-- A removed one leaves its name and the time for a while (body null), so that what was handed out for it is refused.
create table keys.companions (
  person_id uuid not null,
  kind text not null,
  body bytea,
  changed_at timestamptz not null,
  primary key (person_id, kind)
);
create index companions_removed on keys.companions (changed_at) where body is null;

-- Who was erased, from the commit that did it: what was handed out for him and holds by itself opens nothing more.
-- shredded: nothing is left of his sealed texts, which without his key nobody could read anyway.
create table keys.erased_people (
  person_id uuid primary key,
  shredded boolean not null
);
create index erased_people_left on keys.erased_people (person_id) where not shredded;

create function log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of %.% is refused: the log is append-only', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

do $$
declare
  guarded text;
begin
  foreach guarded in array array['mt_events', 'mt_streams', 'batches', 'tree_nodes', 'commands'] loop
    execute format('create trigger append_only before %s on log.%I for each row execute function log.refuse_change()',
      case guarded when 'mt_streams' then 'delete' else 'update or delete' end, guarded);
    execute format('create trigger append_only_truncate before truncate on log.%I
      for each statement execute function log.refuse_change()', guarded);
    execute format('alter table log.%I enable always trigger append_only', guarded);
    execute format('alter table log.%I enable always trigger append_only_truncate', guarded);
  end loop;
end
$$;

-- Marten's foreign key asks for every event's stream, one query a row. log.append, the only writer, has just written that
-- stream in the same statement, and no stream is ever removed; so where the owner may (a superuser), it is not asked.
do $$
declare
  check_trigger name;
begin
  for check_trigger in
    select t.tgname
    from pg_trigger t join pg_constraint c on c.oid = t.tgconstraint
    where t.tgrelid = 'log.mt_events'::regclass and c.conname = 'fkey_mt_events_stream_id' and t.tgisinternal
  loop
    execute format('alter table log.mt_events disable trigger %I', check_trigger);
  end loop;
exception when insufficient_privilege then
  raise notice 'The foreign key of log.mt_events stays checked: only a superuser can leave that to the appender.';
end
$$;

-- Adds leaves to the tree: RFC 6962 nodes, carried like a binary counter. Returns the new frontier and root, and the
-- subtrees that are kept.
create function log.grow_tree(
  inout frontier bytea[], first_leaf bigint, leaves bytea[],
  out root bytea, out levels int[], out indexes bigint[], out hashes bytea[]) language plpgsql as $$
declare
  hash bytea;
  level int;
  index bigint := first_leaf;
begin
  foreach hash in array leaves loop
    level := 0;
    index := first_leaf;
    while index & 1 = 1 loop
      hash := sha256('\x01'::bytea || frontier[level + 1] || hash);
      frontier[level + 1] := null;
      level := level + 1;
      index := index >> 1;
      if level & 7 = 0 then
        levels := levels || level;
        indexes := indexes || index;
        hashes := hashes || hash;
      end if;
    end loop;
    frontier[level + 1] := hash;
    first_leaf := first_leaf + 1;
  end loop;
  foreach hash in array frontier loop
    if hash is not null then
      root := case when root is null then hash else sha256('\x01'::bytea || hash || root) end;
    end if;
  end loop;
end
$$;

-- What becomes of each command where not all go well: 0 stored, 1 lost a version check, 2 its key is known, 3 a
-- person's key is gone. A stream is tainted once a command that would have written to it fell out, or where it was
-- not as expected: whoever read it in this batch read what is not so.
create function log.settle_losers(
  s_name text[], s_expected bigint[], k_key bytea[], c_command int[], c_stream int[], c_writes int[],
  p_command int[], p_person uuid[], p_number smallint[],
  out statuses smallint[], out versions bigint[]) language plpgsql as $$
declare
  tainted boolean[];
  known boolean[];
  gone boolean[];
  status smallint;
  first int := 1;
  next int := 1;
begin
  select array_agg(coalesce(s.version, 0) order by u.o), array_agg(coalesce(s.version, 0) <> u.expected order by u.o)
    into versions, tainted
    from unnest(s_name, s_expected) with ordinality u(name, expected, o) left join log.mt_streams s on s.id = u.name;
  select array_agg(exists (select from log.commands c where c.key = u.key) order by u.o) into known
    from unnest(k_key) with ordinality u(key, o);
  select array_agg(exists (
      select from unnest(p_command, p_person, p_number) p(command, person, number)
      where p.command = u.o and not exists (
        select from keys.person_keys k where k.person_id = p.person and k.key_number = p.number)) order by u.o)
    into gone
    from unnest(k_key) with ordinality u(key, o);
  for i in 1 .. cardinality(k_key) loop
    status := case when known[i] then 2 when gone[i] then 3 else 0 end;
    first := next;
    while c_command[next] = i loop
      if status = 0 and tainted[c_stream[next]] then
        status := 1;
      end if;
      next := next + 1;
    end loop;
    for j in first .. next - 1 loop
      if status <> 0 and c_writes[j] > 0 then
        tainted[c_stream[j]] := true;
      end if;
    end loop;
    statuses[i] := status;
  end loop;
end
$$;

-- Deletes sealed texts of one erased person, of any or of him who is named, no more than given; answers how many.
create function log.shred(most int, wanted uuid default null) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
set jit = off set enable_seqscan = off as $$
declare
  gone uuid;
  found int;
begin
  select p.person_id into gone from keys.erased_people p
    where not p.shredded and (wanted is null or p.person_id = wanted) limit 1 for update skip locked;
  if gone is null then
    return 0;
  end if;
  delete from log.sealed_fields f
    using (select s.event_id, s.field from log.sealed_fields s where s.person_id = gone limit most) s
    where f.person_id = gone and f.event_id = s.event_id and f.field = s.field;
  get diagnostics found = row_count;
  if found < most then
    update keys.erased_people set shredded = true where person_id = gone;
  end if;
  return found;
end
$$;

-- Appends a batch. Arrays of one prefix belong together: s_ distinct streams with the version at their first use and
-- the number of events written to each; k_ commands in order, with the number of events of the batch up to and with
-- each; c_ the streams of each command; e_ events in order; p_ people's keys that a command relies on; f_ sealed
-- fields; n_ new keys; b_ people's companions, removed where the body is null; x_ erased people. Ordinals count from 1.
-- known_head: the head as of which the caller knows everything that the batch only relies on; where it still is the
-- head, nobody can have changed that, and it is not looked up again. Null looks it up.
-- Answers the time, the head before, each command's position (null where it was not stored), and where not all were
-- stored each command's status and each stream's version (see log.settle_losers).
-- The first try takes it that all is well and lets the keys and the counts say no: nothing is looked up twice. Only
-- where they do is it undone, and settled who may stay.
create function log.append(
  known_head bigint, s_name text[], s_type text[], s_expected bigint[], s_writes int[],
  k_key bytea[], k_input bytea[], k_subject uuid[], k_outcome smallint[], k_made text[], k_reached int[],
  c_command int[], c_stream int[], c_writes int[],
  e_command int[], e_id uuid[], e_stream int[], e_version bigint[], e_type text[], e_dotnet text[], e_data jsonb[],
  e_causation text[], e_body bytea[],
  p_command int[], p_person uuid[], p_number smallint[],
  f_event int[], f_field smallint[], f_person uuid[], f_envelope bytea[],
  n_command int[], n_person uuid[], n_number smallint[], n_wrapped bytea[],
  b_command int[], b_person uuid[], b_kind text[], b_body bytea[],
  x_command int[], x_person uuid[],
  out at timestamptz, out previous bigint, out positions bigint[], out statuses smallint[], out versions bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp
set jit = off set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  head log.batches;
  mark bigint;
  start bigint;
  reached bigint;
  next_leaf bigint;
  moving bigint;
  moved bigint;
  e_position bigint[];
  leaf_time bytea;
  leaf_hashes bytea[];
  tree record;
begin
  perform pg_advisory_xact_lock(7016996765293437281);
  select * into head from log.batches order by last_position desc limit 1;
  select last_seq_id into mark from log.mt_event_progression where name = 'HighWaterMark';
  previous := coalesce(head.last_position, 0);
  start := greatest(previous, mark);
  reached := start + cardinality(e_id);
  next_leaf := coalesce(head.first_leaf + head.leaf_count, 0);
  at := greatest(clock_timestamp(), head.at);
  positions := array(
    select case when u.reached = 0 then previous else start + u.reached end
    from unnest(k_reached) u(reached));
  e_position := array(select start + g from generate_series(1, cardinality(e_id)) g);

  loop
    begin
      if statuses is null and known_head is distinct from previous then
        if exists (
            select from unnest(s_name, s_expected, s_writes) u(name, expected, writes)
              left join log.mt_streams s on s.id = u.name
            where u.writes = 0 and coalesce(s.version, 0) <> u.expected)
          or exists (
            select from unnest(p_person, p_number) p(person, number)
              left join keys.person_keys k on k.person_id = p.person and k.key_number = p.number
            where k.person_id is null)
        then
          raise sqlstate 'HM001' using message = 'a command of the batch relies on what is not so';
        end if;
      end if;

      insert into log.commands (key, input_hash, subject, outcome, position, made)
        select u.key, u.input, u.subject, u.outcome, u.position, u.made
        from unnest(k_key, k_input, k_subject, k_outcome, positions, k_made)
          u(key, input, subject, outcome, position, made)
        where u.position is not null;

      if reached > start then
        insert into log.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
          select u.name, u.type, u.writes, append.at, append.at, '*DEFAULT*', false
          from unnest(s_name, s_type, s_expected, s_writes) u(name, type, expected, writes)
          where u.expected = 0 and u.writes > 0;
        select count(*) into moving from unnest(s_expected, s_writes) u(expected, writes)
          where u.expected > 0 and u.writes > 0;
        if moving > 0 then
          update log.mt_streams s set version = u.expected + u.writes, timestamp = append.at
            from unnest(s_name, s_expected, s_writes) u(name, expected, writes)
            where s.id = u.name and s.version = u.expected and u.expected > 0 and u.writes > 0;
          get diagnostics moved = row_count;
          if moved <> moving then
            raise sqlstate 'HM001' using message = 'a stream of the batch is not at the version that was expected';
          end if;
        end if;
        insert into log.mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, causation_id, is_archived)
          select u.position, u.id, s_name[u.stream], u.version, u.data, u.type, append.at, '*DEFAULT*', u.dotnet,
            u.causation, false
          from unnest(e_position, e_id, e_stream, e_version, e_data, e_type, e_dotnet, e_causation)
            u(position, id, stream, version, data, type, dotnet, causation)
          where u.position is not null;
      end if;

      if cardinality(n_person) > 0 then
        insert into keys.person_keys (person_id, key_number, wrapped)
          select u.person, u.number, u.wrapped
          from unnest(n_command, n_person, n_number, n_wrapped) u(command, person, number, wrapped)
          where positions[u.command] is not null;
      end if;
      exit;
    exception when unique_violation or sqlstate 'HM001' then
      if statuses is not null then
        raise;
      end if;
    end;

    select l.statuses, l.versions into statuses, versions from log.settle_losers(
      s_name, s_expected, k_key, c_command, c_stream, c_writes, p_command, p_person, p_number) l;
    s_writes := array_fill(0, array[cardinality(s_name)]);
    for i in 1 .. cardinality(c_command) loop
      if statuses[c_command[i]] = 0 then
        s_writes[c_stream[i]] := s_writes[c_stream[i]] + c_writes[i];
      end if;
    end loop;
    reached := start;
    for i in 1 .. cardinality(k_key) loop
      if statuses[i] = 0 then
        reached := reached + k_reached[i] - case when i = 1 then 0 else k_reached[i - 1] end;
        positions[i] := case when reached = start then previous else reached end;
      else
        positions[i] := null;
      end if;
    end loop;
    e_position := array(
      select case when statuses[u.command] = 0
        then start + count(*) filter (where statuses[u.command] = 0) over (order by u.o) end
      from unnest(e_command) with ordinality u(command, o) order by u.o);
  end loop;

  if reached > start then
    leaf_time := int8send((extract(epoch from at) * 1000000)::bigint);
    leaf_hashes := array(
      select sha256('\x00'::bytea || int8send(u.position) || leaf_time || u.body)
      from unnest(e_position, e_body) u(position, body) where u.position is not null order by u.position);
    select * into tree from log.grow_tree(coalesce(head.frontier, '{}'), next_leaf, leaf_hashes);
    insert into log.batches (
        last_position, first_position, first_leaf, leaf_count, leaves, frontier, root, at, gap)
      values (reached, start + 1, next_leaf, cardinality(leaf_hashes),
        (select string_agg(l.leaf, ''::bytea order by l.o) from unnest(leaf_hashes) with ordinality l(leaf, o)),
        tree.frontier, tree.root, append.at, start - previous);
    if tree.levels is not null then
      insert into log.tree_nodes (level, index, hash)
        select u.level, u.index, u.hash from unnest(tree.levels, tree.indexes, tree.hashes) u(level, index, hash);
    end if;
    if cardinality(f_event) > 0 then
      insert into log.sealed_fields (person_id, event_id, field, position, envelope)
        select u.person, e_id[u.event], u.field, e_position[u.event], u.envelope
        from unnest(f_person, f_event, f_field, f_envelope) u(person, event, field, envelope)
        where e_position[u.event] is not null;
    end if;
  end if;

  if cardinality(b_person) > 0 then
    insert into keys.companions as c (person_id, kind, body, changed_at)
      select distinct on (u.person, u.kind) u.person, u.kind, u.body, append.at
      from unnest(b_command, b_person, b_kind, b_body) with ordinality u(command, person, kind, body, o)
      where positions[u.command] is not null
      order by u.person, u.kind, u.o desc
      on conflict on constraint companions_pkey do update set body = excluded.body, changed_at = excluded.changed_at;
  end if;

  if cardinality(x_person) > 0 then
    update keys.companions c set body = null, changed_at = append.at
      from unnest(x_command, x_person) u(command, person)
      where c.person_id = u.person and c.body is not null and positions[u.command] is not null;
    delete from keys.person_keys k using unnest(x_command, x_person) u(command, person)
      where k.person_id = u.person and positions[u.command] is not null;
    insert into keys.erased_people (person_id, shredded)
      select u.person, false from unnest(x_command, x_person) u(command, person)
      where positions[u.command] is not null
      on conflict on constraint erased_people_pkey do nothing;
    -- All at once unless they are so many that the log would be held up.
    perform log.shred(10000, u.person) from unnest(x_command, x_person) u(command, person)
      where positions[u.command] is not null;
  end if;
end
$$;

-- Replaces a companion's body outside any command; false where the body is not, or no longer, the one that is
-- replaced.
create function log.swap_companion(person uuid, kind text, was bytea, becomes bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update keys.companions c set body = becomes
    where c.person_id = person and c.kind = swap_companion.kind and c.body = was and becomes is not null;
  return found;
end
$$;

-- Forgets the names of companions that were removed before a time.
create function log.forget_companions(before timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from keys.companions c where c.body is null and c.changed_at < before
$$;

-- Moves Marten's sequence up to what is committed, never down and never beyond; answers the head.
create function log.publish() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  reached bigint;
  shown bigint;
begin
  perform pg_advisory_xact_lock(7016996765293437282);
  select last_position into reached from log.batches order by last_position desc limit 1;
  select case when is_called then last_value else 0 end into shown from log.mt_events_sequence;
  if reached > shown then
    perform setval('log.mt_events_sequence', reached);
  end if;
  return coalesce(reached, 0);
end
$$;

-- The first statement of a projection's page: moves its row from below first to last, and refuses a page that is
-- late or doubled.
create function log.apply_page(projection text, first bigint, last bigint) returns void language plpgsql as $$
begin
  insert into log.projection_pages as p (projection, position) values (apply_page.projection, last)
    on conflict on constraint projection_pages_pkey do update set position = excluded.position where p.position < first;
  if not found then
    raise exception 'page % to % of % was applied already', first, last, projection using errcode = 'HM004';
  end if;
end
$$;

-- The first statement of a rebuild.
create function log.reset_pages(projection text) returns void language sql as $$
  delete from log.projection_pages p where p.projection = reset_pages.projection
$$;

-- When the oldest snapshot was taken that is still held in this database, by whichever role: while it is, no row that was
-- replaced or removed since can be cleaned up. Null for none.
create function log.oldest_snapshot() returns timestamptz
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select min(held.since)
  from (
    select activity.xact_start
    from pg_stat_activity as activity
    where activity.datname = current_database()
      and activity.backend_xmin is not null
      and activity.pid <> pg_backend_pid()
    union all
    select prepared.prepared
    from pg_prepared_xacts as prepared
    where prepared.database = current_database()
  ) as held (since)
$$;

revoke all on function
  log.refuse_change, log.grow_tree, log.settle_losers, log.append, log.publish, log.apply_page, log.reset_pages,
  log.swap_companion, log.forget_companions, log.oldest_snapshot, log.shred
  from public;
grant usage on schema log, keys to hotmess_app;
grant usage on schema keys to hotmess_reader;
grant select on keys.erased_people to hotmess_reader;

-- For whoever reads the log with a program of his own: events as they stand and the tree over them. Neither sealed
-- texts nor keys nor anybody's command ids. It owns nothing and may make nothing: a program that would change the
-- tables to its taste is refused.
grant usage on schema log to hotmess_log_reader;
grant select on log.mt_events, log.mt_streams, log.mt_events_sequence, log.mt_event_progression, log.batches,
  log.tree_nodes
  to hotmess_log_reader;

grant select on log.batches, log.tree_nodes, log.commands, log.sealed_fields, log.projection_pages, keys.person_keys,
  keys.companions to hotmess_app;
grant insert, update, delete on log.projection_pages to hotmess_app;
grant select, insert, update, delete on log.parked_projections to hotmess_app;
grant execute on function
  log.append, log.publish, log.apply_page, log.reset_pages, log.swap_companion, log.forget_companions, log.shred,
  log.oldest_snapshot
  to hotmess_app;
