-- $1 the process; $2 to $5 its counts, absolute; $6 and $7 the windows that run. What is two minutes old is forgotten,
-- whosever it is: a process that was killed forgets nothing itself.
with told as (
  insert into keys.shared_counts as mine (process, scope, window_number, name, count, told_at)
  select $1, own.scope, own.window_number, own.name, own.count, clock_timestamp()
  from unnest($2, $3, $4, $5) as own (scope, window_number, name, count)
  on conflict (process, scope, window_number, name) do update
  set count = excluded.count, told_at = excluded.told_at
  where mine.count <> excluded.count
), forgotten as (
  delete from keys.shared_counts as gone
  using (
    select process, scope, window_number, name from keys.shared_counts
    where told_at < clock_timestamp() - interval '2 minutes'
    for update skip locked
  ) as old
  where (gone.process, gone.scope, gone.window_number, gone.name)
    = (old.process, old.scope, old.window_number, old.name)
)
select theirs.scope, theirs.window_number, theirs.name, least(sum(theirs.count), 1000000000)::int
from keys.shared_counts as theirs
  join unnest($6, $7) as running (scope, window_number)
    on running.scope = theirs.scope and running.window_number = theirs.window_number
where theirs.process <> $1
group by theirs.scope, theirs.window_number, theirs.name
