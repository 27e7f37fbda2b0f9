-- States of streams, the newer of two; one that another program kept is of no use to this one. In one order, so that two
-- processes that keep the same wait for each other and no more.
insert into log.snapshots (stream_id, version, program, state)
select kept.stream_id, kept.version, kept.program, kept.state::jsonb
from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as kept (stream_id, version, program, state)
order by kept.stream_id
on conflict (stream_id) do update
set version = excluded.version, program = excluded.program, state = excluded.state
where snapshots.version < excluded.version or snapshots.program <> excluded.program
