-- The caller's blocks, newest first, as the answer's JSON. $1 the block that the page comes after, or null; $2 the page's size.
-- Null where the page comes after nothing of his.
with start as (
  select before.blocked_at, before.block_id
  from v1.profiles_blocked as before
  where before.blocker_id = (select v1.caller()) and before.block_id = $1
)
select case
  when $1::uuid is null or exists (select from start)
  then json_build_object(
    'blocks', coalesce(json_agg(page.item order by page.blocked_at desc, page.block_id desc), '[]'))::text
end
from (
  select
    block.blocked_at,
    block.block_id,
    json_build_object(
      'block_id', block.block_id,
      'person_id', block.blocked_id,
      'reason', block.reason,
      'blocked_at', to_char(block.blocked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.profiles_blocked as block
  where block.blocker_id = (select v1.caller())
    and ($1::uuid is null or (block.blocked_at, block.block_id) < (select start.blocked_at, start.block_id from start))
  order by block.blocked_at desc, block.block_id desc
  limit $2
) as page
