-- The caller's check-ins, newest first, as the answer's JSON. $1 the check-in that the page comes after, or null; $2 the
-- page's size. Null where the page comes after nothing of his.
with start as (
  select before.checked_in_at, before.check_in_id
  from v1.check_ins as before
  where before.check_in_id = $1
)
select case
  when $1::uuid is null or exists (select from start)
  then json_build_object(
    'check_ins', coalesce(json_agg(page.item order by page.checked_in_at desc, page.check_in_id desc), '[]'))::text
end
from (
  select
    visit.checked_in_at,
    visit.check_in_id,
    json_build_object(
      'check_in_id', visit.check_in_id,
      'venue_id', visit.venue_id,
      'beacon_id', visit.beacon_id,
      'beacon_title', visit.beacon_title,
      'xp', visit.xp,
      'checked_in_at', to_char(visit.checked_in_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.check_ins as visit
  where $1::uuid is null or (visit.checked_in_at, visit.check_in_id) < (select start.checked_in_at, start.check_in_id from start)
  order by visit.checked_in_at desc, visit.check_in_id desc
  limit $2
) as page
