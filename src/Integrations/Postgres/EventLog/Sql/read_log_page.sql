select e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.causation_id, e.data
from log.mt_events e
where e.seq_id > $1 and e.seq_id <= $2 and e.type = any ($3)
order by e.seq_id
limit $4
