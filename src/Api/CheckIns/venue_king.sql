-- Who wears a venue's crown and whether a war runs about it, as the answer's JSON. $1 the venue. Whom a block or his own
-- settings keep from the caller is not named.
select json_build_object(
  'venue_id', $1,
  'king', (
    select json_build_object(
      'person_id', crown.user_id,
      'display_name', crown.king_name,
      'check_ins', crown.scan_count,
      'expires_at', to_char(crown.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    from public.venue_kings as crown
    where crown.venue_id = $1 and crown.expires_at > now()),
  'war', (
    select json_build_object(
      'declared_by', war.declared_by,
      'started_at', to_char(war.started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'ends_at', to_char((war.started_at + interval '24 hours') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    from v1.venue_wars as war
    where war.venue_id = $1 and war.started_at <= now() and war.started_at > now() - interval '24 hours'
    order by war.started_at desc
    limit 1))::text
