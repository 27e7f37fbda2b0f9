update read_models.messages as message
set text = null, deleted_at = page.deleted_at
from unnest($1, $2, $3) as page (thread_id, sequence, deleted_at)
where message.thread_id = page.thread_id and message.sequence = page.sequence;
