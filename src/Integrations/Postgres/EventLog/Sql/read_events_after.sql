-- The next events of each stream, $1, after a version, $2; of each no more than its $3, so that a long one holds up
-- nobody.
select u.ordinal, e.version, e.type, e.data
from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality u(stream, after, most, ordinal)
  cross join lateral (
    select next.version, next.type, next.data
    from log.mt_events next
    where next.stream_id = u.stream and next.version > u.after
    order by next.version
    limit u.most) e
order by u.ordinal, e.version
