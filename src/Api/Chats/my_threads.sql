-- The caller's threads, the one with the newest message first, as the answer's JSON. Of several people, some of whom a block
-- keeps from him, he counts and previews what he may see.
-- $1 the thread that the page comes after, or null; $2 the page's size.
with own as (
  select
    thread.thread_id,
    last.sequence as last_sequence,
    coalesce(last.sent_at, thread.opened_at) as active_at,
    last.sent_at as last_message_at,
    seat.read_up_to,
    seat.muted,
    thread.kind,
    thread.title,
    thread.participant_ids,
    last.text as last_text,
    partly.seen,
    thread.last_sequence - seat.own_messages - (seat.read_up_to - seat.own_read) as unread
  from read_models.thread_participants as seat
    join read_models.chat_threads as thread on thread.thread_id = seat.thread_id
    cross join lateral (
      select thread.kind = 'group' and cardinality((select read_models.caller_blocks())) > 0
    ) as partly (seen)
    left join lateral (
      select message.sequence, left(message.text, 100), message.sent_at
      from read_models.messages as message
      where partly.seen and message.thread_id = thread.thread_id
      order by message.sequence desc
      limit 1
    ) as newest (sequence, text, sent_at) on true
    cross join lateral (
      select
        case when partly.seen then coalesce(newest.sequence, 0) else thread.last_sequence end,
        case when partly.seen then newest.text else thread.last_text end,
        case when partly.seen then newest.sent_at else thread.last_message_at end
    ) as last (sequence, text, sent_at)
  where seat.person_id = (select read_models.caller())
    and not seat.has_left
    and seat.hidden_up_to < last.sequence
    and not thread.suspended
), page as (
  select own.*
  from own
  where $1::uuid is null or (own.active_at, own.thread_id) < (
    select before.active_at, before.thread_id from own as before where before.thread_id = $1)
  order by own.active_at desc, own.thread_id desc
  limit $2
)
select json_build_object('threads', coalesce(json_agg(
  json_build_object(
    'thread_id', page.thread_id,
    'participant_ids', to_json(page.participant_ids),
    'kind', page.kind,
    'title', page.title,
    'muted', page.muted,
    'unread_count', case when page.seen then (
      select count(*)
      from read_models.messages as message
      where message.thread_id = page.thread_id
        and message.sequence > page.read_up_to
        and message.sender_id <> (select read_models.caller()))
    else page.unread end,
    'read_up_to', page.read_up_to,
    'last_sequence', page.last_sequence,
    'last_message', page.last_text,
    'last_message_at', to_char(page.last_message_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  order by page.active_at desc, page.thread_id desc), '[]'))::text
from page
