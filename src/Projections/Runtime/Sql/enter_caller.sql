-- Takes a caller's role, $1, and the verified claim that every right asks for, $2: his id, or nothing. One setting and not the
-- claims as JSON, which each right of a statement would parse again.
-- $3 the person, where nothing but his erasure ends what he asks by: of one who was erased it opens no more than nobody's.
select
  set_config(
    'role',
    case when $3 is not null and exists (select from keys.erased_people as gone where gone.person_id = $3)
      then 'anon' else $1 end,
    true),
  set_config('request.jwt.claim.sub', $2, true);
