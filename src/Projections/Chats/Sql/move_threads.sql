update read_models.chat_threads as thread
set
  version = page.version,
  last_sequence = page.last_sequence,
  last_message_at = page.last_message_at,
  last_text = left(page.last_text, 100),
  last_by = page.last_by
from unnest($1, $2, $3, $4, $5, $6) as page (thread_id, version, last_sequence, last_message_at, last_text, last_by)
where thread.thread_id = page.thread_id;
