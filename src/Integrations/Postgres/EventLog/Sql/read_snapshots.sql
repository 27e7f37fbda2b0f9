select s.stream_id, s.version, s.program, s.state::text from log.snapshots s where s.stream_id = any ($1::text[])
