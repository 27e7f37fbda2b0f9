update read_models.chat_threads as thread
set
  version = page.version,
  last_sequence = greatest(thread.last_sequence, page.last_sequence),
  last_message_at = case when page.last_sequence > 0 then page.last_message_at else thread.last_message_at end,
  last_text = case when page.last_sequence > 0 then left(page.last_text, 100) else thread.last_text end,
  last_by = case when page.last_sequence > 0 then page.last_by::uuid else thread.last_by end
from unnest($1, $2, $3, $4, $5, $6) as page (thread_id, version, last_sequence, last_message_at, last_text, last_by)
where thread.thread_id = page.thread_id;
