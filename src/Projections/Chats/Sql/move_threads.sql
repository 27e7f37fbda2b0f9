update read_models.chat_threads as thread
set
  version = page.version,
  last_sequence = greatest(thread.last_sequence, page.last_sequence),
  last_message_at = case when page.last_sequence > 0 then page.last_message_at else thread.last_message_at end
from unnest($1, $2, $3, $4) as page (thread_id, version, last_sequence, last_message_at)
where thread.thread_id = page.thread_id;
