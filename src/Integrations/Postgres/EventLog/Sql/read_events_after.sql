select u.ordinal, e.version, e.type, e.data
from unnest($1::text[], $2::bigint[]) with ordinality u(stream, after, ordinal)
  join log.mt_events e on e.stream_id = u.stream and e.version > u.after
order by u.ordinal, e.version
