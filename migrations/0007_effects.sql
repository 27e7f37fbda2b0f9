-- Why: what the server has undertaken to do in the world because of an event, once per event, effect and receiver.
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
