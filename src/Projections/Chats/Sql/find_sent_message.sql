-- The event that sent a message of a thread: where the projection has it, by its version; else among those that it has
-- not reached, from the thread's own version on, but for a few that were read since: how much was said there before is
-- not told by the time that it takes.
-- $1 the thread, $2 the message, $3 the thread's stream.
with place as (
  select message.version
  from read_models.messages as message
  where message.message_id = $2 and message.thread_id = $1
)
select event.data
from log.mt_events as event
where event.stream_id = $3 and event.version = (select place.version from place)
union all
(
  select event.data
  from log.mt_events as event
  where not exists (select from place)
    and event.stream_id = $3
    and event.type = 'message_sent'
    and event.version > coalesce(
      (select thread.version from read_models.chat_threads as thread where thread.thread_id = $1), 0)
    and event.data ->> 'message' = $2::text
  limit 1
)
