-- Who wears a venue's crown, as the answer's JSON. $1 the venue; $2 the time. Whom a block or his own settings keep from the
-- caller is not named.
select json_build_object(
  'venue_id', $1,
  'king', (
    select json_build_object(
      'person_id', profile.person_id,
      'display_name', profile.shown ->> 'display_name',
      'check_ins', crown.scan_count,
      'expires_at', to_char(crown.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    from read_models.venue_kings as crown
      left join read_models.profiles as profile on profile.person_id = crown.king_id
    where crown.venue_id = $1 and crown.expires_at > $2))::text
