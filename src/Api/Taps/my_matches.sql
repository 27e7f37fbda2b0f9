-- The caller's matches, newest first, as the answer's JSON. $1 the match that the page comes after, or null; $2 the page's size.
-- Null where the page comes after nothing that he sees; a match that has ended holds its place.
with start as (
  select before.matched_at, before.match_id
  from v1.matches as before
  where before.person_id = (select v1.caller()) and before.match_id = $1
)
select case
  when $1::uuid is null or exists (select from start)
  then json_build_object(
    'matches', coalesce(json_agg(page.item order by page.matched_at desc, page.match_id desc), '[]'))::text
end
from (
  select
    match.matched_at,
    match.match_id,
    json_build_object(
      'match_id', match.match_id,
      'person_id', match.other_id,
      'display_name', profile.shown ->> 'display_name',
      'kind', match.kind,
      'matched_at', to_char(match.matched_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.matches as match
    left join v1.profiles as profile on profile.person_id = match.other_id
  where match.person_id = (select v1.caller())
    and match.active
    and ($1::uuid is null or (match.matched_at, match.match_id) < (select start.matched_at, start.match_id from start))
  order by match.matched_at desc, match.match_id desc
  limit $2
) as page
