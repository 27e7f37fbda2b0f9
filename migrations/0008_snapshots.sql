-- Why: a stream of many events is read from a state that was kept of it, and not from its first event.
-- Locks: none that matter, everything is new. Compatible with the previous release: it does not look at it.

-- States as verbs know them, each at a version of its stream. All of it follows from the log, and none of it is ever
-- needed: where a row is missing, or was kept by another program, the stream is read whole. program: what folded it.
create table log.snapshots (
  stream_id text primary key,
  version bigint not null,
  program text not null,
  state jsonb not null
) with (fillfactor = 70);
grant select, insert, update on log.snapshots to hotmess_app;
