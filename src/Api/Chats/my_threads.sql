-- The caller's threads, the one with the newest message first, as the answer's JSON; not those that he hides, nor those between
-- whose people a block stands. $1 the thread that the page comes after, or null; $2 the page's size.
-- Null where that one is not among them.
with own as (
  select *
  from v1.threads as thread
  where not thread.hidden and not thread.suspended
), start as (
  select own.active_at, own.thread_id from own where own.thread_id = $1
), page as (
  select own.*
  from own
  where $1::uuid is null or (own.active_at, own.thread_id) < (select start.active_at, start.thread_id from start)
  order by own.active_at desc, own.thread_id desc
  limit $2
)
select case when $1::uuid is null or exists (select from start) then
  json_build_object('threads', coalesce(json_agg(json_build_object(
    'thread_id', page.thread_id,
    'participant_ids', to_json(page.participant_ids),
    'kind', page.kind,
    'title', page.title,
    'muted', page.muted,
    'unread_count', page.unread_count,
    'read_up_to', page.read_up_to,
    'last_sequence', page.last_sequence,
    'last_message', page.last_message,
    'last_message_at', to_char(page.last_message_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  order by page.active_at desc, page.thread_id desc), '[]'))::text
end
from page
