-- Why: what the server has undertaken to do in the world because of an event, once per event, effect and receiver;
-- and what the policies that count have counted.
-- Locks: none that matter, everything is new. Compatible with the previous release: it does not look at it.

-- Written with the message that does it and with the position of the subscription that published it.
create table log.effects (
  position bigint not null,
  effect text not null,
  receiver uuid not null,
  published_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (position, effect, receiver)
) with (fillfactor = 90);
grant select, insert, update on log.effects to hotmess_app;

-- Of each person, moved with the position of the subscription to which it counts. It is no projection: nothing makes it
-- anew. day: the newest one with any, in days since 1970-01-01 UTC; today: how many on it.
create table read_models.policy_counts (
  policy text not null,
  person_id uuid not null,
  total bigint not null,
  day bigint not null,
  today bigint not null,
  primary key (person_id, policy)
) with (fillfactor = 80);
alter table read_models.policy_counts enable row level security;
create policy writer on read_models.policy_counts for all to hotmess_app using (true) with check (true);
create policy service on read_models.policy_counts for select to service_role using (true);
create policy readers on read_models.policy_counts for select to authenticated
  using (person_id = (select v1.caller()));
grant select, insert, update, delete on read_models.policy_counts to hotmess_app;
grant select on read_models.policy_counts to anon, authenticated, service_role;
create view v1.policy_counts with (security_invoker = true) as
select policy, person_id, total from read_models.policy_counts;
grant select on v1.policy_counts to anon, authenticated, service_role;
