-- Why: rate limits that all processes on one database count together.
-- Locks: none that matter, everything is new. Compatible with the previous release: it does not look at it.

-- What each process has counted lately, under keyed hashes. Nothing here outlives a minute or is worth a disk.
create unlogged table keys.shared_counts (
  process uuid not null,
  scope smallint not null,
  window_number bigint not null,
  name uuid not null,
  count int not null,
  told_at timestamptz not null,
  primary key (process, scope, window_number, name)
) with (fillfactor = 50);
grant select, insert, update, delete on keys.shared_counts to hotmess_app;
