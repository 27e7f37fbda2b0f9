-- Not what was kept of more than is stored: by a process that outlived a database that lost commits.
select s.stream_id, s.version, s.program, s.state::text
from log.snapshots s
  join log.mt_streams m on m.id = s.stream_id and m.version >= s.version
where s.stream_id = any ($1::text[])
